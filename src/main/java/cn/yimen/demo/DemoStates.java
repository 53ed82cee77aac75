package cn.yimen.demo;

import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.PathKind;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.notice.Notices;
import cn.yimen.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 每一种状态都有的个案: for each state of each path to which none of the other families has come, one more family of the pilot
 * township is led there, so that every list of the demo accounts has something in it.
 */
@Component
class DemoStates {

    /** Their numbers as families; what is made of a family follows from it. */
    private static final int FIRST = 100_000;

    /** So many families are looked at for one that fits. */
    private static final int MOST = 5_000;

    private final DemoHistory history;
    private final Notices notices;
    private final Places places;
    private final Policy policy;
    private final JdbcClient jdbc;

    DemoStates(DemoHistory history, Notices notices, Places places, Policy policy, JdbcClient jdbc) {
        this.history = history;
        this.notices = notices;
        this.places = places;
        this.policy = policy;
        this.jdbc = jdbc;
    }

    /**
     * 一个状态, and the family that would be led there.
     *
     * @param no the how manieth it would be of those in the state
     */
    record Slot(PathKind kind, ApplicationState state, int no, int turn, Folk.Family family) {}

    /** One for each state there is, whether it is needed or not: the families are the same however often this is asked. */
    List<Slot> slots(Folk folk, LocalDate today) {
        var slots = new ArrayList<Slot>();
        jdbc.sql("select kind, state from approval_state order by kind, no").query(row -> {
            var kind = PathKind.valueOf(row.getString("kind"));
            var state = ApplicationState.valueOf(row.getString("state"));
            for (var no = 1; no <= wanted(kind, state); no++) {
                // the third of five is helped first and brings the papers later; none is a relative of a cadre
                var turn = FIRST + slots.size() * 5 * 37 + 2;
                slots.add(new Slot(kind, state, no, turn, family(folk, kind, today)));
            }
        });
        return slots;
    }

    /** One of each; so many decided ones as appeals, changes of awards and mistaken deaths are made of. */
    private static int wanted(PathKind kind, ApplicationState state) {
        if (kind == PathKind.TEMPORARY) {
            return 1;
        }
        return switch (state) {
            case CONFIRMED -> kind == PathKind.TEKUN ? 4 : 16;
            case REFUSED -> kind == PathKind.TEKUN ? 1 : 3;
            default -> 1;
        };
    }

    private Folk.Family family(Folk folk, PathKind kind, LocalDate today) {
        var pilot = DemoAccounts.pilot(places).id();
        for (var n = 0; n < MOST; n++) {
            var family = folk.next();
            if (places.townshipOf(family.village().id()).id().equals(pilot) && suits(family, kind, today)) {
                return family;
            }
        }
        throw new IllegalStateException("no family for " + kind);
    }

    private boolean suits(Folk.Family family, PathKind kind, LocalDate today) {
        return family.needs().contains(item(kind))
                && (kind != PathKind.DIBAO_FAMILY || family.people().size() > 1)
                && MeansTest.determine(family.facts(), policy.eligibilityOn(today))
                        .fits(
                                switch (kind) {
                                    case DIBAO_FAMILY -> Scheme.DIBAO;
                                    case TEKUN -> Scheme.TEKUN;
                                    case TEMPORARY -> Scheme.TEMPORARY_EMERGENCY;
                                });
    }

    private static String item(PathKind kind) {
        return switch (kind) {
            case DIBAO_FAMILY -> "MZ-01";
            case TEKUN -> "MZ-02A";
            case TEMPORARY -> "MZ-03";
        };
    }

    /**
     * Leads the family there, unless somebody is there already.
     *
     * @param days on which the windows were open, the last one today
     */
    void live(Slot slot, List<LocalDate> days, Instant now) {
        notices.endDue();
        if (!there(slot)) {
            history.lead(
                    slot.family(),
                    item(slot.kind()),
                    slot.state(),
                    days.get(Math.max(0, days.size() - 1 - workingDays(slot.state()))),
                    slot.turn(),
                    now);
        }
    }

    /** Those that are decided count wherever they live, what is to be done only where the demo accounts see it. */
    private boolean there(Slot slot) {
        var decided = slot.state() == ApplicationState.CONFIRMED || slot.state() == ApplicationState.REFUSED;
        return jdbc.sql("""
                        select count(*) from application a join case_file c on c.id = a.case_id
                        join officer o on o.id = c.first_officer_id
                        where o.demo and a.kind = ? and a.state = ? and (? or a.township_code = ?) and a.paused_at is null
                        """)
                        .params(slot.kind().name(), slot.state().name(), decided, pilot().code())
                        .query(Integer.class)
                        .single()
                >= slot.no();
    }

    private PlaceId pilot() {
        return DemoAccounts.pilot(places).id();
    }

    /** How many working days ago they came: what leads to the state takes a little less. */
    private static int workingDays(ApplicationState state) {
        return switch (state) {
            case RECEIVED -> 1;
            case AIDED -> 2;
            case SURVEY -> 4;
            case WITHDRAWN, TRANSFERRED, DIED -> 6;
            case TERMINATED -> 8;
            case APPRAISAL -> 9;
            case PROPOSED -> 10;
            case NOTICE -> 12;
            case OBJECTED -> 15;
            case REFUSED -> 18;
            case SUBMITTED -> 20;
            case REVIEW -> 24;
            case CONFIRMED -> 28;
        };
    }
}
