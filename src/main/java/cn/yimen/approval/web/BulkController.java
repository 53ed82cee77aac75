package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.BulkConfirmations;
import cn.yimen.approval.SampleDraws;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 批量确认 (AP-6) and the page of the random sample. */
@Controller
class BulkController {

    private final BulkConfirmations bulk;
    private final SampleDraws samples;
    private final OneTimeKeys once;
    private final Clock clock;

    BulkController(BulkConfirmations bulk, SampleDraws samples, OneTimeKeys once, Clock clock) {
        this.bulk = bulk;
        this.samples = samples;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/confirmations")
    String show(@AuthenticationPrincipal Officer officer, Model model) {
        var rows = bulk.waiting(officer);
        model.addAttribute(
                "safe", rows.stream().filter(row -> row.alone() == null).toList());
        model.addAttribute(
                "alone", rows.stream().filter(row -> row.alone() != null).toList());
        return "approval/bulk";
    }

    /** 核对: the chosen ones with their sum, before anything is confirmed. */
    @PostMapping("/confirmations/check")
    String check(
            @RequestParam(required = false) @Nullable List<String> chosen,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var wanted = read(chosen);
        var rows = bulk.waiting(officer).stream()
                .filter(row -> row.alone() == null
                        && wanted.containsKey(row.application().id().id()))
                .toList();
        if (rows.isEmpty()) {
            flash.addFlashAttribute("warning", "选择要确认的件");
            return "redirect:/confirmations";
        }
        var sum = Money.ZERO;
        for (var row : rows) {
            var opinion = row.check().opinion();
            sum = sum.plus(opinion == null ? Money.ZERO : opinion.amount());
        }
        model.addAttribute("rows", rows);
        model.addAttribute("sum", sum);
        return "approval/bulk-check";
    }

    @PostMapping("/confirmations")
    String confirm(
            @RequestParam(required = false) @Nullable List<String> chosen,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var wanted = read(chosen);
        if (wanted.isEmpty()) {
            flash.addFlashAttribute("warning", "选择要确认的件");
            return "redirect:/confirmations";
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var results = new ArrayList<>(bulk.confirm(wanted, officer));
                    flash.addFlashAttribute("results", results);
                    flash.addFlashAttribute(
                            "confirmed",
                            results.stream()
                                    .filter(BulkConfirmations.Result::confirmed)
                                    .count());
                    return "/confirmations";
                });
    }

    @GetMapping("/samples")
    String samples(
            @RequestParam(defaultValue = "") String month, @AuthenticationPrincipal Officer officer, Model model) {
        var months = samples.months();
        var shown = month(month, months);
        model.addAttribute("months", months);
        model.addAttribute("shown", shown);
        model.addAttribute("draw", samples.month(shown, officer).orElse(null));
        return "approval/samples";
    }

    private YearMonth month(String typed, List<YearMonth> months) {
        try {
            return typed.isEmpty() ? latest(months) : YearMonth.parse(typed);
        } catch (DateTimeParseException e) {
            return latest(months);
        }
    }

    private YearMonth latest(List<YearMonth> months) {
        return months.isEmpty() ? YearMonth.now(clock) : months.get(0);
    }

    /** {@code id=what was seen}; what is none is dropped. */
    private static Map<UUID, String> read(@Nullable List<String> chosen) {
        var map = new LinkedHashMap<UUID, String>();
        for (var each : chosen == null ? List.<String>of() : chosen) {
            var parts = each.split("=", 2);
            try {
                if (parts.length == 2 && map.size() < BulkConfirmations.MOST) {
                    map.put(ApplicationId.of(parts[0]).id(), parts[1]);
                }
            } catch (IllegalArgumentException e) {
                // not one of ours
            }
        }
        return map;
    }
}
