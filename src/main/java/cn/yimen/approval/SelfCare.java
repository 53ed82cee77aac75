package cn.yimen.approval;

import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.household.SelfCareItem;
import java.util.Collection;

/** 生活自理能力的结论 (43 第二十二条), graded by the same parameters as the means test. */
final class SelfCare {

    private SelfCare() {}

    static String words(Collection<SelfCareItem> failed, EligibilityParameters.TekunRules rules) {
        var number = failed.size();
        var grade =
                number >= rules.fullFrom() ? "完全丧失生活自理能力" : number >= rules.partialFrom() ? "部分丧失生活自理能力" : "具备生活自理能力";
        return grade + (number == 0 ? "（六项全部通过）" : "（" + number + " 项不通过）");
    }
}
