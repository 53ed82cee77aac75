package cn.yimen.household;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 赡养(抚养、扶养)义务人 who lives apart, with his own family.
 *
 * @param key of the person; unique within the household's supporters
 * @param label how the explanation calls him: 子, 女, 长子
 * @param supports the members of this household he owes support
 * @param supported k: all persons his family supports, those of other households too; at least 1
 * @param householdSize persons in his own family; at least 1
 * @param monthlyIncome of his whole family; none if unknown
 * @param area where his family lives; none if unknown, then the applicant's counts
 * @param localMonthlyStandard the standard where his family lives, if outside the district
 * @param agreedMonthly by judgment, mediation or agreement, for each person supported
 * @param actualMonthly really paid, for each person supported
 * @param assistance his family's own category
 * @param incapacity a reason of 43 第八条 that needs no figures
 * @param propertyWithinLimits whether his family's property is within the rule for low-income families; none if unknown
 */
public record Supporter(
        String key,
        String label,
        List<String> supports,
        int supported,
        int householdSize,
        @Nullable Money monthlyIncome,
        @Nullable Area area,
        @Nullable Money localMonthlyStandard,
        @Nullable Money agreedMonthly,
        @Nullable Money actualMonthly,
        Assistance assistance,
        @Nullable LocalDate birthDate,
        List<Disability> disabilities,
        Incapacity incapacity,
        @Nullable Boolean propertyWithinLimits)
        implements Serializable {

    /** 义务人无履行能力的情形, apart from age, disability and assistance. */
    public enum Incapacity {
        NONE(""),
        NO_CIVIL_CAPACITY("无民事行为能力"),
        DECLARED_MISSING("被宣告失踪"),
        IN_PRISON("在监狱服刑");

        private final String label;

        Incapacity(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Supporter {
        supports = List.copyOf(supports);
        disabilities = List.copyOf(disabilities);
        if (supported < 1 || householdSize < 1) {
            throw new IllegalArgumentException("a supporter has a family and somebody to support: " + key);
        }
    }

    public static Builder of(String key, String label, String... supports) {
        return new Builder(key, label, List.of(supports));
    }

    /** Makes a supporter step by step; alone in his family and supporting those named unless said otherwise. */
    public static final class Builder {

        private final String key;
        private final String label;
        private final List<String> supports;
        private int supported;
        private int householdSize = 1;
        private @Nullable Money monthlyIncome;
        private @Nullable Area area;
        private @Nullable Money localMonthlyStandard;
        private @Nullable Money agreedMonthly;
        private @Nullable Money actualMonthly;
        private Assistance assistance = Assistance.NONE;
        private @Nullable LocalDate birthDate;
        private List<Disability> disabilities = List.of();
        private Incapacity incapacity = Incapacity.NONE;
        private @Nullable Boolean propertyWithinLimits;

        private Builder(String key, String label, List<String> supports) {
            this.key = key;
            this.label = label;
            this.supports = supports;
            this.supported = Math.max(1, supports.size());
        }

        public Builder supported(int persons) {
            supported = persons;
            return this;
        }

        public Builder family(int size, @Nullable Money monthlyIncomeOfAll, @Nullable Area where) {
            householdSize = size;
            monthlyIncome = monthlyIncomeOfAll;
            area = where;
            return this;
        }

        public Builder localMonthlyStandard(@Nullable Money standard) {
            localMonthlyStandard = standard;
            return this;
        }

        public Builder agreedMonthly(@Nullable Money perPerson) {
            agreedMonthly = perPerson;
            return this;
        }

        public Builder actualMonthly(@Nullable Money perPerson) {
            actualMonthly = perPerson;
            return this;
        }

        public Builder assistance(Assistance category) {
            assistance = category;
            return this;
        }

        public Builder born(@Nullable LocalDate on) {
            birthDate = on;
            return this;
        }

        public Builder disabled(Disability... what) {
            disabilities = List.of(what);
            return this;
        }

        public Builder incapacity(Incapacity why) {
            incapacity = why;
            return this;
        }

        public Builder propertyWithinLimits(@Nullable Boolean within) {
            propertyWithinLimits = within;
            return this;
        }

        public Supporter build() {
            return new Supporter(
                    key,
                    label,
                    supports,
                    supported,
                    householdSize,
                    monthlyIncome,
                    area,
                    localMonthlyStandard,
                    agreedMonthly,
                    actualMonthly,
                    assistance,
                    birthDate,
                    disabilities,
                    incapacity,
                    propertyWithinLimits);
        }
    }
}
