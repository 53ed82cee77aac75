package cn.yimen.referral;

import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import org.springframework.stereotype.Component;

/** Picks what a department needs to know out of what the window knows; the look is logged with its reason. */
@Component
class FactsForDepartments {

    private final Persons persons;
    private final Households households;
    private final Clock clock;

    FactsForDepartments(Persons persons, Households households, Clock clock) {
        this.persons = persons;
        this.households = households;
        this.clock = clock;
    }

    ReferralFacts of(Referral referral, String wish, Officer by) {
        var id = new PersonId(referral.personId());
        var person = persons.details(id, by, "转办给部门");
        var household = households.of(id, by).map(it -> households.get(it, by)).orElse(null);
        return new ReferralFacts(
                person.sex().label(),
                person.birthOn() == null
                        ? null
                        : Period.between(person.birthOn(), LocalDate.now(clock)).getYears(),
                person.identityNumber(),
                person.phone(),
                household == null
                        ? null
                        : household.placeName() + household.details().address(),
                household == null ? 1 : household.living().size(),
                wish);
    }
}
