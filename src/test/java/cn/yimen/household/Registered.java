package cn.yimen.household;

import cn.yimen.district.PlaceId;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 登记一户 as invented facts say it, so that families made for the rules come into the database too. */
public final class Registered {

    private static final Map<Relation, String> CODES = Map.ofEntries(
            Map.entry(Relation.HEAD, "02"),
            Map.entry(Relation.SPOUSE, "10"),
            Map.entry(Relation.CHILD, "20"),
            Map.entry(Relation.CHILD_IN_LAW, "28"),
            Map.entry(Relation.GRANDCHILD, "40"),
            Map.entry(Relation.PARENT, "51"),
            Map.entry(Relation.PARENT_IN_LAW, "53"),
            Map.entry(Relation.GRANDPARENT, "61"),
            Map.entry(Relation.SIBLING, "70"),
            Map.entry(Relation.OTHER_KIN, "99"),
            Map.entry(Relation.NO_KIN, "99"));

    private Registered() {}

    /** @param place a village, or a township for a household whose village is not known */
    public static HouseholdId of(
            HouseholdFacts facts, PlaceId place, Persons persons, Households households, Officer by) {
        var people = new LinkedHashMap<String, PersonId>();
        for (var member : facts.members()) {
            people.put(
                    member.key(),
                    persons.register(
                            PersonDetails.withoutNumber("某某", Sex.UNKNOWN, member.birthDate(), "试验")
                                    .health(new Health(
                                            null,
                                            null,
                                            member.seriouslyIll(),
                                            member.disabilities(),
                                            null,
                                            member.failedSelfCare(),
                                            null)),
                            place,
                            by));
        }
        return households.register(
                new HouseholdDetails(
                        place,
                        "一组",
                        facts.incomesDeclared(),
                        facts.propertiesDeclared(),
                        facts.supportersDeclared(),
                        facts.current(),
                        null,
                        facts.members().stream()
                                .map(each -> member(each, people))
                                .toList(),
                        facts.incomes().stream()
                                .map(each -> income(each, person(people, each.member())))
                                .toList(),
                        facts.properties().stream()
                                .map(each -> property(each, person(people, each.owner())))
                                .toList(),
                        facts.expenses().stream()
                                .map(each -> new ExpensePart(
                                        null,
                                        person(people, each.member()),
                                        each.kind(),
                                        each.amount(),
                                        null,
                                        null,
                                        null,
                                        each.aided(),
                                        each.proved(),
                                        null))
                                .toList(),
                        facts.supporters().stream()
                                .map(each -> supporter(each, people))
                                .toList()),
                by);
    }

    private static @Nullable PersonId person(Map<String, PersonId> people, @Nullable String key) {
        return key == null ? null : people.get(key);
    }

    private static MemberPart member(Member member, Map<String, PersonId> people) {
        return new MemberPart(
                null,
                Objects.requireNonNull(people.get(member.key())),
                Objects.requireNonNull(CODES.get(member.relation())),
                member.included(),
                member.included() == null ? null : "DECIDED",
                member.included() == null ? null : member.includedWhy(),
                member.absence(),
                member.livesTogether(),
                member.independent(),
                member.study(),
                null,
                member.ofSingleParent(),
                member.institutional(),
                member.orphanBenefit(),
                member.otherSingle(),
                member.jobRefusals());
    }

    private static IncomePart income(Income income, @Nullable PersonId person) {
        return new IncomePart(
                null,
                person,
                income.item(),
                income.amount(),
                null,
                null,
                null,
                income.per(),
                income.months(),
                income.cost(),
                income.method(),
                income.confirmed(),
                income.localMinimumWage(),
                null);
    }

    private static PropertyPart property(Property property, @Nullable PersonId owner) {
        return new PropertyPart(
                null,
                owner,
                property.kind(),
                property.value(),
                null,
                null,
                null,
                property.use(),
                property.floorArea(),
                property.onlyDwelling(),
                property.homestead(),
                property.exempted(),
                null);
    }

    private static SupporterPart supporter(Supporter supporter, Map<String, PersonId> people) {
        return new SupporterPart(
                null,
                supporter.label(),
                new Contact("某某", null, null, null, supporter.disabilities()),
                supporter.supports().stream().map(people::get).collect(Collectors.toSet()),
                supporter.supported(),
                supporter.householdSize(),
                supporter.monthlyIncome(),
                null,
                null,
                null,
                supporter.area(),
                supporter.localMonthlyStandard(),
                supporter.agreedMonthly(),
                supporter.actualMonthly(),
                supporter.assistance(),
                supporter.birthDate(),
                supporter.incapacity(),
                supporter.propertyWithinLimits());
    }
}
