package cn.yimen.benefit;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of awards. */
@Component
class AwardStore {

    private static final String SELECT = "select a.* from award a ";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Clock clock;

    AwardStore(JdbcClient jdbc, Questions questions, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.clock = clock;
    }

    /** Under the condition; the parameters of a scope may be among them. */
    List<AwardView> find(String condition, Map<String, ?> params) {
        return whole(questions.list(asks(condition, params)));
    }

    Question<AwardView> asks(String condition, Map<String, ?> params) {
        return Question.sql(SELECT + condition).params(params).query((row, n) -> head(row));
    }

    private List<AwardView> whole(List<AwardView> heads) {
        var ids = heads.stream().map(each -> each.id().id()).toArray(UUID[]::new);
        if (ids.length == 0) {
            return heads;
        }
        var members = new HashMap<UUID, List<NewAward.Named>>();
        // who is counted now, or was when it ended
        jdbc.sql("""
                        select m.award_id, m.person_id, m.name from award_member m join award a on a.id = m.award_id
                        where m.award_id = any(?) and m.end_month is not distinct from a.end_month
                        order by m.name, m.person_id
                        """).param(ids).query(row -> {
            members.computeIfAbsent(Sql.id(row, "award_id"), id -> new ArrayList<>())
                    .add(new NewAward.Named(Sql.id(row, "person_id"), row.getString("name")));
        });
        var shares = new HashMap<UUID, List<AwardShare>>();
        jdbc.sql("""
                        select c.award_id, s.* from award_share s join award_change c on c.id = s.change_id
                        where c.id in (select distinct on (award_id) id from award_change
                            where award_id = any(?) and kind <> 'END' order by award_id, no desc)
                        order by s.change_id, s.position
                        """).param(ids).query(row -> {
            shares.computeIfAbsent(Sql.id(row, "award_id"), id -> new ArrayList<>())
                    .add(share(row));
        });
        return heads.stream()
                .map(each -> whole(
                        each,
                        members.getOrDefault(each.id().id(), List.of()),
                        shares.getOrDefault(each.id().id(), List.of())))
                .toList();
    }

    List<AwardChange> changes(AwardId award) {
        var shares = new HashMap<Long, List<AwardShare>>();
        jdbc.sql("select s.* from award_share s join award_change c on c.id = s.change_id where c.award_id = ?"
                        + " order by s.change_id, s.position")
                .param(award.id())
                .query(row -> {
                    shares.computeIfAbsent(row.getLong("change_id"), id -> new ArrayList<>())
                            .add(share(row));
                });
        return jdbc.sql("select * from award_change where award_id = ? order by no")
                .param(award.id())
                .query((row, n) -> new AwardChange(
                        row.getInt("no"),
                        ChangeKind.valueOf(row.getString("kind")),
                        Sql.month(row, "from_month"),
                        new AwardAmount(
                                Sql.money(row, "base_fen"),
                                Sql.money(row, "increments_fen"),
                                Sql.money(row, "care_fen"),
                                shares.getOrDefault(row.getLong("id"), List.of())),
                        row.getInt("members"),
                        row.getString("reason_code"),
                        row.getString("reason"),
                        Sql.idOrNull(row, "decision_id"),
                        Sql.day(row, "decided_on"),
                        Sql.instant(row, "at"),
                        Sql.id(row, "by_id"),
                        row.getString("by_name")))
                .list();
    }

    void insert(AwardId id, NewAward award, YearMonth first, Officer by) {
        jdbc.sql("""
                        insert into award (id, scheme, household_id, person_id, holder_name, case_id, matter_id, township_code,
                            village_code, state, first_month, end_month, base_fen, increments_fen, care_fen, decided_on,
                            granted_at, granted_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        award.scheme().name(),
                        award.household(),
                        award.person(),
                        award.holderName(),
                        award.caseId() == null ? null : award.caseId().id(),
                        award.matter() == null ? null : award.matter().id(),
                        award.townshipCode(),
                        award.villageCode(),
                        first.atDay(1),
                        Sql.first(award.until()),
                        award.amount().base().fen(),
                        award.amount().increments().fen(),
                        award.amount().care().fen(),
                        award.decidedOn(),
                        Sql.at(clock.instant()),
                        by.id()))
                .update();
        join(id, award.members(), award.scheme(), first, award.until());
    }

    void join(AwardId id, List<NewAward.Named> members, Scheme scheme, YearMonth from, @Nullable YearMonth until) {
        for (var member : members) {
            jdbc.sql("""
                            insert into award_member (award_id, person_id, name, living, from_month, end_month)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(Arrays.asList(
                            id.id(), member.person(), member.name(), living(scheme), from.atDay(1), Sql.first(until)))
                    .update();
        }
    }

    /** Whoever is counted to the present end of the award is counted to another. */
    void endMembers(AwardView award, List<UUID> persons, @Nullable YearMonth until) {
        jdbc.sql("""
                        update award_member set end_month = greatest(from_month, cast(:until as date))
                        where award_id = :award and person_id = any(:persons)
                            and end_month is not distinct from cast(:present as date)
                        """)
                .param("until", Sql.first(until), Types.DATE)
                .param("award", award.id().id())
                .param("persons", persons.toArray(UUID[]::new))
                .param("present", Sql.first(award.endMonth()), Types.DATE)
                .update();
    }

    /** What is decided now; the month's truth is the change. */
    void update(
            AwardView award,
            AwardState state,
            AwardAmount amount,
            @Nullable YearMonth end,
            @Nullable EndReason reason) {
        jdbc.sql("""
                        update award set state = ?, base_fen = ?, increments_fen = ?, care_fen = ?, end_month = ?, end_reason = ?,
                            version = version + 1
                        where id = ?
                        """)
                .params(Arrays.asList(
                        state.name(),
                        amount.base().fen(),
                        amount.increments().fen(),
                        amount.care().fen(),
                        Sql.first(end),
                        reason == null ? null : reason.name(),
                        award.id().id()))
                .update();
    }

    long add(
            AwardId award,
            ChangeKind kind,
            YearMonth from,
            AwardAmount amount,
            int members,
            @Nullable String reasonCode,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        long id = jdbc.sql("""
                        insert into award_change (award_id, no, kind, from_month, base_fen, increments_fen, care_fen, members,
                            reason_code, reason, decision_id, decided_on, at, by_id, by_name)
                        values (?, (select coalesce(max(no), 0) + 1 from award_change where award_id = ?), ?, ?, ?, ?, ?, ?, ?, ?,
                            ?, ?, ?, ?, ?)
                        returning id
                        """)
                .params(Arrays.asList(
                        award.id(),
                        award.id(),
                        kind.name(),
                        from.atDay(1),
                        amount.base().fen(),
                        amount.increments().fen(),
                        amount.care().fen(),
                        members,
                        reasonCode,
                        reason,
                        decision,
                        decidedOn,
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name()))
                .query(Long.class)
                .single();
        int position = 1;
        for (var share : amount.shares()) {
            jdbc.sql("""
                            insert into award_share (change_id, position, person_id, part, code, words, amount_fen)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id,
                            position++,
                            share.person(),
                            share.part().name(),
                            share.code(),
                            share.words(),
                            share.amount().fen())
                    .update();
        }
        return id;
    }

    /** 特困、低保、参照单人户: a living by the month. */
    static boolean living(Scheme scheme) {
        return scheme == Scheme.TEKUN || scheme == Scheme.DIBAO || scheme == Scheme.SINGLE;
    }

    private static AwardShare share(ResultSet row) throws SQLException {
        return new AwardShare(
                Sql.id(row, "person_id"),
                Part.valueOf(row.getString("part")),
                row.getString("code"),
                row.getString("words"),
                Sql.money(row, "amount_fen"));
    }

    private static AwardView whole(AwardView head, List<NewAward.Named> members, List<AwardShare> shares) {
        return new AwardView(
                head.id(),
                head.scheme(),
                head.household(),
                head.person(),
                head.holderName(),
                head.townshipCode(),
                head.villageCode(),
                head.caseId(),
                head.matter(),
                head.state(),
                head.firstMonth(),
                head.endMonth(),
                head.endReason(),
                new AwardAmount(
                        head.amount().base(),
                        head.amount().increments(),
                        head.amount().care(),
                        shares),
                members,
                head.decidedOn(),
                head.version());
    }

    private static AwardView head(ResultSet row) throws SQLException {
        var caseId = Sql.idOrNull(row, "case_id");
        var matter = Sql.idOrNull(row, "matter_id");
        var reason = row.getString("end_reason");
        return new AwardView(
                new AwardId(Sql.id(row, "id")),
                Scheme.valueOf(row.getString("scheme")),
                Sql.id(row, "household_id"),
                Sql.idOrNull(row, "person_id"),
                row.getString("holder_name"),
                row.getString("township_code"),
                row.getString("village_code"),
                caseId == null ? null : new CaseId(caseId),
                matter == null ? null : new MatterId(matter),
                AwardState.valueOf(row.getString("state")),
                Sql.month(row, "first_month"),
                Sql.monthOrNull(row, "end_month"),
                reason == null ? null : EndReason.valueOf(reason),
                new AwardAmount(
                        Sql.money(row, "base_fen"),
                        Sql.money(row, "increments_fen"),
                        Sql.money(row, "care_fen"),
                        List.of()),
                List.of(),
                Sql.day(row, "decided_on"),
                row.getLong("version"));
    }
}
