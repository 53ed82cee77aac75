package cn.yimen.demo;

import cn.yimen.household.Area;
import cn.yimen.household.Health;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.household.Income;
import cn.yimen.household.Member;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns an invented family into what the household module registers. */
@Component
class DemoFamilies {

    /** The codes are those of the national tables (national-rules 10.2). */
    PersonDetails person(Folk.Person person) {
        var facts = person.facts();
        var health = new Health(
                facts.disabilities().isEmpty() ? (facts.seriouslyIll() ? "49" : "10") : "60",
                facts.seriouslyIll() ? "重大疾病" : null,
                facts.seriouslyIll(),
                facts.disabilities(),
                facts.disabilities().isEmpty()
                        ? null
                        : person.number().value()
                                + facts.disabilities().get(0).category().code()
                                + facts.disabilities().get(0).grade(),
                facts.failedSelfCare(),
                null);
        return PersonDetails.of(person.name(), person.number())
                .phone(person.phone())
                .health(health)
                .codes("01", null, person.illiterate() ? "90" : null, null, null)
                .hukou(null, null, Area.RURAL);
    }

    /** @param ids of the people by their key in the family */
    HouseholdDetails household(Folk.Family family, Map<String, PersonId> ids) {
        var facts = family.facts();
        var members = family.people().stream()
                .map(person -> member(person, id(ids, person.key())))
                .toList();
        return HouseholdDetails.of(family.village().id(), family.address(), members)
                .incomes(
                        true,
                        facts.incomes().stream()
                                .map(income -> income(income, optional(ids, income.member())))
                                .toList())
                .properties(
                        true,
                        facts.properties().stream()
                                .map(part ->
                                        PropertyPart.declared(optional(ids, part.owner()), part.kind(), part.value()))
                                .toList())
                .expenses(facts.expenses().stream()
                        .map(part -> ExpensePart.declared(
                                optional(ids, part.member()), part.kind(), part.amount(), part.proved()))
                        .toList())
                .supporters(
                        true,
                        facts.supporters().stream()
                                .map(part -> supporter(part, ids))
                                .toList());
    }

    private static MemberPart member(Folk.Person person, PersonId id) {
        Member facts = person.facts();
        return new MemberPart(
                null,
                id,
                person.relation(),
                null,
                null,
                null,
                facts.absence(),
                facts.livesTogether(),
                facts.independent(),
                facts.study(),
                facts.study() == StudyStage.NONE ? null : "某某学校",
                facts.ofSingleParent(),
                facts.institutional(),
                false,
                false,
                List.of());
    }

    private static IncomePart income(Income income, @Nullable PersonId person) {
        return new IncomePart(
                null,
                person,
                income.item(),
                income.amount(),
                "本人申报",
                null,
                null,
                income.per(),
                income.months(),
                income.cost(),
                income.method(),
                true,
                null,
                null);
    }

    private static SupporterPart supporter(Supporter supporter, Map<String, PersonId> ids) {
        var supports = supporter.supports().stream().map(key -> id(ids, key)).collect(Collectors.toSet());
        Money income = supporter.monthlyIncome();
        return SupporterPart.of(supporter.label(), Contact.of(null, null), supports)
                .family(supporter.householdSize(), income, "本人申报");
    }

    private static PersonId id(Map<String, PersonId> ids, String key) {
        return Objects.requireNonNull(ids.get(key));
    }

    private static @Nullable PersonId optional(Map<String, PersonId> ids, @Nullable String key) {
        return key == null ? null : ids.get(key);
    }
}
