package cn.yimen.demo;

import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.approval.NewAid;
import cn.yimen.approval.TemporaryNeeds;
import cn.yimen.approval.UrgentAid;
import cn.yimen.approval.UrgentAids;
import cn.yimen.casefile.OpenedCase;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.Reserves;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.stereotype.Component;

/** 演示的急难救助: reserves that were filled, small help at once, help first with its papers made up or not. */
@Component
class DemoUrgent {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Reserves reserves;
    private final Applications applications;
    private final TemporaryNeeds needs;
    private final UrgentAids aids;
    private final Places places;
    private final DemoAccounts accounts;

    DemoUrgent(
            Reserves reserves,
            Applications applications,
            TemporaryNeeds needs,
            UrgentAids aids,
            Places places,
            DemoAccounts accounts) {
        this.reserves = reserves;
        this.applications = applications;
        this.needs = needs;
        this.aids = aids;
        this.places = places;
        this.accounts = accounts;
    }

    /** 首次拨入: each township asks and the bureau pays, on the morning of a day. */
    void fund(LocalDate day) {
        var at = day.atTime(LocalTime.of(8, 40)).atZone(ZONE).toInstant();
        var approver = accounts.byLogin("approver");
        for (var township : places.townships()) {
            var keeper = accounts.reviewer(township.id(), 1);
            var room = reserves.of(township.code(), keeper).room();
            if (room.signum() <= 0) {
                continue;
            }
            var asked = DemoHistory.as(keeper, at, () -> reserves.request(township.code(), room, "首次拨入", keeper));
            DemoHistory.as(approver, at.plus(Duration.ofMinutes(30)), () -> reserves.pay(asked, approver));
        }
    }

    /** What becomes of a family in sudden need, as far as the time allows. */
    void live(OpenedCase.Opened matter, PlaceId township, Instant accepted, int turn, Instant now) {
        var reviewer = accounts.reviewer(township, 1);
        var application = applications.ofMatter(matter.id(), reviewer).orElse(null);
        if (application == null
                || application.pausedAt() != null
                || needs.of(application.id())
                        .filter(need -> need.cause().sudden())
                        .isEmpty()
                || reserves.balance(township.code(), reviewer).compareTo(Money.yuan(2000)) < 0) {
            return;
        }
        var random = new SplittableRandom(31L * turn + 7);
        switch (turn % 5) {
            case 0, 1 -> {
                var at = accepted.plus(Duration.ofMinutes(40 + random.nextInt(120)));
                if (at.isBefore(now)) {
                    var aid = aid(application, 3 + random.nextInt(6));
                    DemoHistory.as(reviewer, at, () -> aids.quickGrant(application.id(), aid, reviewer));
                }
            }
            case 2, 3 -> {
                var at = accepted.plus(Duration.ofMinutes(90 + random.nextInt(turn % 25 == 2 ? 600 : 300)));
                if (at.isAfter(now)) {
                    return;
                }
                var aid = aid(application, 5 + random.nextInt(10));
                DemoHistory.as(reviewer, at, () -> aids.aidFirst(application.id(), aid, reviewer));
                var colleague = accounts.reviewer(township, 2);
                var made = at.plus(Duration.ofDays(3));
                if (turn % 5 == 3
                        && made.isBefore(now)
                        && aids.missingPapers(application).isEmpty()) {
                    DemoHistory.as(colleague, made, () -> {
                        aids.complete(application.id(), true, colleague);
                        return made;
                    });
                }
            }
            default -> {}
        }
    }

    private static NewAid aid(ApplicationView application, int hundreds) {
        return new NewAid(
                cn.yimen.household.Emergency.Cause.ACCIDENT,
                List.of(application.personId()),
                "家人遭遇意外住院，押金和生活费一时拿不出。",
                UrgentAid.Means.TRANSFER,
                null,
                Money.yuan(hundreds * 100L),
                application.personName(),
                null,
                null);
    }
}
