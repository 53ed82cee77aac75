package cn.yimen.household;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 家庭情况, as of a day: all the means test may know, and nothing that says who the people are (AU-2). What has not been asked
 * yet is said to be so, so that a preview names what is missing instead of assuming nothing is there (EL-4).
 *
 * @param asOf the day of acceptance, or of the preview; ages are of this day
 * @param area of the village; none if unknown
 * @param incomesDeclared whether income was asked: an empty list then means none
 * @param propertiesDeclared whether property was asked
 * @param supportersDeclared whether supporters living apart were asked
 * @param emergency none if temporary assistance is not the question
 * @param current what the household receives on the day
 */
public record HouseholdFacts(
        LocalDate asOf,
        @Nullable Area area,
        List<Member> members,
        boolean incomesDeclared,
        List<Income> incomes,
        boolean propertiesDeclared,
        List<Property> properties,
        List<Expense> expenses,
        boolean supportersDeclared,
        List<Supporter> supporters,
        @Nullable Emergency emergency,
        Assistance current)
        implements Serializable {

    public HouseholdFacts {
        members = List.copyOf(members);
        incomes = List.copyOf(incomes);
        properties = List.copyOf(properties);
        expenses = List.copyOf(expenses);
        supporters = List.copyOf(supporters);
    }

    public static Builder on(LocalDate asOf, @Nullable Area area) {
        return new Builder(asOf, area);
    }

    /** A builder that begins with these facts. */
    public Builder but() {
        var builder = new Builder(asOf, area);
        builder.members.addAll(members);
        builder.incomesDeclared = incomesDeclared;
        builder.incomes.addAll(incomes);
        builder.propertiesDeclared = propertiesDeclared;
        builder.properties.addAll(properties);
        builder.expenses.addAll(expenses);
        builder.supportersDeclared = supportersDeclared;
        builder.supporters.addAll(supporters);
        builder.emergency = emergency;
        builder.current = current;
        return builder;
    }

    /** Makes the facts step by step; everything was asked unless said otherwise. */
    public static final class Builder {

        private LocalDate asOf;
        private @Nullable Area area;
        private final List<Member> members = new ArrayList<>();
        private boolean incomesDeclared = true;
        private final List<Income> incomes = new ArrayList<>();
        private boolean propertiesDeclared = true;
        private final List<Property> properties = new ArrayList<>();
        private final List<Expense> expenses = new ArrayList<>();
        private boolean supportersDeclared = true;
        private final List<Supporter> supporters = new ArrayList<>();
        private @Nullable Emergency emergency;
        private Assistance current = Assistance.NONE;

        private Builder(LocalDate asOf, @Nullable Area area) {
            this.asOf = asOf;
            this.area = area;
        }

        public Builder asOf(LocalDate day) {
            asOf = day;
            return this;
        }

        public Builder area(@Nullable Area where) {
            area = where;
            return this;
        }

        public Builder member(Member member) {
            members.add(member);
            return this;
        }

        public Builder member(Member.Builder member) {
            return member(member.build());
        }

        public Builder members(List<Member> all) {
            members.clear();
            members.addAll(all);
            return this;
        }

        public Builder income(Income income) {
            incomes.add(income);
            return this;
        }

        public Builder incomes(List<Income> all) {
            incomes.clear();
            incomes.addAll(all);
            return this;
        }

        public Builder property(Property property) {
            properties.add(property);
            return this;
        }

        public Builder properties(List<Property> all) {
            properties.clear();
            properties.addAll(all);
            return this;
        }

        public Builder expense(Expense expense) {
            expenses.add(expense);
            return this;
        }

        public Builder expenses(List<Expense> all) {
            expenses.clear();
            expenses.addAll(all);
            return this;
        }

        public Builder supporter(Supporter supporter) {
            supporters.add(supporter);
            return this;
        }

        public Builder supporters(List<Supporter> all) {
            supporters.clear();
            supporters.addAll(all);
            return this;
        }

        /** What was asked so far. */
        public Builder declared(boolean askedIncomes, boolean askedProperties, boolean askedSupporters) {
            incomesDeclared = askedIncomes;
            propertiesDeclared = askedProperties;
            supportersDeclared = askedSupporters;
            return this;
        }

        public Builder emergency(@Nullable Emergency what) {
            emergency = what;
            return this;
        }

        public Builder current(Assistance category) {
            current = category;
            return this;
        }

        public HouseholdFacts build() {
            return new HouseholdFacts(
                    asOf,
                    area,
                    members,
                    incomesDeclared,
                    incomes,
                    propertiesDeclared,
                    properties,
                    expenses,
                    supportersDeclared,
                    supporters,
                    emergency,
                    current);
        }
    }
}
