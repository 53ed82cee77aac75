package cn.yimen.verification.web;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Counter;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.verification.Comparisons;
import cn.yimen.verification.Comparisons.Kind;
import cn.yimen.verification.Comparisons.Outcome;
import cn.yimen.verification.Findings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

/** 名单比对 (VR-3): the differences of two rosters, worked off one by one. */
@Controller
@RequestMapping("/verification/comparison")
class ComparisonController {

    private static final int SIZE = 50;

    private final Comparisons comparisons;
    private final Places places;
    private final OneTimeKeys once;

    ComparisonController(Comparisons comparisons, Places places, OneTimeKeys once) {
        this.comparisons = comparisons;
        this.places = places;
        this.once = once;
    }

    /** 核销. */
    record Settle(
            @NotBlank(message = "选择核实结果") @Nullable String outcome,

            @NotBlank(message = "填写核实的情况") @Size(max = 300, message = "核实的情况不超过 300 字") @Nullable
            String reason,

            @Nullable Long version) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "0") String from,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var done = kind.equals("DONE");
        var wanted = Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElse(null);
        var offset = from.matches("[0-9]{1,6}") ? Integer.parseInt(from) : 0;
        var counts = comparisons.counts(officer);
        var counters = new ArrayList<Counter>();
        var open = 0L;
        for (var one : Kind.values()) {
            open += counts.getOrDefault(one.name(), 0L);
        }
        counters.add(Counter.of("待核实", open, "/verification/comparison", wanted == null && !done));
        for (var one : Kind.values()) {
            counters.add(Counter.of(
                    one.words(),
                    counts.getOrDefault(one.name(), 0L),
                    "/verification/comparison?kind=" + one.name(),
                    one == wanted));
        }
        counters.add(Counter.of("已核销", counts.getOrDefault("DONE", 0L), "/verification/comparison?kind=DONE", done));
        var rows = comparisons.list(wanted, !done, offset, SIZE + 1, officer);
        var shown = rows.size() > SIZE ? rows.subList(0, SIZE) : rows;
        var names = new HashMap<String, String>();
        for (var row : shown) {
            var township = row.townshipCode();
            if (township != null) {
                names.computeIfAbsent(
                        township, code -> places.get(PlaceId.of(code)).name());
            }
        }
        var base = "/verification/comparison?kind=" + (done ? "DONE" : wanted == null ? "" : wanted.name());
        model.addAttribute("newest", comparisons.newest().orElse(null));
        model.addAttribute("counters", counters);
        model.addAttribute("rows", shown);
        model.addAttribute("townships", names);
        model.addAttribute("mayStart", officer.has(Role.BUREAU_OFFICER));
        model.addAttribute("previousUrl", offset == 0 ? null : base + "&from=" + Math.max(0, offset - SIZE));
        model.addAttribute("nextUrl", rows.size() > SIZE ? base + "&from=" + (offset + SIZE) : null);
        model.addAttribute(
                "shownWords", shown.isEmpty() ? "" : "第 %d—%d 条".formatted(offset + 1, offset + shown.size()));
        model.addAttribute("tabs", VerificationPages.tabs("comparison", officer));
        return "verification/comparison";
    }

    @PostMapping
    String start(OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:" + once.run(key, officer, () -> "/jobs/" + comparisons.start(officer));
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var difference = comparisons.get(id, officer);
        model.addAttribute("form", new Settle(null, "", difference.version()));
        return page(difference, officer, model);
    }

    private String page(Comparisons.Difference difference, Officer officer, Model model) {
        model.addAttribute("difference", difference);
        var township = difference.townshipCode();
        model.addAttribute(
                "township",
                township == null ? "—" : places.get(PlaceId.of(township)).name());
        model.addAttribute("mayClear", Findings.mayClear(officer));
        model.addAttribute(
                "choices",
                Arrays.stream(Outcome.values())
                        .map(one -> new Choice(one.name(), one.words()))
                        .toList());
        return "verification/difference";
    }

    @PostMapping("/{id}")
    String settle(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") Settle form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var outcome = Arrays.stream(Outcome.values())
                .filter(one -> one.name().equals(form.outcome()))
                .findFirst()
                .orElse(null);
        if (outcome == null && !errors.hasFieldErrors("outcome")) {
            errors.rejectValue("outcome", "unknown", "选择核实结果");
        }
        if (errors.hasErrors() || outcome == null) {
            var difference = comparisons.get(id, officer);
            if (!difference.open()) {
                throw new Conflict("这一条已经核销过了，您填的没有保存");
            }
            return page(difference, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    comparisons.settle(
                            id,
                            form.version() == null ? -1 : form.version(),
                            outcome,
                            String.valueOf(form.reason()).strip(),
                            officer);
                    flash.addFlashAttribute("note", "已核销一条。");
                    return "/verification/comparison";
                });
    }
}
