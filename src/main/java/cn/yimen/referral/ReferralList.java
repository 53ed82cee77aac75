package cn.yimen.referral;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Exports;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.PageKey;
import cn.yimen.kernel.Sex;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Counter;
import cn.yimen.pages.TrackStep;
import cn.yimen.protection.BlindIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 转办件清单 (AP-6): the worklist of a department, of a township, of the bureau; the scope is in every statement. */
@Service
@Transactional(readOnly = true)
public class ReferralList {

    private final JdbcClient jdbc;
    private final Deadlines deadlines;
    private final Organisations organisations;
    private final Places places;
    private final BlindIndex index;
    private final Clock clock;

    ReferralList(
            JdbcClient jdbc,
            Deadlines deadlines,
            Organisations organisations,
            Places places,
            BlindIndex index,
            Clock clock) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
        this.organisations = organisations;
        this.places = places;
        this.index = index;
        this.clock = clock;
    }

    /** Whether somebody of these posts has such a list. */
    public static boolean isFor(Officer officer) {
        return ReferralScope.any(officer);
    }

    /**
     * One page, by two statements whatever its length.
     *
     * @param at key of a page, from {@link ReferralPage}; null or unreadable for the first
     */
    public ReferralPage page(ReferralFilter filter, @Nullable String at, int size, Officer officer) {
        var cursor = filter.sort().read(at).orElse(null);
        var backwards = cursor != null && cursor.backwards();
        var falling = filter.descending() != backwards;
        var sort = filter.sort().expression();
        var type = filter.sort().type();
        var where = where(filter, officer);
        var rows = new ArrayList<>(jdbc.sql("""
                        select r.*, p.sex, p.birth_on, d.state as limit_state,
                            %6$s as sorted_by,
                            exists (select 1 from urging u where u.referral_id = r.id and u.level <> 'WARNING'
                                and u.state in ('SENT', 'ESCALATED')) as urged
                        from (select r.* from %7$s
                            where %2$s and (cast(:sort as %3$s) is null or (%1$s, r.id) %4$s (cast(:sort as %3$s), :last))
                            order by %1$s %5$s, r.id %5$s limit :limit) r
                        left join person p on p.id = r.person_id
                        left join deadline d on d.id = r.deadline_id
                        order by %1$s %5$s, r.id %5$s
                        """.formatted(
                                sort,
                                where.condition(),
                                type,
                                falling ? "<" : ">",
                                falling ? "desc" : "asc",
                                filter.sort().shown(),
                                from(filter)))
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
        var hasPrevious = cursor != null && (backwards ? more : true) && !rows.isEmpty();
        var hasNext = !rows.isEmpty() && (backwards || more);
        return new ReferralPage(
                rows.stream()
                        .map(row -> row(row, row.deadline() == null ? null : limits.get(row.deadline()), officer))
                        .toList(),
                hasPrevious ? rows.get(0).key(true) : null,
                hasNext ? rows.get(rows.size() - 1).key(false) : null);
    }

    /** 导出: all that the filter finds, in the order of the list, some thousand in memory at a time. */
    public void each(ReferralFilter filter, Officer officer, Consumer<ReferralRow> row) {
        String at = null;
        do {
            var page = page(filter, at, Exports.PORTION, officer);
            page.rows().forEach(row);
            at = page.next();
        } while (at != null);
    }

    /** How many there are, counted no further than {@link Counter#CAP}. */
    public long count(ReferralFilter filter, Officer officer) {
        return count(filter, Counter.CAP, officer);
    }

    /** How many there are, counted no further than so many and one. */
    public long count(ReferralFilter filter, int most, Officer officer) {
        var where = where(filter, officer);
        return jdbc.sql("""
                        select count(*) from (select 1 from %s where %s limit %d) as capped
                        """.formatted(from(filter), where.condition(), most + 1))
                .params(where.params())
                .query(Long.class)
                .single();
    }

    /** The number on each tab, by one statement. */
    public Map<ReferralStage, Long> counters(Officer officer) {
        var counts = new EnumMap<ReferralStage, Long>(ReferralStage.class);
        var scope = ReferralScope.of(officer);
        var params = new HashMap<String, Object>(scope.params());
        params.put("month", Sql.at(monthBegan()));
        var open = new ArrayList<String>();
        var month = new ArrayList<String>();
        for (var stage : ReferralStage.values()) {
            params.put("states" + stage.name(), stage.states());
            (stage.thisMonth() ? month : open)
                    .add("count(*) filter (where r.state = any(:states%1$s)) as %1$s".formatted(stage.name()));
        }
        // what is open and what ended in a month is bounded by what people can do: two walks along an index, no cap
        jdbc.sql("""
                        select * from (select %s from referral r where r.ended_at is null and %s) o,
                            (select %s from referral r where r.ended_at >= :month and %s) m
                        """.formatted(String.join(", ", open), scope.condition(), String.join(", ", month), scope.condition()))
                .params(params)
                .query(row -> {
                    for (var stage : ReferralStage.values()) {
                        counts.put(stage, row.getLong(stage.name()));
                    }
                });
        return counts;
    }

    /** The items that occur in what the officer sees, by code. */
    public Map<String, String> itemsThatOccur(Officer officer) {
        return occurring("item_code", "r.item_name", officer);
    }

    /** The sending townships that occur, by code. */
    public Map<String, String> townshipsThatOccur(Officer officer) {
        var found = new LinkedHashMap<String, String>();
        occurring("township_code", "''", officer)
                .forEach((code, none) ->
                        found.put(code, places.get(new PlaceId(code)).shortName()));
        return found;
    }

    /** The departments that occur, by code. */
    public Map<String, String> departmentsThatOccur(Officer officer) {
        var found = new LinkedHashMap<String, String>();
        occurring("dept_code", "''", officer).forEach((code, none) -> found.put(code, department(code)));
        return found;
    }

    /** A walk along the index: as many steps as there are codes, however many referrals. */
    private Map<String, String> occurring(String column, String words, Officer officer) {
        var scope = ReferralScope.of(officer);
        var found = new LinkedHashMap<String, String>();
        jdbc.sql("""
                        with recursive walk as (
                            (select s.%1$s as code from referral s order by s.%1$s limit 1)
                            union all
                            select (select s.%1$s from referral s where s.%1$s > w.code order by s.%1$s limit 1)
                            from walk w where w.code is not null
                        )
                        select w.code, n.words from walk w cross join lateral (
                            select %2$s as words from referral r where r.%1$s = w.code and %3$s limit 1) n
                        where w.code is not null order by w.code
                        """.formatted(column, words, scope.condition()))
                .params(scope.params())
                .query(row -> {
                    found.put(row.getString("code"), row.getString("words"));
                });
        return found;
    }

    /** With the limit only where it is asked for: beside a join the planner does not count from an index alone. */
    private static String from(ReferralFilter filter) {
        return filter.due() == null ? "referral r" : "referral r join deadline d on d.id = r.deadline_id";
    }

    private ReferralScope where(ReferralFilter filter, Officer officer) {
        var scope = ReferralScope.of(officer);
        var params = new HashMap<>(scope.params());
        var condition = new StringBuilder(scope.condition());
        var stage = filter.stage();
        if (stage == ReferralStage.OPEN) {
            condition.append(" and r.ended_at is null"); // without its states: the index has them in the list's order
        } else if (stage != null) {
            condition.append(" and r.state = any(:states)");
            params.put("states", stage.states());
            if (stage.thisMonth()) {
                condition.append(" and r.ended_at >= :month");
                params.put("month", Sql.at(monthBegan()));
            }
        }
        if (filter.townshipCode() != null) {
            condition.append(" and r.township_code = :town");
            params.put("town", filter.townshipCode());
        }
        if (filter.deptCode() != null) {
            condition.append(" and r.dept_code = :dept");
            params.put("dept", filter.deptCode());
        }
        if (filter.itemCode() != null) {
            condition.append(" and r.item_code = :item");
            params.put("item", filter.itemCode());
        }
        if (filter.due() != null) {
            params.put("now", Sql.at(clock.instant()));
            switch (filter.due()) {
                case OVER -> condition.append(" and d.state = 'RUNNING' and deadline_level(d, :now) = 'OVER'");
                case TODAY -> due(condition, params, 1);
                case WEEK -> due(condition, params, 8);
                case PAUSED -> condition.append(" and d.state = 'PAUSED'");
            }
        }
        if (filter.word() != null) {
            word(condition, params, filter.word());
        }
        return new ReferralScope(condition.toString(), params);
    }

    private void due(StringBuilder condition, Map<String, Object> params, int days) {
        condition.append(" and d.state = 'RUNNING' and d.due_at < :until");
        params.remove("now");
        params.put(
                "until",
                Sql.at(LocalDate.now(clock)
                        .plusDays(days)
                        .atStartOfDay(clock.getZone())
                        .toInstant()));
    }

    private void word(StringBuilder condition, Map<String, Object> params, String typed) {
        var word = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        var plain = word.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        var like = word.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        condition.append("""
                 and (r.number = :number or r.number like :tail or r.receipt_no = :number
                    or exists (select 1 from person q where q.id = r.person_id
                        and (q.name like :name or q.pinyin like :name or q.initials like :name or q.identity_idx = :identity))
                    or r.person_name like :name)
                """);
        params.put("number", word.toUpperCase(Locale.ROOT));
        params.put("tail", plain.matches("[0-9]{1,6}") ? "ZB-%-%" + plain : "\u0001");
        params.put("name", like);
        params.put("identity", index.of("person.identity", plain));
    }

    private Instant monthBegan() {
        return LocalDate.now(clock)
                .withDayOfMonth(1)
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    private String department(String code) {
        return organisations.officeOfDepartment(code).shortName();
    }

    private ReferralRow row(Stored row, @Nullable DeadlineView limit, Officer officer) {
        var state = row.state();
        return new ReferralRow(
                row.id(),
                row.number(),
                row.personName(),
                sexAge(row.sex(), row.birthOn()),
                places.get(new PlaceId(row.townshipCode())).shortName(),
                department(row.deptCode()),
                row.itemName(),
                row.sentAt(),
                state,
                state.words(),
                state.css(),
                state.ended() ? null : row.dueAt(),
                limit == null || state.ended() ? null : limit.light(),
                state.link() < 0 ? List.of() : TrackStep.chain(state.link(), ReferralState.chain()),
                row.waiting(),
                row.urged(),
                next(row, officer));
    }

    private String sexAge(int sex, @Nullable LocalDate birthOn) {
        var words = sex == Sex.MALE.code() ? "男" : sex == Sex.FEMALE.code() ? "女" : "";
        return birthOn == null
                ? words
                : (words + " " + Period.between(birthOn, LocalDate.now(clock)).getYears()).strip();
    }

    /** The button of a row is the next step itself (ui-guide 4.4). */
    private ReferralRow.@Nullable NextStep next(Stored row, Officer officer) {
        var here = "/referrals/" + row.id();
        var state = row.state();
        if (row.department(officer)) {
            if (row.waiting()) {
                return new ReferralRow.NextStep("记材料补齐", here);
            }
            return switch (state) {
                case SENT -> new ReferralRow.NextStep("签收", here);
                case EXAMINING -> new ReferralRow.NextStep("填审查结果", here + "/examine");
                case CHECKING -> new ReferralRow.NextStep("反馈初核", here + "/answer");
                case ANSWERED -> new ReferralRow.NextStep("填办结", here + "/finish");
                case REFUSED, FINISHED -> new ReferralRow.NextStep("记录告知", here + "/tell");
                case TO_DISPATCH, RETURNED, REFUSED_TOLD, FINISHED_TOLD, WITHDRAWN -> null;
            };
        }
        if (row.window(officer)) {
            if (row.waiting()) {
                return new ReferralRow.NextStep("收材料", here);
            }
            return switch (state) {
                case TO_DISPATCH -> new ReferralRow.NextStep("去转办", here + "/dispatch");
                case REFUSED, FINISHED -> new ReferralRow.NextStep("记录告知", here + "/tell");
                case SENT, EXAMINING, CHECKING, ANSWERED -> new ReferralRow.NextStep("催办", here + "/urge");
                case RETURNED, REFUSED_TOLD, FINISHED_TOLD, WITHDRAWN -> null;
            };
        }
        return Referral.isBureau(officer) && !state.ended() ? new ReferralRow.NextStep("催办", here + "/urge") : null;
    }

    private record Stored(
            ReferralId id,
            String number,
            String personName,
            int sex,
            @Nullable LocalDate birthOn,
            String townshipCode,
            String deptCode,
            String itemName,
            @Nullable Instant sentAt,
            ReferralState state,
            @Nullable DeadlineId deadline,
            @Nullable Instant dueAt,
            boolean waiting,
            boolean urged,
            String sortedBy) {

        String key(boolean backwards) {
            return PageKey.of(sortedBy, id.id(), backwards);
        }

        static Stored read(ResultSet row, int n) throws SQLException {
            var number = row.getString("number");
            return new Stored(
                    new ReferralId(Sql.id(row, "id")),
                    number == null ? row.getString("receipt_no") : number,
                    row.getString("person_name"),
                    row.getInt("sex"),
                    row.getObject("birth_on", LocalDate.class),
                    row.getString("township_code"),
                    row.getString("dept_code"),
                    row.getString("item_name"),
                    Sql.instantOrNull(row, "dispatched_at"),
                    ReferralState.valueOf(row.getString("state")),
                    DeadlineId.read(row, "deadline_id"),
                    Sql.instantOrNull(row, "due_at"),
                    row.getObject("awaiting_enc") != null,
                    row.getBoolean("urged"),
                    row.getString("sorted_by"));
        }

        boolean department(Officer officer) {
            return officer.scope().departments().contains(deptCode);
        }

        boolean window(Officer officer) {
            return officer.posts().stream()
                    .anyMatch(post -> post.role() == cn.yimen.identity.Role.WINDOW_CLERK
                            && townshipCode.equals(post.placeCode()));
        }
    }
}
