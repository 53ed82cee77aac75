package cn.yimen.approval;

import cn.yimen.casefile.Determinations;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 初审测算: the run on the verified facts with the parameters of the day of acceptance, beside the first one.
 *
 * @param options the schemes of the item, the one that fits first
 * @param digest of the facts, to be sent back with the opinion
 * @param before the run the case was accepted with; null if none was kept
 * @param differences to it, line by line, without the versions
 * @param lines of the household that are not as declared
 */
public record Proposal(
        ApplicationView application,
        Assessment run,
        String digest,
        List<Option> options,
        Determinations.@Nullable Kept before,
        List<Comparison.Line> differences,
        List<FactLine> lines) {

    /**
     * 一项制度的结论.
     *
     * @param fits whether it may be proposed
     * @param monthly zero unless paid every month
     * @param once zero unless paid once
     * @param reasons the explanation in whole sentences
     * @param basis of the conclusion
     */
    public record Option(
            Scheme scheme,
            boolean fits,
            String outcome,
            Money monthly,
            Money once,
            String reasons,
            String basis,
            List<Line> steps) {}

    /** 测算的一步, as the page shows it. */
    public record Line(String title, String result, String how, String basis) {}

    /** The one that is proposed to begin with. */
    public Option first() {
        return options.get(0);
    }

    public Option option(Scheme scheme) {
        return options.stream()
                .filter(one -> one.scheme() == scheme)
                .findFirst()
                .orElse(first());
    }
}
