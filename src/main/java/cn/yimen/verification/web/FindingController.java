package cn.yimen.verification.web;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Counter;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.verification.Check;
import cn.yimen.verification.Disposition;
import cn.yimen.verification.Finding;
import cn.yimen.verification.Findings;
import cn.yimen.verification.Matches;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 疑点 and 待认定 (VR-2). */
@Controller
@RequestMapping("/verification")
class FindingController {

    private static final int SIZE = 50;

    private final Findings findings;
    private final Matches matches;
    private final Places places;
    private final OneTimeKeys once;

    FindingController(Findings findings, Matches matches, Places places, OneTimeKeys once) {
        this.findings = findings;
        this.matches = matches;
        this.places = places;
        this.once = once;
    }

    /** 处置. */
    record Clear(
            @NotBlank(message = "选择处置结果") @Nullable String disposition,

            @NotBlank(message = "填写依据和理由") @Size(max = 500, message = "依据和理由不超过 500 字") @Nullable
            String reason,

            @Nullable String monthsFrom,
            @Nullable String monthsUntil,
            @Nullable Long version) {}

    /** 认定. */
    record Decide(
            @NotBlank(message = "选择是不是同一人") @Nullable String same,

            @NotBlank(message = "填写依据") @Size(max = 300, message = "依据不超过 300 字") @Nullable
            String reason) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "OPEN") String d,
            @RequestParam(defaultValue = "") String c,
            @RequestParam(defaultValue = "0") String from,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var disposition = Arrays.stream(Disposition.values())
                .filter(one -> one.name().equals(d))
                .findFirst()
                .orElse(null);
        var check = Arrays.stream(Check.values())
                .filter(one -> one.name().equals(c))
                .findFirst()
                .orElse(null);
        var offset = from.matches("[0-9]{1,6}") ? Integer.parseInt(from) : 0;
        var counts = findings.counts(officer);
        var counters = new ArrayList<Counter>();
        for (var one : Disposition.values()) {
            counters.add(Counter.of(one.words(), counts.of(one), "/verification?d=" + one.name(), one == disposition));
        }
        counters.add(Counter.of("全部", counts.all(), "/verification?d=ALL", disposition == null));
        var rows = findings.list(new Findings.Filter(disposition, check, false), offset, SIZE + 1, officer);
        var shown = rows.size() > SIZE ? rows.subList(0, SIZE) : rows;
        var base = "/verification?d=" + (disposition == null ? "ALL" : disposition.name())
                + (check == null ? "" : "&c=" + check.name());
        model.addAttribute("counters", counters);
        model.addAttribute("rows", shown);
        model.addAttribute("townships", townships(shown));
        model.addAttribute("checks", Check.values());
        model.addAttribute("check", check == null ? "" : check.name());
        model.addAttribute("disposition", disposition == null ? "ALL" : disposition.name());
        model.addAttribute("openByCheck", counts.open());
        model.addAttribute("previousUrl", offset == 0 ? null : base + "&from=" + Math.max(0, offset - SIZE));
        model.addAttribute("nextUrl", rows.size() > SIZE ? base + "&from=" + (offset + SIZE) : null);
        model.addAttribute(
                "shownWords", shown.isEmpty() ? "" : "第 %d—%d 条".formatted(offset + 1, offset + shown.size()));
        model.addAttribute("tabs", VerificationPages.tabs("findings", officer));
        return "verification/findings";
    }

    @GetMapping("/findings/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var finding = findings.get(id, officer);
        model.addAttribute(
                "form",
                new Clear(
                        null,
                        "",
                        finding.monthsFrom() == null ? "" : finding.monthsFrom().toString(),
                        finding.monthsUntil() == null
                                ? ""
                                : finding.monthsUntil().toString(),
                        finding.version()));
        return page(finding, officer, model);
    }

    private String page(Finding finding, Officer officer, Model model) {
        model.addAttribute("finding", finding);
        model.addAttribute("mayClear", Findings.mayClear(officer));
        model.addAttribute(
                "township", places.get(PlaceId.of(finding.townshipCode())).name());
        model.addAttribute(
                "choices",
                Arrays.stream(Disposition.values())
                        .filter(one -> one != Disposition.OPEN)
                        .map(one -> new Choice(one.name(), one.words()))
                        .toList());
        return "verification/finding";
    }

    private static StaleEdit stale(Finding finding, Disposition disposition, Clear form) {
        var last = finding.history().stream().max(Comparator.comparing(Finding.Cleared::at));
        return new StaleEdit(
                List.of(
                        new StaleEdit.Difference("处置结果", finding.disposition().words(), disposition.words()),
                        new StaleEdit.Difference(
                                "依据和理由", last.map(Finding.Cleared::reason).orElse(""), String.valueOf(form.reason()))),
                last.map(Finding.Cleared::who).orElse(null),
                last.map(Finding.Cleared::at).orElse(null),
                "/verification/findings/" + finding.id());
    }

    @PostMapping("/findings/{id}")
    String clear(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") Clear form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var finding = findings.get(id, officer);
        var disposition = Arrays.stream(Disposition.values())
                .filter(one -> one != Disposition.OPEN && one.name().equals(form.disposition()))
                .findFirst()
                .orElse(null);
        if (disposition == null && !errors.hasFieldErrors("disposition")) {
            errors.rejectValue("disposition", "unknown", "选择处置结果");
        }
        var from = month("monthsFrom", form.monthsFrom(), errors);
        var until = month("monthsUntil", form.monthsUntil(), errors);
        if (from != null && until != null && until.isBefore(from)) {
            errors.rejectValue("monthsUntil", "order", "截止月份在起始月份之前");
        }
        if (disposition == Disposition.CONFIRMED
                && finding.inBenefit()
                && from == null
                && !errors.hasFieldErrors("monthsFrom")) {
            errors.rejectValue("monthsFrom", "missing", "在保对象的疑点属实，填写从哪个月起涉及待遇");
        }
        if (errors.hasErrors() || disposition == null) {
            var page = page(finding, officer, model);
            Conflict.unless(Boolean.TRUE.equals(model.getAttribute("mayClear")));
            return page;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    if (form.version() == null || form.version() != finding.version()) {
                        throw stale(finding, disposition, form);
                    }
                    findings.clear(
                            id,
                            form.version() == null ? -1 : form.version(),
                            disposition,
                            String.valueOf(form.reason()).strip(),
                            from,
                            until,
                            officer);
                    flash.addFlashAttribute("note", "已处置：" + disposition.words() + "。");
                    return "/verification";
                });
    }

    private static @Nullable YearMonth month(String field, @Nullable String typed, BindingResult errors) {
        var text = typed == null ? "" : typed.strip().replaceAll("[年./]", "-").replaceAll("月$", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            var parts = text.split("-", -1);
            if (text.matches("[0-9]{6}")) {
                return YearMonth.of(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(4)));
            }
            if (parts.length == 2 && text.matches("[0-9]{4}-[0-9]{1,2}")) {
                return YearMonth.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (DateTimeException e) {
            // told below
        }
        errors.rejectValue(field, "month", "月份应写成 2026-03");
        return null;
    }

    // --- 待认定

    @GetMapping("/candidates")
    String candidates(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("candidates", matches.candidates(officer, 100));
        model.addAttribute("total", matches.count(officer));
        model.addAttribute("mayClear", Findings.mayClear(officer));
        model.addAttribute("tabs", VerificationPages.tabs("candidates", officer));
        return "verification/candidates";
    }

    @PostMapping("/candidates/{id}")
    String decide(
            @PathVariable long id,
            @Valid @ModelAttribute("form") Decide form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash,
            jakarta.servlet.http.HttpServletResponse response) {
        if (errors.hasErrors() || !List.of("true", "false").contains(String.valueOf(form.same()))) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("wrong", id);
            model.addAttribute(
                    "wrongWords",
                    errors.getAllErrors().stream()
                            .map(one -> String.valueOf(one.getDefaultMessage()))
                            .reduce((a, b) -> a + "；" + b)
                            .orElse("选择是不是同一人"));
            model.addAttribute("typed", form.reason());
            return candidates(officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var same = "true".equals(form.same());
                    matches.decide(id, same, String.valueOf(form.reason()).strip(), officer);
                    flash.addFlashAttribute("note", same ? "已认定为同一人，并重新比较。" : "已认定不是同一人。");
                    return "/verification/candidates";
                });
    }

    private java.util.Map<String, String> townships(List<Finding> rows) {
        var names = new java.util.HashMap<String, String>();
        for (var row : rows) {
            names.computeIfAbsent(
                    row.townshipCode(), code -> places.get(PlaceId.of(code)).name());
        }
        return names;
    }
}
