package cn.yimen.benefit.standard;

import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.NewAward;
import cn.yimen.casefile.Families;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Area;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Member;
import cn.yimen.household.Persons;
import cn.yimen.household.Registered;
import cn.yimen.household.Relation;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** 试验用的在享家庭: two grown-ups of a rural village whose only income is so much a year. */
@TestComponent
class Couples {

    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

    private final Persons persons;
    private final Households households;
    private final Awards awards;
    private final Clock clock;

    Couples(Persons persons, Households households, Awards awards, Clock clock) {
        this.persons = persons;
        this.households = households;
        this.awards = awards;
        this.clock = clock;
    }

    HouseholdId earning(String yearly, Officer clerk) {
        return registered(
                HouseholdFacts.on(DAY, Area.RURAL)
                        .member(adult("a", Relation.HEAD))
                        .member(adult("b", Relation.SPOUSE))
                        .income(Income.yearly("i", "a", IncomeItem.FARMING, Money.yuan(yearly)))
                        .build(),
                clerk);
    }

    /** One whose income nobody has asked for. */
    HouseholdId unasked(Officer clerk) {
        return registered(
                HouseholdFacts.on(DAY, Area.RURAL)
                        .member(adult("a", Relation.HEAD))
                        .declared(false, true, true)
                        .build(),
                clerk);
    }

    private HouseholdId registered(HouseholdFacts facts, Officer clerk) {
        return Registered.of(facts, PlaceId.of(Families.VILLAGE), persons, households, clerk);
    }

    private static Member.Builder adult(String key, Relation relation) {
        return Member.of(key, key, relation).born(DAY.minusYears(40));
    }

    AwardId granted(HouseholdId household, Scheme scheme, String monthly, Officer clerk, Officer approver) {
        return awards.grant(
                new NewAward(
                        scheme,
                        household.id(),
                        null,
                        "某某",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(monthly), Money.ZERO, Money.ZERO, List.of()),
                        households.get(household, clerk).details().members().stream()
                                .map(member ->
                                        new NewAward.Named(member.person().id(), "某某"))
                                .toList(),
                        null,
                        "原台账转入",
                        null,
                        LocalDate.now(clock)),
                approver);
    }
}
