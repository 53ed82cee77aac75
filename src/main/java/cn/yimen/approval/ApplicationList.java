package cn.yimen.approval;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.PageKey;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Counter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 审批件清单 (AP-6): the worklist of the township's reviewer, of the bureau's officer and approver, read-only of the
 * supervisor; as many statements for fifty rows as for one.
 */
@Service
@Transactional(readOnly = true)
public class ApplicationList {

    private final JdbcClient jdbc;
    private final Paths paths;
    private final Deadlines deadlines;
    private final Places places;
    private final Clock clock;

    ApplicationList(JdbcClient jdbc, Paths paths, Deadlines deadlines, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.paths = paths;
        this.deadlines = deadlines;
        this.places = places;
        this.clock = clock;
    }

    /** Whether somebody of these posts has such a list. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(
                Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    /** The tabs of an officer; a window clerk and a supervisor have nothing to do here themselves. */
    public static List<ApplicationTab> tabs(Officer officer) {
        return officer.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)
                ? List.of(ApplicationTab.values())
                : List.of(ApplicationTab.OPEN, ApplicationTab.TODAY, ApplicationTab.OVER, ApplicationTab.ENDED);
    }

    /**
     * One page, by two statements whatever its length; the most urgent first, what has ended the newest first.
     *
     * @param at key of the page; null or unreadable for the first
     */
    public ApplicationPage page(ApplicationFilter filter, @Nullable String at, int size, Officer officer) {
        var where = where(filter, officer);
        var cursor = PageKey.ofInstant(at).orElse(null);
        var backwards = cursor != null && cursor.backwards();
        var ended = filter.tab() == ApplicationTab.ENDED;
        var key = ended ? "a.ended_at" : "coalesce(a.due_at, 'infinity'::timestamptz)";
        var falling = ended != backwards;
        var rows = new ArrayList<>(jdbc.sql("""
                        select a.id, a.state, a.kind, a.entered_at, a.ended_at, a.due_at, a.urgent_deadline_id, a.paused_at,
                            a.kin_filed, a.round, a.confirm_level, a.receipted_at, a.township_code, a.village_code,
                            m.item_name, m.person_name, c.receipt_no
                        from (select a.* from %5$s
                            where %2$s and (cast(:sort as timestamptz) is null
                                or (%1$s, a.id) %3$s (cast(:sort as timestamptz), :last))
                            order by %1$s %4$s, a.id %4$s limit :limit) a
                        join matter m on m.id = a.matter_id
                        join case_file c on c.id = a.case_id
                        order by %1$s %4$s, a.id %4$s
                        """.formatted(
                        key, where.condition(), falling ? "<" : ">", falling ? "desc" : "asc", from(filter.tab())))
                .params(where.params())
                .param("sort", cursor == null ? null : cursor.sort(), java.sql.Types.VARCHAR)
                .param("last", cursor == null ? null : cursor.id(), java.sql.Types.OTHER)
                .param("limit", size + 1)
                .query(Stored::read)
                .list());
        var more = rows.size() > size;
        if (more) {
            rows.remove(size);
        }
        if (backwards) {
            Collections.reverse(rows);
        }
        var limits = deadlines.views(
                rows.stream().map(Stored::deadline).filter(Objects::nonNull).toList());
        var shown = new ArrayList<ApplicationRow>();
        for (var row : rows) {
            var limit = row.deadline() == null ? null : limits.get(row.deadline());
            var state = paths.of(row.kind()).state(row.state());
            shown.add(new ApplicationRow(
                    row.id(),
                    row.receiptNo(),
                    row.personName(),
                    places.fullName(PlaceId.of(row.village() == null ? row.township() : row.village())),
                    row.itemName(),
                    row.state(),
                    state.words(),
                    state.css(),
                    row.enteredAt(),
                    limit == null ? null : limit.light(),
                    limit == null ? null : limit.kind().name(),
                    limit == null ? null : limit.dueAt(),
                    row.paused(),
                    row.kinFiled(),
                    row.round(),
                    row.state() == ApplicationState.SUBMITTED && !row.receipted() && !row.byTownship()));
        }
        var hasPrevious = cursor != null && !rows.isEmpty() && (!backwards || more);
        var hasNext = !rows.isEmpty() && (backwards || more);
        return new ApplicationPage(
                shown,
                hasPrevious ? rows.get(0).key(ended, true) : null,
                hasNext ? rows.get(rows.size() - 1).key(ended, false) : null);
    }

    /** How many there are, counted no further than {@link Counter#CAP}. */
    public long count(ApplicationFilter filter, Officer officer) {
        var where = where(filter, officer);
        return jdbc.sql("""
                        select count(*) from (select 1 from %s where %s limit %d) as capped
                        """.formatted(from(filter.tab()), where.condition(), Counter.CAP + 1))
                .params(where.params())
                .query(Long.class)
                .single();
    }

    /** The number on each tab of the officer, by one statement. */
    public Map<ApplicationTab, Long> counters(Officer officer) {
        var counts = new EnumMap<ApplicationTab, Long>(ApplicationTab.class);
        var params = new HashMap<String, Object>();
        var parts = new ArrayList<String>();
        for (var tab : tabs(officer)) {
            var where = where(new ApplicationFilter(tab, null, null, null), officer);
            params.putAll(where.params());
            parts.add("""
                    (select count(*) from (select 1 from %s where %s limit %d) as capped) as %s
                    """.formatted(from(tab), where.condition(), Counter.CAP + 1, tab.name()));
        }
        jdbc.sql("select " + String.join(", ", parts)).params(params).query(row -> {
            for (var tab : tabs(officer)) {
                counts.put(tab, row.getLong(tab.name()));
            }
        });
        return counts;
    }

    /** The states and their words, in the order of the way, for the filter. */
    public Map<ApplicationState, String> states() {
        var states = new LinkedHashMap<ApplicationState, String>();
        paths.of(PathKind.DIBAO_FAMILY).states().values().stream()
                .sorted(java.util.Comparator.comparing(Paths.State::no))
                .forEach(state -> states.put(state.state(), state.words()));
        states.put(
                ApplicationState.AIDED,
                paths.of(PathKind.TEMPORARY).state(ApplicationState.AIDED).words());
        return states;
    }

    /** The townships within reach that have any, by code: as many steps as there are townships. */
    public Map<String, String> townshipsThatOccur(Officer officer) {
        var found = new LinkedHashMap<String, String>();
        walk("township_code", officer)
                .forEach(code -> found.put(code, places.get(new PlaceId(code)).shortName()));
        return found;
    }

    /** The items that occur, code and name. */
    public Map<String, String> itemsThatOccur(Officer officer) {
        var found = new LinkedHashMap<String, String>();
        var codes = walk("item_code", officer);
        jdbc.sql(
                        "select v.code, (select m.item_name from matter m where m.item_code = v.code order by m.opened_at desc limit 1)"
                                + " as name from unnest(?) as v (code) order by v.code")
                .param(codes.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("code"), row.getString("name"));
                });
        return found;
    }

    private List<String> walk(String column, Officer officer) {
        var scope = ScopeClause.of(officer, "a");
        return jdbc.sql("""
                        with recursive walk as (
                            (select a.%1$s as code from application a order by a.%1$s limit 1)
                            union all
                            select (select a.%1$s from application a where a.%1$s > w.code order by a.%1$s limit 1)
                            from walk w where w.code is not null)
                        select w.code from walk w where w.code is not null
                            and exists (select 1 from application a where a.%1$s = w.code and %2$s)
                        """.formatted(column, scope.condition()))
                .params(scope.params())
                .query(String.class)
                .list();
    }

    /** With the limit only where it is asked for: beside a join the planner does not count from an index alone. */
    private static String from(ApplicationTab tab) {
        return switch (tab) {
            case OVER, TODAY -> "application a join deadline d on d.id = a.urgent_deadline_id and d.state = 'RUNNING'";
            case MINE, OPEN, HANDS, ENDED -> "application a";
        };
    }

    private ScopeClause where(ApplicationFilter filter, Officer officer) {
        var scope = ScopeClause.of(officer, "a");
        var params = new HashMap<>(scope.params());
        var condition = new StringBuilder(scope.condition());
        switch (filter.tab()) {
            case MINE -> mine(condition, params, officer);
            case OPEN -> condition.append(" and a.ended_at is null");
            case OVER -> {
                // what is over has a limit that is past: so many rows are read, in the index's order
                condition.append("""
                         and a.ended_at is null and coalesce(a.due_at, 'infinity'::timestamptz) < :now
                        and deadline_level(d, :now) = 'OVER'
                        """);
                params.put("now", Sql.at(clock.instant()));
            }
            case TODAY -> {
                condition.append("""
                         and a.ended_at is null and coalesce(a.due_at, 'infinity'::timestamptz) < :tomorrow
                        and deadline_level(d, :now) in ('SOON', 'OK')
                        """);
                params.put("now", Sql.at(clock.instant()));
                params.put(
                        "tomorrow",
                        Sql.at(LocalDate.now(clock)
                                .plusDays(1)
                                .atStartOfDay(clock.getZone())
                                .toInstant()));
            }
            case HANDS -> {
                condition.append("""
                         and a.id in (select h.application_id from application_hand h where h.officer_id = :me
                            union select t.application_id from application_step t where t.officer_id = :me)
                        """);
                params.put("me", officer.id());
            }
            case ENDED -> condition.append(" and a.ended_at is not null");
        }
        if (filter.state() != null) {
            condition.append(" and a.state = :state");
            params.put("state", filter.state().name());
        }
        if (filter.townshipCode() != null) {
            condition.append(" and a.township_code = :town");
            params.put("town", filter.townshipCode());
        }
        if (filter.itemCode() != null) {
            condition.append(" and a.item_code = :item");
            params.put("item", filter.itemCode());
        }
        return new ScopeClause(condition.toString(), params);
    }

    /** What waits for a post of the officer. */
    private void mine(StringBuilder condition, Map<String, Object> params, Officer officer) {
        var parts = new ArrayList<String>();
        if (officer.has(Role.TOWNSHIP_REVIEWER)) {
            params.put("reviewerStates", names(states(Role.TOWNSHIP_REVIEWER)));
            parts.add("a.state = any(:reviewerStates)");
            parts.add("(a.state = 'SUBMITTED' and a.confirm_level = 'TOWN' and not a.kin_filed)");
        }
        if (officer.has(Role.BUREAU_APPROVER)) {
            params.put("approverStates", names(states(Role.BUREAU_APPROVER)));
            parts.add("""
                    (a.state = any(:approverStates)
                        and (a.state <> 'SUBMITTED' or a.confirm_level = 'COUNTY' or a.kin_filed))
                    """);
        }
        if (officer.has(Role.BUREAU_OFFICER)) {
            parts.add(
                    "(a.state = 'SUBMITTED' and a.receipted_at is null and (a.confirm_level = 'COUNTY' or a.kin_filed))");
        }
        condition
                .append(" and a.ended_at is null and a.paused_at is null and (")
                .append(parts.isEmpty() ? "false" : String.join(" or ", parts))
                .append(")");
    }

    private Set<ApplicationState> states(Role role) {
        var states = EnumSet.noneOf(ApplicationState.class);
        for (var kind : PathKind.values()) {
            for (var state : paths.of(kind).states().values()) {
                if (state.taskRoles().contains(role)) {
                    states.add(state.state());
                }
            }
        }
        return states;
    }

    private static String[] names(Set<ApplicationState> states) {
        return states.stream().map(Enum::name).toArray(String[]::new);
    }

    private record Stored(
            ApplicationId id,
            ApplicationState state,
            PathKind kind,
            Instant enteredAt,
            @Nullable Instant endedAt,
            @Nullable Instant dueAt,
            @Nullable DeadlineId deadline,
            boolean paused,
            boolean kinFiled,
            int round,
            boolean byTownship,
            boolean receipted,
            String township,
            @Nullable String village,
            String itemName,
            String personName,
            String receiptNo) {

        String key(boolean ended, boolean backwards) {
            return PageKey.of(ended ? endedAt : dueAt, id.id(), backwards);
        }

        static Stored read(ResultSet row, int n) throws SQLException {
            return new Stored(
                    new ApplicationId(Sql.id(row, "id")),
                    ApplicationState.valueOf(row.getString("state")),
                    PathKind.valueOf(row.getString("kind")),
                    Sql.instant(row, "entered_at"),
                    Sql.instantOrNull(row, "ended_at"),
                    Sql.instantOrNull(row, "due_at"),
                    DeadlineId.read(row, "urgent_deadline_id"),
                    row.getObject("paused_at") != null,
                    row.getBoolean("kin_filed"),
                    row.getInt("round"),
                    row.getString("confirm_level").equals("TOWN") && !row.getBoolean("kin_filed"),
                    row.getObject("receipted_at") != null,
                    row.getString("township_code"),
                    row.getString("village_code"),
                    row.getString("item_name"),
                    row.getString("person_name"),
                    row.getString("receipt_no"));
        }
    }
}
