package cn.yimen.demo;

import cn.yimen.approval.ApplicationState;
import cn.yimen.calendar.Calendars;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Channel;
import cn.yimen.casefile.MaterialState;
import cn.yimen.casefile.Materials;
import cn.yimen.casefile.OpenCase;
import cn.yimen.casefile.OpenedCase;
import cn.yimen.casefile.Ratings;
import cn.yimen.casefile.RequiredMaterial;
import cn.yimen.casefile.ToldHow;
import cn.yimen.config.DeskClock;
import cn.yimen.district.Place;
import cn.yimen.district.Places;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.OfficerAuthentication;
import cn.yimen.intake.Answer;
import cn.yimen.intake.Desk;
import cn.yimen.intake.Intakes;
import cn.yimen.intake.ReceptionId;
import cn.yimen.intake.Receptions;
import cn.yimen.intake.Typed;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Policy;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.Referrals;
import cn.yimen.referral.Telling;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** 一户的经历: what happens to an invented family at the window and after, by the same services as everybody uses. */
@Component
class DemoHistory {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime OPENING = LocalTime.of(9, 5);

    /** What the bureau decides itself takes at most 30 working days. */
    private static final int OWN_DAYS = 50;

    /** Who came in the last days is still waited for here and there. */
    private static final int LATELY = 18;

    private final Calendars calendars;
    private final Places places;
    private final Persons persons;
    private final Households households;
    private final Receptions receptions;
    private final Desk desk;
    private final Intakes intakes;
    private final Cases cases;
    private final Materials materials;
    private final Ratings ratings;
    private final Referrals referrals;
    private final Policy policy;
    private final Catalogue catalogue;
    private final DemoAccounts accounts;
    private final DemoFamilies families;
    private final DemoUrgent urgent;
    private final DemoDecisions decisions;

    DemoHistory(
            Calendars calendars,
            Places places,
            Persons persons,
            Households households,
            Receptions receptions,
            Desk desk,
            Intakes intakes,
            Cases cases,
            Materials materials,
            Ratings ratings,
            Referrals referrals,
            Policy policy,
            Catalogue catalogue,
            DemoAccounts accounts,
            DemoFamilies families,
            DemoUrgent urgent,
            DemoDecisions decisions) {
        this.calendars = calendars;
        this.places = places;
        this.persons = persons;
        this.households = households;
        this.receptions = receptions;
        this.desk = desk;
        this.intakes = intakes;
        this.cases = cases;
        this.materials = materials;
        this.ratings = ratings;
        this.referrals = referrals;
        this.policy = policy;
        this.catalogue = catalogue;
        this.accounts = accounts;
        this.families = families;
        this.urgent = urgent;
        this.decisions = decisions;
    }

    /** What is there before the first family comes. */
    void begin(LocalDate first) {
        urgent.fund(first);
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
        new Life(family, day, turn, now).live();
    }

    /** 办到某一步的一户: they come for one item alone, and it is led to a state and no further. */
    void lead(Folk.Family family, String item, ApplicationState goal, LocalDate day, int turn, Instant now) {
        new Life(family, day, turn, now).lead(item, goal);
    }

    private final class Life implements DemoDecisions.Days {
        private final Folk.Family family;
        private final LocalDate day;
        private final int turn;
        private final Instant now;
        private final SplittableRandom random;
        private final Place township;
        private final Officer clerk;
        private final boolean lately;

        Life(Folk.Family family, LocalDate day, int turn, Instant now) {
            this.family = family;
            this.day = day;
            this.turn = turn;
            this.now = now;
            this.random = new SplittableRandom(turn);
            this.township = places.townshipOf(family.village().id());
            this.clerk = accounts.clerk(township.id(), turn);
            this.lately = day.isAfter(LocalDate.ofInstant(now, ZONE).minusDays(LATELY));
        }

        void live() {
            var at = day.atTime(OPENING)
                    .plusMinutes(random.nextInt(400))
                    .atZone(ZONE)
                    .toInstant();
            var came = at.isAfter(now) ? now.minus(Duration.ofMinutes(25)) : at;
            var needs = needs();
            if (lately && turn % 8 == 5 && !needs.isEmpty()) {
                draft(came);
                return;
            }
            var reception = as(clerk, came, () -> {
                var started = receptions.start(clerk);
                receptions.name(started.id(), family.head().name(), clerk);
                return started.id();
            });
            var answered = came.plus(
                    Duration.ofMinutes(random.nextInt(20) == 0 ? 16 + random.nextInt(6) : 4 + random.nextInt(10)));
            if (needs.isEmpty() || random.nextInt(18) == 0) {
                as(clerk, answered, () -> receptions.answer(reception, Answer.ADVICE, "已按现行标准解释，可以随时再来。", clerk));
                return;
            }
            var missing = random.nextInt(8) == 0;
            var opened = as(clerk, answered, () -> {
                var accepted = accept(needs, reception, came, missing);
                receptions.answer(
                        reception,
                        missing ? Answer.MATERIALS_MISSING : Answer.ACCEPTED,
                        "您的申请已经登记，按回执上的日期给您答复。",
                        clerk);
                return accepted;
            });
            for (var matter : opened.matters()) {
                referral(opened, matter, answered);
                urgent.live(matter, township.id(), answered, turn, now);
                if (!missing) {
                    decisions.live(matter.id(), clerk, turn, answered, this);
                }
            }
            rate(opened, answered);
        }

        void lead(String item, ApplicationState goal) {
            var came = day.atTime(OPENING)
                    .plusMinutes(random.nextInt(120))
                    .atZone(ZONE)
                    .toInstant();
            if (came.isAfter(now)) {
                return;
            }
            var reception = as(clerk, came, () -> {
                var started = receptions.start(clerk);
                receptions.name(started.id(), family.head().name(), clerk);
                return started.id();
            });
            var answered = came.plus(Duration.ofMinutes(9));
            var matter = as(clerk, answered, () -> {
                var accepted = accept(List.of(item), reception, came, false);
                receptions.answer(reception, Answer.ACCEPTED, "您的申请已经登记，按回执上的日期给您答复。", clerk);
                return accepted.matters().get(0);
            });
            if (goal == ApplicationState.AIDED) {
                urgent.live(matter, township.id(), answered, turn, now);
                return;
            }
            decisions.lead(matter.id(), clerk, turn, goal, answered, this);
        }

        /** The form was begun; the papers for it are to be brought. */
        private void draft(Instant came) {
            var form = as(clerk, came, () -> desk.receive(clerk));
            as(clerk, came.plus(Duration.ofMinutes(8)), () -> {
                var head = family.head();
                intakes.save(
                        form,
                        0,
                        "demo",
                        Typed.of(
                                "idno", head.number().value(),
                                "name", head.name(),
                                "phone", head.phone(),
                                "village", family.village().code(),
                                "story", family.hardship()),
                        clerk);
                var reception = receptions.running(clerk).orElseThrow();
                return receptions.answer(reception.id(), Answer.MATERIALS_MISSING, "先登记下来，把户口簿和银行卡带来再提交。", clerk);
            });
        }

        /** What the bureau decides itself takes some weeks; older ones of that kind were decided on paper. */
        private List<String> needs() {
            var recent = day.isAfter(LocalDate.ofInstant(now, ZONE).minusDays(OWN_DAYS));
            return family.needs().stream()
                    .filter(code ->
                            recent || !catalogue.item(code, day).deptCode().equals("MZ"))
                    .toList();
        }

        private OpenedCase accept(List<String> needs, ReceptionId reception, Instant came, boolean missing) {
            var ids = new HashMap<String, PersonId>();
            for (var person : family.people()) {
                ids.put(
                        person.key(),
                        persons.obtain(families.person(person), family.village().id(), clerk));
            }
            var household = households.register(families.household(family, ids), clerk);
            var head = Objects.requireNonNull(ids.get(family.head().key()));
            var assessment = MeansTest.determine(
                    households
                            .factsOn(household, day)
                            .but()
                            .emergency(family.facts().emergency())
                            .build(),
                    policy.eligibilityOn(day));
            var required = materials.required(needs, household.id(), clerk);
            var first = new AtomicBoolean(missing);
            return cases.open(
                    new OpenCase(
                            household.id(),
                            head.id(),
                            family.head().name(),
                            family.people().size(),
                            township.id(),
                            family.village().id(),
                            channel(),
                            null,
                            turn % 37 == 5 ? "申请人之兄为本村村委会成员" : null,
                            family.hardship(),
                            family.head().phone(),
                            came,
                            reception.id(),
                            needs.stream()
                                    .map(code -> new OpenCase.Wanted(
                                            code, head.id(), family.head().name(), null))
                                    .toList(),
                            required.stream()
                                    .filter(paper -> paper.material().always() || paper.exemptBecause() != null)
                                    .map(paper -> new OpenCase.Handed(
                                            paper.code(),
                                            paper.material().name(),
                                            paper.items(),
                                            state(paper, first),
                                            paper.exemptBecause(),
                                            null))
                                    .toList(),
                            assessment),
                    clerk);
        }

        /** The first paper that must be brought is the missing one. */
        private MaterialState state(RequiredMaterial paper, AtomicBoolean missing) {
            if (paper.exemptBecause() != null) {
                return MaterialState.EXEMPT;
            }
            return missing.getAndSet(false) ? MaterialState.MISSING : MaterialState.RECEIVED;
        }

        private Channel channel() {
            var all = Channel.values();
            return random.nextInt(4) > 0 ? Channel.WINDOW : all[random.nextInt(all.length)];
        }

        /** The way of one matter through its department, as far as the time allows; some are late. */
        private void referral(OpenedCase opened, OpenedCase.Opened matter, Instant accepted) {
            var id = referrals.idsOf(matter.id(), clerk).stream().findFirst().map(ReferralId::new);
            if (id.isEmpty()) {
                return;
            }
            if (lately && turn % 2 == 0 && township.equals(DemoAccounts.pilot(places))) {
                return; // lies on the clerk's desk
            }
            var liaison = accounts.liaison(matter.deptCode());
            var sent = later(accepted, 0.05, random.nextInt(9) == 0 ? 2.5 : 0.9);
            if (!step(
                    clerk,
                    sent,
                    () -> referrals.dispatch(
                            id.get(), matter.deptCode(), "请按" + matter.itemName() + "的规定审查办理。", clerk))) {
                return;
            }
            var signed = later(sent, 0.1, random.nextInt(8) == 0 ? 3 : 0.9);
            if (!step(liaison, signed, () -> referrals.sign(id.get(), liaison))) {
                return;
            }
            var passed = later(signed, 0.2, random.nextInt(9) == 0 ? 4 : 1.8);
            if (random.nextInt(7) == 0) {
                act(
                        liaison,
                        passed,
                        () -> referrals.refuse(id.get(), "家庭情况不在本项救助的对象范围内。", matter.itemName() + "的对象条件", liaison));
                tell(id.get(), passed, liaison);
                return;
            }
            if (!step(liaison, passed, () -> referrals.pass(id.get(), null, liaison))) {
                return;
            }
            var checked = later(passed, 0.5, random.nextInt(8) == 0 ? 9 : 4.5);
            if (!step(liaison, checked, () -> referrals.answer(id.get(), "初步核查符合，正在按程序办理。", liaison))) {
                return;
            }
            var finished = later(checked, 2, 22);
            if (step(liaison, finished, () -> referrals.finish(id.get(), "已办结，待遇按月发放到本人卡上。", liaison))) {
                tell(id.get(), finished, liaison);
            }
        }

        private void tell(ReferralId id, Instant after, Officer liaison) {
            act(
                    liaison,
                    later(after, 0.1, random.nextInt(10) == 0 ? 3 : 0.8),
                    () -> referrals.tell(id, new Telling(ToldHow.TELEPHONE, "本人已知晓"), liaison));
        }

        private void rate(OpenedCase opened, Instant accepted) {
            if (random.nextInt(3) > 0) {
                return;
            }
            var points = random.nextInt(12) == 0 ? 2 : 4 + random.nextInt(2);
            act(
                    clerk,
                    accepted.plus(Duration.ofMinutes(2)),
                    () -> ratings.rateAtWindow(
                            opened.matters().get(0).id(),
                            Ratings.Grade.of(points),
                            points < 3 ? "等的时间长" : null,
                            clerk));
        }

        /** Some working days later, within office hours. */
        @Override
        public Instant later(Instant from, double least, double most) {
            var days = least + random.nextDouble() * (most - least);
            var start = from.atZone(ZONE);
            var date = calendars.current().plusWorkingDays(start.toLocalDate(), (int) days);
            if ((int) days == 0 && start.toLocalTime().isBefore(LocalTime.of(15, 30))) {
                return from.plus(Duration.ofMinutes(20 + random.nextInt(90)));
            }
            var on = (int) days == 0 ? calendars.current().plusWorkingDays(start.toLocalDate(), 1) : date;
            return on.atTime(OPENING)
                    .plusMinutes(random.nextInt(420))
                    .atZone(ZONE)
                    .toInstant();
        }

        /** One step of a referral; of those that came lately some still lie on a desk. */
        private boolean step(Officer officer, Instant at, Runnable what) {
            return !(lately && random.nextInt(4) == 0) && act(officer, at, what);
        }

        /** @return whether it happened; what lies in the future has not */
        @Override
        public boolean act(Officer officer, Instant at, Runnable what) {
            if (at.isAfter(now)) {
                return false;
            }
            as(officer, at, () -> {
                what.run();
                return at;
            });
            return true;
        }
    }

    /** Does something as an officer at a moment of the past. */
    static <T> T as(Officer officer, Instant at, Supplier<T> what) {
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
