package cn.yimen.intake;

import cn.yimen.eligibility.Assessment;
import cn.yimen.kernel.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 资格预判 (EL-4): what fits what has been entered so far. Nothing of it is stored.
 *
 * @param assessment the run; nothing if there are no parameters for today or nobody is known yet
 * @param sumWords what {@code sum} is, 「低保预计每月」; empty without
 * @param verdicts what may fit or wants one more fact
 * @param notFitting what does not, folded into one line
 * @param items codes of what may fit: the proposal for the needs
 * @param persons for whom each of {@code items} would be, by item
 * @param say the sentence to say
 * @param note what the figures leave out, e.g. a row not yet saved; empty without
 */
public record Preview(
        @Nullable Assessment assessment,
        String sumWords,
        @Nullable Money sum,
        List<Verdict> verdicts,
        List<Verdict> notFitting,
        List<String> items,
        Map<String, String> persons,
        String say,
        String note) {

    /**
     * 一项预判.
     *
     * @param mark yes, ask or no
     * @param words 「可能符合」「缺 1 项信息」「暂不符合」
     * @param explained whether the explanation page has steps of it
     */
    public record Verdict(
            String name, String mark, String words, String reason, List<Missing> missing, boolean explained) {}

    /** 缺的信息, linked to its control. */
    public record Missing(String field, String words) {

        /** Element id of the control. */
        public String anchor() {
            return field.replace('.', '-');
        }
    }

    /** Names of what does not fit, in one line. */
    public String notFittingNames() {
        return String.join("、", notFitting.stream().map(Verdict::name).toList());
    }
}
