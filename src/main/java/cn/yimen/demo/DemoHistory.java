package cn.yimen.demo;

import cn.yimen.calendar.Calendars;
import cn.yimen.config.DeskClock;
import cn.yimen.district.Places;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.OfficerAuthentication;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** 一户的经历: what happens to an invented family at the window and after, by the same services as everybody uses. */
@Component
class DemoHistory {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime OPENING = LocalTime.of(9, 5);

    private final Calendars calendars;
    private final Places places;
    private final Persons persons;
    private final Households households;
    private final DemoAccounts accounts;
    private final DemoFamilies families;

    DemoHistory(
            Calendars calendars,
            Places places,
            Persons persons,
            Households households,
            DemoAccounts accounts,
            DemoFamilies families) {
        this.calendars = calendars;
        this.places = places;
        this.persons = persons;
        this.households = households;
        this.accounts = accounts;
        this.families = families;
    }

    /** The days the windows were open, both ends inclusive. */
    List<LocalDate> openDays(LocalDate from, LocalDate to) {
        var calendar = calendars.current();
        return from.datesUntil(to.plusDays(1)).filter(calendar::isWorkday).toList();
    }

    /**
     * Everything that has happened to a family until now.
     *
     * @param day on which they came
     * @param turn their number in the district
     * @param now nothing happens later than this
     */
    void live(Folk.Family family, LocalDate day, int turn, Instant now) {
        var random = new SplittableRandom(turn);
        var township = places.townshipOf(family.village().id());
        var clerk = accounts.clerk(township.id(), turn);
        var at = day.atTime(OPENING)
                .plusMinutes(random.nextInt(400))
                .atZone(ZONE)
                .toInstant();
        var came = at.isAfter(now) ? now.minusSeconds(1200) : at;
        as(clerk, came, () -> register(family, clerk));
    }

    private HashMap<String, PersonId> register(Folk.Family family, Officer clerk) {
        var ids = new HashMap<String, PersonId>();
        for (var person : family.people()) {
            ids.put(
                    person.key(),
                    persons.obtain(families.person(person), family.village().id(), clerk));
        }
        households.register(families.household(family, ids), clerk);
        return ids;
    }

    /** Does something as an officer at a moment of the past. */
    private static <T> T as(Officer officer, Instant at, Supplier<T> what) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(OfficerAuthentication.token(officer));
        SecurityContextHolder.setContext(context);
        try {
            return DeskClock.playing(at, what);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
