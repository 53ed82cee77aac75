package cn.yimen.eligibility;

import cn.yimen.household.StudyStage;
import cn.yimen.kernel.Percent;
import org.jspecify.annotations.Nullable;

/** 分类施保: for each person the one highest increment (就高不就低、不累加). */
final class Increments {

    /** One category that fits a person. */
    record Category(String code, String words, Percent percent) {}

    private Increments() {}

    /** The highest; of equals the first in the order 重残、重病、老年人、在校生、单亲. None if none fits. */
    static @Nullable Category highest(Tally tally, int i) {
        var rules = tally.parameters.increments();
        var member = tally.people.get(i);
        Category best = null;
        var disability = rules.severeGrades().first(member.disabilities());
        if (disability != null) {
            best = higher(best, "SEV", disability.words(), rules.severe());
        }
        if (member.seriouslyIll()) {
            best = higher(best, "ILL", "重病", rules.ill());
        }
        int age = tally.ages[i];
        if (age >= rules.oldAge()) {
            best = higher(best, "OLD", "老年人", rules.old());
        }
        if (member.study() != StudyStage.NONE && member.study() != StudyStage.KINDERGARTEN) {
            best = higher(best, "STU", member.study().label() + "在校生", rules.student());
        }
        if (member.ofSingleParent()
                && age >= 0
                && age < tally.parameters.membership().adultAge()) {
            best = higher(best, "SP", "单亲家庭未成年子女", rules.singleParent());
        }
        return best;
    }

    private static @Nullable Category higher(@Nullable Category best, String code, String words, Percent percent) {
        int least = best == null ? 0 : best.percent().basisPoints();
        return percent.basisPoints() > least ? new Category(code, words, percent) : best;
    }
}
