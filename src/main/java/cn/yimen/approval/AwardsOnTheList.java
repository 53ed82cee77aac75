package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardEvents;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.notice.PermanentList;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 长期公布 (57 第二十四条): follows the awards. Who receives nothing for the time being is not on it, who leaves is gone with
 * the first month without it.
 */
@Component
class AwardsOnTheList {

    private static final Set<Scheme> LISTED = EnumSet.of(Scheme.DIBAO, Scheme.SINGLE, Scheme.TEKUN);

    private final Awards awards;
    private final PermanentList list;
    private final JdbcClient jdbc;
    private final Clock clock;

    AwardsOnTheList(Awards awards, PermanentList list, JdbcClient jdbc, Clock clock) {
        this.awards = awards;
        this.list = list;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void on(AwardEvents.Granted granted) {
        follow(granted.award(), granted.household());
    }

    @EventListener
    void on(AwardEvents.Changed changed) {
        follow(changed.award(), changed.household());
    }

    @EventListener
    void on(AwardEvents.Ended ended) {
        follow(ended.award(), ended.household());
    }

    private void follow(AwardId id, UUID household) {
        awards.ofHousehold(household).stream()
                .filter(award -> award.id().equals(id) && LISTED.contains(award.scheme()))
                .findFirst()
                .ifPresent(this::follow);
    }

    private void follow(AwardView award) {
        var subject = new Subject("award", award.id().toString());
        var endsOn = award.endMonth() == null ? null : award.endMonth().atDay(1);
        var today = LocalDate.now(clock);
        if (award.state() == AwardState.SUSPENDED || (endsOn != null && !endsOn.isAfter(today))) {
            list.remove(subject, award.state() == AwardState.SUSPENDED ? "停发" : "停止享受");
            return;
        }
        list.list(
                subject,
                new PlaceId(award.villageCode() == null ? award.townshipCode() : award.villageCode()),
                award.holderName(),
                Math.max(1, award.members().size()),
                award.amount().total(),
                minor(award, today),
                endsOn);
    }

    /** Whoever the line would name: the person of the award, or the member of that name. */
    private boolean minor(AwardView award, LocalDate on) {
        var holder = award.person() != null
                ? award.person()
                : award.members().stream()
                        .filter(member -> member.name().equals(award.holderName()))
                        .map(member -> member.person())
                        .findFirst()
                        .orElse(null);
        var born = holder == null ? null : born(holder);
        return born != null && born.plusYears(18).isAfter(on);
    }

    private @Nullable LocalDate born(UUID person) {
        return jdbc.sql("select birth_on from person where id = ? and birth_on is not null")
                .param(person)
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }
}
