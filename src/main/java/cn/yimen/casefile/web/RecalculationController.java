package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Determinations;
import cn.yimen.eligibility.Comparison;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.policy.NoParameter;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 重算与对照 (EL-4): stored nowhere, so it is a page to look at. */
@Controller
class RecalculationController {

    private final CaseViews cases;
    private final Determinations determinations;
    private final Clock clock;

    RecalculationController(CaseViews cases, Determinations determinations, Clock clock) {
        this.cases = cases;
        this.determinations = determinations;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/recalculation")
    String show(
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String facts,
            @RequestParam(defaultValue = "") String all,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("head", cases.header(id, "重算", officer));
        var day = day(on);
        var now = "now".equals(facts);
        model.addAttribute("on", day == null ? on : day.toString());
        model.addAttribute("now", now);
        model.addAttribute("all", "1".equals(all));
        if (day == null) {
            model.addAttribute("wrong", "「" + on + "」不是日期，请写成 2026-3-11 这样");
            return "casefile/recalculation";
        }
        try {
            var run = determinations.recalculate(id, day, now, officer);
            model.addAttribute("after", Explanation.of(id, run.assessment(), clock.instant(), null));
            var before = run.before();
            model.addAttribute(
                    "before", before == null ? null : Explanation.of(id, before.assessment(), before.madeAt(), null));
            var lines = run.lines();
            if (lines != null) {
                model.addAttribute(
                        "sections", Comparison.sections("1".equals(all) ? lines.lines() : lines.differences()));
                model.addAttribute(
                        "changes",
                        lines.differences().stream()
                                .filter(line -> !line.section().equals("版本"))
                                .count());
            }
        } catch (NoParameter e) {
            model.addAttribute("wrong", "这一天的政策参数还不齐，不能测算。请换一天，或请管理员补齐参数");
        }
        return "casefile/recalculation";
    }

    private @Nullable LocalDate day(String text) {
        if (text.isBlank()) {
            return LocalDate.now(clock);
        }
        return DateInput.read(text, LocalDate.now(clock)).orElse(null);
    }
}
