package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Determination;
import cn.yimen.eligibility.MissingFact;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Reason;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 测算说明 (EL-1): one scheme's way step by step, as the page and the paper show it, and the others in a line each.
 *
 * @param amount null unless the scheme fits
 * @param reasons why it fits or not
 */
record Explanation(
        String title,
        String version,
        Instant madeAt,
        List<Step> steps,
        List<String> reasons,
        @Nullable Money amount,
        String amountTitle,
        String amountWords,
        List<Verdict> verdicts) {

    /** 一步. */
    record Step(String title, String result, String how, String basis) {}

    /** 一项制度的结论; mark as the style sheet calls it. */
    record Verdict(
            String name,
            String mark,
            String words,
            String reason,
            @Nullable String url) {}

    /** @param asked the scheme to explain; null for the best one, or the one missed by the least */
    static Explanation of(CaseId id, Assessment run, Instant madeAt, @Nullable Scheme asked) {
        var scheme = asked != null ? asked : shown(run);
        var determination = run.of(scheme);
        var steps = new ArrayList<Step>();
        run.steps().forEach(step -> steps.add(step(step)));
        determination.steps().forEach(step -> steps.add(step(step)));
        var amount = determination.eligible() ? determination.amount() : null;
        return new Explanation(
                why(determination) + scheme.label() + area(run),
                "参数 " + run.parameters().version() + "，规则第 " + run.engineVersion() + " 版",
                madeAt,
                steps,
                determination.reasons().stream().map(Reason::words).toList(),
                amount == null || amount.total().signum() == 0 ? null : amount.total(),
                amount == null ? "" : "预计" + amount.period().label() + "发放",
                amount == null ? "" : ChineseAmount.of(amount.total()),
                run.ladder().stream()
                        .filter(each -> each.outcome() != Outcome.NOT_APPLICABLE)
                        .map(each -> verdict(id, each))
                        .toList());
    }

    private static Scheme shown(Assessment run) {
        if (run.best() != null) {
            return run.best();
        }
        return run.nearest() != null ? run.nearest().scheme() : Scheme.DIBAO;
    }

    private static String why(Determination determination) {
        return switch (determination.outcome()) {
            case ELIGIBLE -> "为什么符合：";
            case MISSING_FACTS -> "还不能判断：";
            case NOT_ELIGIBLE -> "为什么暂不符合：";
            case NOT_APPLICABLE -> "不适用：";
        };
    }

    private static String area(Assessment run) {
        var area = run.counted().area();
        return area == null ? "" : "（" + area.label() + "）";
    }

    private static Step step(cn.yimen.eligibility.Step step) {
        return new Step(step.what(), step.value(), step.how(), step.basis().text());
    }

    private static Verdict verdict(CaseId id, Determination each) {
        var words = each.outcome() == Outcome.MISSING_FACTS
                ? "缺 " + each.missing().size() + " 项信息"
                : each.outcome().label();
        var reason = each.outcome() == Outcome.MISSING_FACTS
                ? each.missing().stream().map(MissingFact::words).collect(Collectors.joining("、"))
                : each.reasons().stream().map(Reason::words).findFirst().orElse("");
        return new Verdict(
                each.scheme().label(),
                switch (each.outcome()) {
                    case ELIGIBLE -> "yes";
                    case MISSING_FACTS -> "ask";
                    case NOT_ELIGIBLE, NOT_APPLICABLE -> "no";
                },
                words,
                reason,
                "/cases/" + id + "?scheme=" + each.scheme().name());
    }
}
