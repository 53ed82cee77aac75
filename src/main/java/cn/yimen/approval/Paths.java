package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 路径: the states and ways as the tables say. Only migrations change them, so they are read once. */
@Component
public class Paths {

    private final Map<PathKind, Path> paths = new EnumMap<>(PathKind.class);

    Paths(JdbcClient jdbc) {
        for (var kind : PathKind.values()) {
            var states = new EnumMap<ApplicationState, State>(ApplicationState.class);
            jdbc.sql("select * from approval_state where kind = ? order by no")
                    .param(kind.name())
                    .query(row -> {
                        var state = ApplicationState.valueOf(row.getString("state"));
                        states.put(
                                state,
                                new State(
                                        state,
                                        row.getInt("no"),
                                        row.getString("words"),
                                        row.getString("css"),
                                        row.getBoolean("ended"),
                                        (Integer) row.getObject("step"),
                                        row.getString("step_words"),
                                        row.getString("task"),
                                        row.getString("task_why"),
                                        row.getArray("task_roles") == null
                                                ? Set.of()
                                                : roles(row.getArray("task_roles")
                                                        .getArray())));
                    });
            var limits = jdbc.sql("select * from approval_limit where kind = ? order by limit_code")
                    .param(kind.name())
                    .query((row, n) -> new Limit(
                            row.getString("limit_code"),
                            row.getString("words"),
                            row.getString("policy_key"),
                            row.getString("unit").equals("WORKING_DAYS"),
                            states(row.getArray("starts").getArray()),
                            row.getString("basis")))
                    .list();
            var ways = jdbc.sql("""
                            select w.* from approval_way w
                            join approval_state f on f.kind = w.kind and f.state = w.from_state
                            join approval_state t on t.kind = w.kind and t.state = w.to_state
                            where w.kind = ? order by f.no, w.way in ('TERMINATE', 'WITHDRAW', 'DIE', 'TRANSFER'), t.no, w.way
                            """)
                    .param(kind.name())
                    .query((row, n) -> new WayRow(
                            Way.valueOf(row.getString("way")),
                            ApplicationState.valueOf(row.getString("from_state")),
                            ApplicationState.valueOf(row.getString("to_state")),
                            row.getString("words"),
                            roles(row.getArray("roles").getArray()),
                            row.getArray("town_roles") == null
                                    ? null
                                    : roles(row.getArray("town_roles").getArray()),
                            row.getBoolean("needs_reason"),
                            row.getBoolean("while_paused"),
                            row.getBoolean("by_system"),
                            row.getBoolean("new_round"),
                            List.of((String[]) row.getArray("preconditions").getArray()),
                            row.getString("limit_code"),
                            row.getString("basis")))
                    .list();
            paths.put(kind, new Path(kind, states, limits, ways));
        }
    }

    public Path of(PathKind kind) {
        var path = paths.get(kind);
        if (path == null) {
            throw new NoSuchElementException("no path " + kind);
        }
        return path;
    }

    private static Set<Role> roles(Object array) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) array).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    private static Set<ApplicationState> states(Object array) {
        var states = EnumSet.noneOf(ApplicationState.class);
        Arrays.stream((String[]) array).map(ApplicationState::valueOf).forEach(states::add);
        return states;
    }

    /** 一种路径. */
    public record Path(PathKind kind, Map<ApplicationState, State> states, List<Limit> limits, List<WayRow> ways) {

        /** @throws NoSuchElementException if this kind has no such state */
        public State state(ApplicationState state) {
            var row = states.get(state);
            if (row == null) {
                throw new NoSuchElementException("no state " + state + " of " + kind);
            }
            return row;
        }

        /** The ways that lead on, in their order. */
        public List<WayRow> from(ApplicationState state) {
            return ways.stream().filter(way -> way.from() == state).toList();
        }

        public Optional<WayRow> way(Way way, ApplicationState from) {
            return ways.stream()
                    .filter(row -> row.way() == way && row.from() == from)
                    .findFirst();
        }

        /** 主线: the steps of the ordinary way, in their order. */
        List<State> line() {
            var line = new ArrayList<>(
                    states.values().stream().filter(s -> s.step() != null).toList());
            line.sort(java.util.Comparator.comparing(State::no));
            return line;
        }
    }

    /**
     * 状态.
     *
     * @param step position on the line of steps; null beside it
     * @param stepWords the link of that line, 「调查」; null beside it
     * @param task what it asks for, as a to-do; null if it asks nothing of anybody here
     * @param taskRoles of whom
     */
    public record State(
            ApplicationState state,
            int no,
            String words,
            String css,
            boolean ended,
            @Nullable Integer step,
            @Nullable String stepWords,
            @Nullable String task,
            @Nullable String taskWhy,
            Set<Role> taskRoles) {

        /** Of whom it asks something for that application: where the township confirms, of the township. */
        public Set<Role> taskRoles(ApplicationView application) {
            return state == ApplicationState.SUBMITTED && application.byTownship()
                    ? Set.of(Role.TOWNSHIP_REVIEWER)
                    : taskRoles;
        }
    }

    /**
     * 环节时限.
     *
     * @param starts the states in which it starts
     */
    public record Limit(
            String code,
            String words,
            String policyKey,
            boolean workingDays,
            Set<ApplicationState> starts,
            String basis) {}

    /** 一种办法, from one state. */
    public record WayRow(
            Way way,
            ApplicationState from,
            ApplicationState to,
            String words,
            Set<Role> roles,
            @Nullable Set<Role> townRoles,
            boolean needsReason,
            boolean whilePaused,
            boolean bySystem,
            boolean newRound,
            List<String> preconditions,
            @Nullable String limitCode,
            String basis) {

        /** Who goes it for that application. */
        public Set<Role> roles(ApplicationView application) {
            return townRoles != null && application.byTownship() ? townRoles : roles;
        }

        /** Whether a post of the officer, at the place of the application, may go it. */
        public boolean isFor(Officer by, ApplicationView application) {
            var may = roles(application);
            return by.posts().stream()
                    .anyMatch(post -> may.contains(post.role())
                            && (post.placeCode() == null
                                    || application.townshipCode().equals(post.placeCode())
                                    || post.placeCode().equals(application.villageCode())));
        }
    }
}
