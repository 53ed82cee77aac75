package cn.yimen.casefile;

import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Assessment;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;

/** 试验用家庭与申请: a couple on record, and what it applies for. */
@TestComponent
public class Families {

    public static final String TOWNSHIP = "520402109";
    public static final String VILLAGE = "520402109202";
    public static final String OTHER_TOWNSHIP = "520402102";

    private static final AtomicInteger DAYS = new AtomicInteger();

    private final Persons persons;
    private final Households households;

    public Families(Persons persons, Households households) {
        this.persons = persons;
        this.households = households;
    }

    /** 一户: the applicant and the spouse. */
    public record Family(HouseholdId id, PersonId applicant, PersonId spouse) {}

    public Family couple(Officer clerk) {
        return couple("王建国", "李桂芳", clerk);
    }

    public Family couple(String applicant, String spouse, Officer clerk) {
        var place = PlaceId.of(VILLAGE);
        var a = persons.register(
                PersonDetails.of(applicant, Numbers.next(born())).phone("13900001234"), place, clerk);
        var b = persons.register(PersonDetails.of(spouse, Numbers.next(born())), place, clerk);
        var id = households.register(
                HouseholdDetails.of(
                        place,
                        "三组 12 号",
                        List.of(HouseholdDetails.MemberPart.of(a, "02"), HouseholdDetails.MemberPart.of(b, "10"))),
                clerk);
        return new Family(id, a, b);
    }

    private static int born() {
        var n = DAYS.getAndIncrement();
        return (1950 + n / 336 % 40) * 10000 + (1 + n / 28 % 12) * 100 + 1 + n % 28;
    }

    /** An application of the couple for these items, everything there. */
    public static Wish wish(Family family, String... items) {
        return new Wish(
                family,
                TOWNSHIP,
                Arrays.stream(items)
                        .map(code ->
                                new OpenCase.Wanted(code, family.applicant().id(), "王建国", null))
                        .toList(),
                List.of(),
                null);
    }

    /** An application, changed where a test cares. */
    public record Wish(
            Family family,
            String township,
            List<OpenCase.Wanted> matters,
            List<OpenCase.Handed> materials,
            @Nullable Assessment determination) {

        public Wish matters(OpenCase.Wanted... wanted) {
            return new Wish(family, township, List.of(wanted), materials, determination);
        }

        public Wish at(String other) {
            return new Wish(family, other, matters, materials, determination);
        }

        public Wish missing(String name, String... items) {
            return with(new OpenCase.Handed(name, name, List.of(items), MaterialState.MISSING, null, null));
        }

        public Wish received(String name, String... items) {
            return with(new OpenCase.Handed(name, name, List.of(items), MaterialState.RECEIVED, null, null));
        }

        public Wish determined(Assessment run) {
            return new Wish(family, township, matters, materials, run);
        }

        private Wish with(OpenCase.Handed one) {
            var more = new ArrayList<>(materials);
            more.add(one);
            return new Wish(family, township, matters, more, determination);
        }

        public OpenCase asked() {
            return new OpenCase(
                    family.id().id(),
                    family.applicant().id(),
                    "王建国",
                    2,
                    PlaceId.of(township),
                    township.equals(TOWNSHIP) ? PlaceId.of(VILLAGE) : null,
                    Channel.WINDOW,
                    null,
                    null,
                    "家中老人长期生病",
                    "13900001234",
                    Instant.now().minusSeconds(400),
                    null,
                    matters,
                    materials,
                    determination);
        }
    }
}
