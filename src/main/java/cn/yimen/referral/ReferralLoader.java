package cn.yimen.referral;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineLoader;
import cn.yimen.calendar.DeadlineLoader.Limit;
import cn.yimen.calendar.DeadlineLoader.Reckoner;
import cn.yimen.casefile.CaseLoader.PastCase;
import cn.yimen.casefile.CaseLoader.PastMatter;
import cn.yimen.config.CopyTable;
import cn.yimen.identity.Officer;
import cn.yimen.task.NewTask;
import cn.yimen.task.TaskLoader;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.ObjectMapper;

/**
 * 成批的转办单: referrals with what was done on them, their clocks, to-dos and overruns as they would stand had each act
 * been done when it is said to have been, by COPY. A clock that runs is urged by the job like any other.
 */
@Service
public class ReferralLoader {

    private final ReferralSecrets secrets;
    private final ReferralTasks tasks;
    private final TaskLoader taskLoader;
    private final Clocks clocks;
    private final DeadlineLoader deadlines;
    private final ObjectMapper json;
    private final JdbcClient jdbc;

    ReferralLoader(
            ReferralSecrets secrets,
            ReferralTasks tasks,
            TaskLoader taskLoader,
            Clocks clocks,
            DeadlineLoader deadlines,
            ObjectMapper json,
            JdbcClient jdbc) {
        this.secrets = secrets;
        this.tasks = tasks;
        this.taskLoader = taskLoader;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.json = json;
        this.jdbc = jdbc;
    }

    /** 一次动作. */
    public record Done(
            ReferralAct act,
            Instant at,
            Officer by,
            @Nullable String words,
            @Nullable String basis) {}

    /**
     * 一件转办单.
     *
     * @param number given when it was sent; null before
     * @param facts what the department was told
     * @param done in the order of time; none before {@code createdAt}
     */
    public record Past(
            ReferralId id,
            PastCase of,
            PastMatter matter,
            int round,
            @Nullable String number,
            Instant createdAt,
            ReferralFacts facts,
            List<Done> done) {}

    /** 转办单号计数, going on where it is; kept with the referrals that bear the numbers. */
    public final class Numbers {

        private final Map<Integer, Integer> last = new HashMap<>();

        private Numbers() {
            jdbc.sql("select year, last from referral_number").query(row -> {
                last.put(row.getInt("year"), row.getInt("last"));
            });
        }

        public String next(int year) {
            return ReferralStore.number(year, last.merge(year, 1, Integer::sum));
        }

        /** The last numbers given out, for {@link #load}. */
        public Map<Integer, Integer> last() {
            return Map.copyOf(last);
        }
    }

    public Numbers numbers() {
        return new Numbers();
    }

    /** What the rows of a batch are made of. */
    public static final class Batch {

        private final List<Row> rows;
        private final Map<Integer, Integer> numbers;

        private Batch(List<Row> rows, Map<Integer, Integer> numbers) {
            this.rows = rows;
            this.numbers = numbers;
        }
    }

    private record Row(
            Past past,
            Referral referral,
            byte @Nullable [] facts,
            @Nullable Instant signedAt,
            Map<ReferralClock, Limit> limits,
            Map<ReferralClock, Boolean> open,
            List<TaskLoader.Past> tasks) {}

    /** Plays what was done and seals what lies sealed; touches no table. */
    public Batch prepare(List<Past> batch, Map<Integer, Integer> numbers, Supplier<UUID> ids, Reckoner reckoner) {
        return new Batch(
                batch.stream().map(past -> new Play(past, ids, reckoner).row()).toList(), numbers);
    }

    /** One referral from its beginning to where it stands. */
    private final class Play {

        private final Past past;
        private final Supplier<UUID> ids;
        private final Reckoner reckoner;
        private final Map<ReferralClock, Limit> limits = new EnumMap<>(ReferralClock.class);
        private final Map<ReferralClock, Boolean> open = new EnumMap<>(ReferralClock.class);
        private final List<TaskLoader.Past> opened = new ArrayList<>();
        private ReferralState state = ReferralState.TO_DISPATCH;
        private Instant at;
        private @Nullable Instant dispatchedAt;
        private @Nullable Instant signedAt;

        Play(Past past, Supplier<UUID> ids, Reckoner reckoner) {
            this.past = past;
            this.ids = ids;
            this.reckoner = reckoner;
            this.at = past.createdAt();
        }

        Row row() {
            start(ReferralClock.DISPATCH);
            for (var done : past.done()) {
                ask(done.at(), done.by());
                at = done.at();
                clocks(done.act());
                state = Objects.requireNonNull(
                        state.ways().get(done.act()), () -> state + " does not allow " + done.act());
            }
            ask(null, null);
            return new Row(
                    past,
                    referral(),
                    dispatchedAt == null ? null : secrets.sealFacts(json.writeValueAsString(past.facts())),
                    signedAt,
                    limits,
                    open,
                    opened);
        }

        /** As {@link Referrals} has it, act by act. */
        private void clocks(ReferralAct act) {
            switch (act) {
                case DISPATCH -> {
                    dispatchedAt = at;
                    meet(ReferralClock.DISPATCH);
                    start(ReferralClock.SIGN);
                    start(ReferralClock.EXAMINE);
                    start(ReferralClock.FIRST_ANSWER);
                    var item = past.matter().due();
                    if (item != null) {
                        limits.put(ReferralClock.ITEM, item);
                        open.put(ReferralClock.ITEM, true);
                    }
                }
                case SIGN -> {
                    signedAt = at;
                    meet(ReferralClock.SIGN);
                }
                case GIVE_BACK -> {
                    meet(ReferralClock.SIGN);
                    cancel(ReferralClock.EXAMINE);
                    cancel(ReferralClock.FIRST_ANSWER);
                    cancel(ReferralClock.ITEM);
                }
                case PASS -> meet(ReferralClock.EXAMINE);
                case REFUSE -> {
                    meet(ReferralClock.EXAMINE);
                    meet(ReferralClock.FIRST_ANSWER);
                    meet(ReferralClock.ITEM);
                    start(ReferralClock.TELL);
                }
                case ANSWER -> meet(ReferralClock.FIRST_ANSWER);
                case FINISH -> {
                    meet(ReferralClock.ITEM);
                    start(ReferralClock.TELL);
                }
                case TELL -> meet(ReferralClock.TELL);
                case WITHDRAW -> List.copyOf(limits.keySet()).forEach(this::cancel);
            }
        }

        private void start(ReferralClock clock) {
            limits.put(clock, reckoner.limit(ids.get(), clock.kind(), clocks.budget(clock), at, null));
            open.put(clock, true);
        }

        private void meet(ReferralClock clock) {
            end(clock, limit -> limit.met(at));
        }

        private void cancel(ReferralClock clock) {
            end(clock, limit -> limit.cancelled(at));
        }

        /** The matter's own limit is ended by the case. */
        private void end(ReferralClock clock, UnaryOperator<Limit> how) {
            if (open.replace(clock, false) != null && clock != ReferralClock.ITEM) {
                limits.computeIfPresent(clock, (any, limit) -> how.apply(limit));
            }
        }

        /** What the present state asks for, until somebody does the next act; of the last one nobody has yet. */
        private void ask(@Nullable Instant until, @Nullable Officer by) {
            var referral = referral();
            var limit = limits.get(Referrals.current(state));
            for (NewTask task : tasks.wanted(referral)) {
                opened.add(new TaskLoader.Past(ids.get(), task, task.deadline() == null ? null : limit, at, until, by));
            }
        }

        private Referral referral() {
            var matter = past.matter();
            var of = past.of();
            var limit = limits.get(Referrals.current(state));
            return new Referral(
                    past.id(),
                    matter.id(),
                    of.id(),
                    past.round(),
                    dispatchedAt == null ? null : past.number(),
                    of.number().text().text(),
                    matter.item().code(),
                    matter.item().name(),
                    matter.item().deptCode(),
                    of.village().township().code(),
                    of.village().code(),
                    matter.person(),
                    matter.personName(),
                    state,
                    limit == null ? null : limit.id(),
                    limit == null ? null : limit.dueAt(),
                    null,
                    past.createdAt(),
                    dispatchedAt,
                    state.ended() ? at : null,
                    null);
        }
    }

    /** Loads within the connection's transaction; the cases with their matters are there. */
    public void load(Connection connection, Batch batch, Reckoner reckoner) {
        deadlines.load(
                connection,
                batch.rows.stream()
                        .flatMap(row -> row.limits().entrySet().stream())
                        .filter(each -> each.getKey() != ReferralClock.ITEM)
                        .map(Map.Entry::getValue)
                        .toList());
        referrals(connection, batch.rows);
        events(connection, batch.rows);
        clocks(connection, batch.rows);
        overruns(connection, batch.rows, reckoner);
        taskLoader.load(
                connection,
                batch.rows.stream().flatMap(row -> row.tasks().stream()).toList());
        batch.numbers.forEach((year, last) -> jdbc.sql("""
                        insert into referral_number (year, last) values (?, ?)
                        on conflict (year) do update set last = excluded.last
                        """).params(year, last).update());
    }

    private static void referrals(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(
                connection,
                "referral",
                "id, matter_id, case_id, round, number, receipt_no, item_code, item_name, dept_code, township_code,"
                        + " village_code, person_id, person_name, state, deadline_id, due_at, facts_enc, created_at,"
                        + " dispatched_at, signed_at, ended_at, returned_by, version")) {
            for (var row : rows) {
                var referral = row.referral();
                copy.put(referral.id().id())
                        .put(referral.matter().id())
                        .put(referral.caseId().id())
                        .put(referral.round())
                        .put(referral.number())
                        .put(referral.receiptNo())
                        .put(referral.itemCode())
                        .put(referral.itemName())
                        .put(referral.deptCode())
                        .put(referral.townshipCode())
                        .put(referral.villageCode())
                        .put(referral.personId())
                        .put(referral.personName())
                        .put(referral.state().name())
                        .put(id(referral.deadline()))
                        .put(referral.dueAt())
                        .put(row.facts())
                        .put(referral.createdAt())
                        .put(referral.dispatchedAt())
                        .put(row.signedAt())
                        .put(referral.endedAt())
                        .put(referral.state() == ReferralState.RETURNED ? "DEPARTMENT" : null)
                        .put(row.past().done().size())
                        .end();
            }
        }
    }

    private static @Nullable UUID id(@Nullable DeadlineId deadline) {
        return deadline == null ? null : deadline.id();
    }

    private void events(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(
                connection, "referral_event", "referral_id, at, act, officer_id, who, place, words_enc, basis")) {
            for (var row : rows) {
                for (var done : row.past().done()) {
                    copy.put(row.referral().id().id())
                            .put(done.at())
                            .put(done.act().name())
                            .put(done.by().id())
                            .put(done.by().name())
                            .put(done.by().officeName())
                            .put(secrets.sealWords(done.words()))
                            .put(done.basis())
                            .end();
                }
            }
        }
    }

    private static void clocks(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(connection, "referral_clock", "referral_id, clock, deadline_id, open, next_at")) {
            for (var row : rows) {
                row.limits().forEach((clock, limit) -> {
                    var open = Boolean.TRUE.equals(row.open().get(clock));
                    copy.put(row.referral().id().id())
                            .put(clock.name())
                            .put(limit.id().id())
                            .put(open)
                            .put(open ? limit.soonAt() : null)
                            .end();
                });
            }
        }
    }

    private static void overruns(Connection connection, List<Row> rows, Reckoner reckoner) {
        try (var copy = new CopyTable(
                connection,
                "referral_overrun",
                "deadline_id, referral_id, clock, dept_code, township_code, due_at, recorded_at, ended_at, late_days")) {
            for (var row : rows) {
                row.limits().forEach((clock, limit) -> {
                    // the item's own limit goes on with whom it is sent to next
                    var passedOn = clock == ReferralClock.ITEM && row.referral().state() == ReferralState.RETURNED;
                    if (limit.late()
                            && !passedOn
                            && Boolean.FALSE.equals(row.open().get(clock))) {
                        copy.put(limit.id().id())
                                .put(row.referral().id().id())
                                .put(clock.name())
                                .put(row.referral().deptCode())
                                .put(row.referral().townshipCode())
                                .put(limit.dueAt())
                                .put(limit.endedAt())
                                .put(limit.endedAt())
                                .put(reckoner.lateDays(limit))
                                .end();
                    }
                });
            }
        }
    }
}
