package cn.yimen.approval;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineLoader;
import cn.yimen.calendar.DeadlineLoader.Limit;
import cn.yimen.calendar.DeadlineLoader.Reckoner;
import cn.yimen.casefile.CaseLoader.PastCase;
import cn.yimen.casefile.CaseLoader.PastMatter;
import cn.yimen.config.CopyTable;
import cn.yimen.identity.Officer;
import cn.yimen.task.TaskLoader;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * 成批的审批件: applications with their steps, hands, limits and to-dos. They begin at the beginning and go every way one
 * after the other, as the database wants it; what a step needs beside it (opinion, notice, decision, award) is not loaded.
 */
@Service
public class ApplicationLoader {

    private final Paths paths;
    private final Limits limits;
    private final ApplicationTasks tasks;
    private final TaskLoader taskLoader;
    private final DeadlineLoader deadlines;
    private final JdbcClient jdbc;
    private final Clock clock;

    ApplicationLoader(
            Paths paths,
            Limits limits,
            ApplicationTasks tasks,
            TaskLoader taskLoader,
            DeadlineLoader deadlines,
            JdbcClient jdbc,
            Clock clock) {
        this.paths = paths;
        this.limits = limits;
        this.tasks = tasks;
        this.taskLoader = taskLoader;
        this.deadlines = deadlines;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * 一步.
     *
     * @param hands who took which part with it
     */
    public record Gone(
            Way way, Instant at, Officer by, @Nullable String reason, List<Taken> hands) {}

    /** 经手. */
    public record Taken(Part part, Officer by) {}

    /**
     * 一件审批件; in its first round, nobody's relative.
     *
     * @param gone in the order of time
     */
    public record Past(ApplicationId id, PastCase of, PastMatter matter, PathKind kind, List<Gone> gone) {}

    /** What the rows of a batch are made of. */
    public static final class Batch {

        private final List<Row> rows;

        private Batch(List<Row> rows) {
            this.rows = rows;
        }
    }

    private record Row(
            Past past,
            List<Move> moves,
            Map<String, Limit> limits,
            @Nullable Limit current,
            @Nullable Limit urgent,
            List<TaskLoader.Past> tasks) {}

    private record Move(UUID application, ApplicationState from, ApplicationState to, Gone gone, boolean ended) {}

    /** Plays what was done; touches no table. */
    public Batch prepare(List<Past> batch, Supplier<UUID> ids, Reckoner reckoner) {
        return new Batch(
                batch.stream().map(past -> new Play(past, ids, reckoner).row()).toList());
    }

    /** One application from its beginning to where it stands. */
    private final class Play {

        private final Past past;
        private final Paths.Path path;
        private final Supplier<UUID> ids;
        private final Reckoner reckoner;
        private final Map<String, Limit> started = new LinkedHashMap<>();
        private final List<TaskLoader.Past> opened = new ArrayList<>();
        private final List<Move> moves = new ArrayList<>();
        private ApplicationState state = ApplicationState.RECEIVED;
        private @Nullable Way way;
        private Instant at;

        Play(Past past, Supplier<UUID> ids, Reckoner reckoner) {
            this.past = past;
            this.path = paths.of(past.kind());
            this.ids = ids;
            this.reckoner = reckoner;
            this.at = past.of().acceptedAt();
        }

        Row row() {
            enter();
            for (var gone : past.gone()) {
                var row = path.way(gone.way(), state)
                        .orElseThrow(() -> new NoSuchElementException("no way " + gone.way() + " from " + state));
                ask(gone.at(), gone.by());
                at = gone.at();
                way = gone.way();
                state = row.to();
                var code = row.limitCode();
                if (code != null) {
                    started.computeIfPresent(code, (any, limit) -> limit.met(at));
                }
                if (ended()) {
                    started.replaceAll((any, limit) -> limit.cancelled(at));
                }
                enter();
                moves.add(new Move(past.id().id(), row.from(), row.to(), gone, ended()));
            }
            ask(null, null);
            tell();
            return new Row(past, moves, started, first(started.values().stream()), urgent(), opened);
        }

        private boolean ended() {
            return path.state(state).ended();
        }

        /** As {@link Limits#enter}. */
        private void enter() {
            for (var limit : path.limits()) {
                var there = started.get(limit.code());
                if (limit.starts().contains(state) && (there == null || !there.runs())) {
                    var day = LocalDate.now(clock);
                    started.put(
                            limit.code(),
                            reckoner.limit(ids.get(), Limits.kind(limit), limits.budget(limit, day), at, null));
                }
            }
        }

        private void ask(@Nullable Instant until, @Nullable Officer by) {
            var view = view();
            var limit = limit(ApplicationTasks.limit(view));
            for (var task : tasks.wanted(view)) {
                opened.add(new TaskLoader.Past(ids.get(), task, limit, at, until, by));
            }
        }

        /** The applicant is told of what was decided: as the matter says. */
        private void tell() {
            if (!ended() || way == Way.WITHDRAW) {
                return;
            }
            var view = view();
            var ending = past.matter().ending();
            var told = ending == null ? null : ending.told();
            var code = ApplicationTasks.noticeLimit(view);
            if (told != null) {
                started.computeIfPresent(code, (any, limit) -> limit.met(told.at()));
            }
            var within = started.get(code);
            opened.add(new TaskLoader.Past(
                    ids.get(),
                    tasks.telling(view, within == null ? null : within.id()),
                    within,
                    at,
                    told == null ? null : told.at(),
                    told == null ? null : told.by()));
        }

        private @Nullable Limit limit(@Nullable DeadlineId id) {
            return Stream.concat(started.values().stream(), whole())
                    .filter(limit -> limit.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        private Stream<Limit> whole() {
            return Stream.of(past.matter().legal(), past.matter().promise())
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull);
        }

        /** As {@link Limits#show}: what runs, the earliest first. */
        private @Nullable Limit urgent() {
            return first(Stream.concat(started.values().stream(), whole()));
        }

        private static @Nullable Limit first(Stream<Limit> limits) {
            return limits.filter(Limit::runs)
                    .min(Comparator.comparing(Limit::dueAt))
                    .orElse(null);
        }

        private ApplicationView view() {
            var matter = past.matter();
            var of = past.of();
            var item = matter.item();
            var shown = path.state(state);
            var legal = matter.legal() == null ? null : matter.legal().id();
            var promise = matter.promise() == null ? null : matter.promise().id();
            var current = first(started.values().stream());
            return new ApplicationView(
                    past.id(),
                    matter.id(),
                    of.id(),
                    past.kind(),
                    state,
                    shown.words(),
                    shown.css(),
                    shown.ended(),
                    way,
                    1,
                    item.code(),
                    item.versionId(),
                    item.name(),
                    of.household(),
                    matter.person(),
                    matter.personName(),
                    of.applicant(),
                    of.applicantName(),
                    of.number().text().text(),
                    of.village().township().code(),
                    of.village().code(),
                    item.confirmLevel(),
                    false,
                    of.acceptedAt(),
                    at,
                    null,
                    null,
                    shown.ended() ? at : null,
                    legal != null ? legal : promise,
                    promise,
                    current == null ? null : current.id(),
                    moves.size());
        }
    }

    /** Loads within the connection's transaction; the cases with their matters are there. */
    public void load(Connection connection, Batch batch) {
        var rows = batch.rows;
        deadlines.load(
                connection,
                rows.stream().flatMap(row -> row.limits().values().stream()).toList());
        begin(connection, rows);
        for (var depth = 0; ; depth++) {
            var nth = depth;
            var moves = rows.stream()
                    .filter(row -> row.moves().size() > nth)
                    .map(row -> row.moves().get(nth))
                    .toList();
            if (moves.isEmpty()) {
                break;
            }
            move(moves);
        }
        steps(connection, rows);
        hands(connection, rows);
        limits(connection, rows);
        taskLoader.load(
                connection, rows.stream().flatMap(row -> row.tasks().stream()).toList());
    }

    /** 从「待启动调查」开始; the limits are those of where it will stand. */
    private static void begin(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(
                connection,
                "application",
                "id, matter_id, case_id, kind, state, way, item_code, township_code, village_code, confirm_level, kin_filed,"
                        + " received_at, entered_at, deadline_id, urgent_deadline_id, due_at")) {
            for (var row : rows) {
                var past = row.past();
                var of = past.of();
                var current = row.current();
                var urgent = row.urgent();
                copy.put(past.id().id())
                        .put(past.matter().id().id())
                        .put(of.id().id())
                        .put(past.kind().name())
                        .put(ApplicationState.RECEIVED.name())
                        .put("RECEIVE")
                        .put(past.matter().item().code())
                        .put(of.village().township().code())
                        .put(of.village().code())
                        .put(past.matter().item().confirmLevel().name())
                        .put(false)
                        .put(of.acceptedAt())
                        .put(of.acceptedAt())
                        .put(current == null ? null : current.id().id())
                        .put(urgent == null ? null : urgent.id().id())
                        .put(urgent == null ? null : urgent.dueAt())
                        .end();
            }
        }
    }

    private void move(List<Move> moves) {
        jdbc.sql("""
                        update application a set state = m.state, way = m.way, entered_at = m.at::timestamptz,
                            version = a.version + 1, ended_at = case when m.ended then m.at::timestamptz end
                        from unnest(?, ?, ?, ?, ?) as m (id, state, way, at, ended)
                        where a.id = m.id
                        """)
                .params(
                        moves.stream().map(Move::application).toArray(UUID[]::new),
                        moves.stream().map(move -> move.to().name()).toArray(String[]::new),
                        moves.stream().map(move -> move.gone().way().name()).toArray(String[]::new),
                        moves.stream().map(move -> move.gone().at().toString()).toArray(String[]::new),
                        moves.stream().map(Move::ended).toArray(Boolean[]::new))
                .update();
    }

    private static void steps(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(
                connection,
                "application_step",
                "application_id, round, way, from_state, to_state, at, officer_id, who, place, reason")) {
            for (var row : rows) {
                var of = row.past().of();
                step(
                        copy,
                        row.past().id(),
                        "RECEIVE",
                        null,
                        ApplicationState.RECEIVED,
                        of.acceptedAt(),
                        of.officer(),
                        null);
                for (var move : row.moves()) {
                    step(
                            copy,
                            row.past().id(),
                            move.gone().way().name(),
                            move.from(),
                            move.to(),
                            move.gone().at(),
                            move.gone().by(),
                            move.gone().reason());
                }
            }
        }
    }

    private static void step(
            CopyTable copy,
            ApplicationId id,
            String way,
            @Nullable ApplicationState from,
            ApplicationState to,
            Instant at,
            Officer by,
            @Nullable String reason) {
        copy.put(id.id())
                .put(1)
                .put(way)
                .put(from == null ? null : from.name())
                .put(to.name())
                .put(at)
                .put(by.id())
                .put(by.name())
                .put(by.officeName())
                .put(reason)
                .end();
    }

    private static void hands(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(connection, "application_hand", "application_id, round, officer_id, part, at")) {
            for (var row : rows) {
                for (var move : row.moves()) {
                    for (var taken : move.gone().hands()) {
                        copy.put(row.past().id().id())
                                .put(1)
                                .put(taken.by().id())
                                .put(taken.part().name())
                                .put(move.gone().at())
                                .end();
                    }
                }
            }
        }
    }

    private static void limits(Connection connection, List<Row> rows) {
        try (var copy = new CopyTable(
                connection, "application_limit", "application_id, limit_code, round, deadline_id, open")) {
            for (var row : rows) {
                row.limits()
                        .forEach((code, limit) -> copy.put(row.past().id().id())
                                .put(code)
                                .put(1)
                                .put(limit.id().id())
                                .put(limit.runs())
                                .end());
            }
        }
    }
}
