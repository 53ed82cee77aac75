package cn.yimen.approval;

import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinFiled;
import cn.yimen.integrity.KinFilings;
import cn.yimen.integrity.ListingWarning;
import cn.yimen.kernel.Question;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 近亲属备案与失信名单在审批件里 (AP-3, IG-1): what a filing and a listing ask of an application. */
@Component
class KinInApplications {

    private final JdbcClient jdbc;
    private final KinFilings kin;
    private final Blacklist blacklist;
    private final Hands hands;

    KinInApplications(JdbcClient jdbc, KinFilings kin, Blacklist blacklist, Hands hands) {
        this.jdbc = jdbc;
        this.kin = kin;
        this.blacklist = blacklist;
        this.hands = hands;
    }

    /** From now on the bureau visits by itself and a second person confirms. */
    @EventListener
    @Transactional
    void on(KinFiled filed) {
        jdbc.sql("""
                        update application set kin_filed = true, version = version + 1
                        where case_id = ? and not kin_filed and ended_at is null
                        """).param(filed.caseId().id()).update();
    }

    /** Who had a part in the present round and was filed as a relative afterwards; empty if nobody. */
    String relativesAmongHands(ApplicationView application) {
        var relatives = kin.relatives(application.householdId());
        return hands.of(application.id()).stream()
                .filter(hand -> hand.round() == application.round() && relatives.contains(hand.officer()))
                .map(hand -> hand.name() + "（" + hand.part().words() + "）")
                .distinct()
                .collect(Collectors.joining("、"));
    }

    /** What {@link #relativesAmongHands} asks, to be asked ahead. */
    Stream<Question<?>> asksRelatives(ApplicationView application) {
        return Stream.of(kin.asksRelatives(application.householdId()), hands.asks(application.id()));
    }

    /** What {@link #unchecked} asks, to be asked ahead. */
    Stream<Question<?>> asksUnchecked(ApplicationView application) {
        return blacklist.asks(application.caseId());
    }

    /** Whom of the household the list still asks a closer look at; empty if nobody. */
    String unchecked(ApplicationView application) {
        return blacklist.unchecked(application.caseId()).stream()
                .map(ListingWarning::personName)
                .distinct()
                .collect(Collectors.joining("、"));
    }
}
