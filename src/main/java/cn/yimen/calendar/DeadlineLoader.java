package cn.yimen.calendar;

import cn.yimen.config.CopyTable;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** 成批的时限: limits of the past and of today, reckoned as one by one and stored by COPY. They were never paused. */
@Service
public class DeadlineLoader {

    private final Calendars calendars;

    DeadlineLoader(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * 一个时限.
     *
     * @param law the law's limit behind a promise
     * @param endedAt when it was met or cancelled; null while it runs
     */
    public record Limit(
            DeadlineId id,
            DeadlineKind kind,
            Budget budget,
            Instant startedAt,
            Instant dueAt,
            Instant soonAt,
            boolean provisional,
            @Nullable Limit law,
            DeadlineState state,
            @Nullable Instant endedAt) {

        public Limit met(Instant at) {
            return ended(DeadlineState.MET, at);
        }

        public Limit cancelled(Instant at) {
            return ended(DeadlineState.CANCELLED, at);
        }

        public boolean runs() {
            return state == DeadlineState.RUNNING;
        }

        /** Whether it ended after it was due. */
        public boolean late() {
            return Timing.over(dueAt, endedAt);
        }

        private Limit ended(DeadlineState how, Instant at) {
            return runs() ? new Limit(id, kind, budget, startedAt, dueAt, soonAt, provisional, law, how, at) : this;
        }
    }

    /** The calendar as it stands now, for all limits of one load. */
    public Reckoner reckoner() {
        return new Reckoner(calendars.rules(calendars.current()));
    }

    /** 期间计算 under one calendar. */
    public static final class Reckoner {

        private final Timing.Rules rules;

        private Reckoner(Timing.Rules rules) {
            this.rules = rules;
        }

        /** A limit that runs. */
        public Limit limit(UUID id, DeadlineKind kind, Budget budget, Instant from, @Nullable Limit law) {
            var timing = Timing.of(kind.end(), budget, from, List.of(), rules);
            return new Limit(
                    new DeadlineId(id),
                    kind,
                    budget,
                    from,
                    timing.dueAt(),
                    timing.soonAt(),
                    timing.provisional(),
                    law,
                    DeadlineState.RUNNING,
                    null);
        }

        /** How many working days a limit was late; 0 for one that was not. */
        public int lateDays(Limit limit) {
            return limit.endedAt() == null
                    ? 0
                    : Math.max(
                            0,
                            rules.calendar()
                                    .workingDaysBetween(rules.dayOf(limit.dueAt()), rules.dayOf(limit.endedAt())));
        }
    }

    /** Loads within the connection's transaction; the law's limit stands before the promise it is behind. */
    public void load(Connection connection, Collection<Limit> limits) {
        try (var copy = new CopyTable(
                connection,
                "deadline",
                "id, kind, kind_name, ends, unit, budget, state, started_at, due_at, soon_at, provisional, law_id, law_due_at,"
                        + " ended_at")) {
            for (var limit : limits) {
                var law = limit.law();
                copy.put(limit.id().id())
                        .put(limit.kind().code())
                        .put(limit.kind().name())
                        .put(limit.kind().end())
                        .put(limit.budget().unit())
                        .put(limit.budget().amount())
                        .put(limit.state())
                        .put(limit.startedAt())
                        .put(limit.dueAt())
                        .put(limit.soonAt())
                        .put(limit.provisional())
                        .put(law == null ? null : law.id().id())
                        .put(law == null ? null : law.dueAt())
                        .put(limit.endedAt())
                        .end();
            }
        }
    }
}
