package cn.yimen.approval;

import cn.yimen.benefit.AwardId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of decisions. */
@Component
class DecisionStore {

    private static final String SELECT = """
            select d.*, o.name as by_name, f.name as first_name, e.delivered_on, e.how, e.receiver, e.note, b.name as delivered_by
            from decision d
            join officer o on o.id = d.decided_by
            left join officer f on f.id = d.first_by
            left join decision_delivery e on e.decision_id = d.id
            left join officer b on b.id = e.by_id
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Clock clock;

    DecisionStore(JdbcClient jdbc, Questions questions, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.clock = clock;
    }

    /** 第一确认人的意见. */
    record First(
            DecisionKind kind,
            String factsDigest,
            Money amount,
            @Nullable String reasons,
            @Nullable String basis,
            UUID by,
            String byName,
            Instant at) {}

    Optional<First> first(ApplicationView application) {
        return questions.first(asksFirst(application));
    }

    static Question<First> asksFirst(ApplicationView application) {
        return Question.sql("""
                        select f.*, o.name from first_confirmation f join officer o on o.id = f.by_id
                        where f.application_id = ? and f.round = ?
                        """)
                .param(application.id().id())
                .param(application.round())
                .query((row, n) -> new First(
                        DecisionKind.valueOf(row.getString("kind")),
                        row.getString("facts_digest"),
                        Money.fen(row.getLong("amount_fen")),
                        row.getString("reasons"),
                        row.getString("basis"),
                        Sql.id(row, "by_id"),
                        row.getString("name"),
                        Sql.instant(row, "at")));
    }

    void addFirst(
            ApplicationView application,
            DecisionKind kind,
            String digest,
            Money amount,
            @Nullable String reasons,
            @Nullable String basis,
            Officer by) {
        jdbc.sql("""
                        insert into first_confirmation (application_id, round, kind, facts_digest, amount_fen, reasons, basis,
                            by_id, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        application.id().id(),
                        application.round(),
                        kind.name(),
                        digest,
                        amount.fen(),
                        reasons,
                        basis,
                        by.id(),
                        Sql.at(clock.instant())))
                .update();
    }

    /** {@code QR-2026-0001}. */
    String number(String series) {
        var year = LocalDate.now(clock).getYear();
        int last = jdbc.sql("""
                        insert into decision_number (kind, year, last) values (?, ?, 1)
                        on conflict (kind, year) do update set last = decision_number.last + 1 returning last
                        """).params(series, year).query(Integer.class).single();
        return "%s-%d-%04d".formatted(series, year, last);
    }

    void insert(Decision decision, String digest, @Nullable UUID first, Officer by) {
        jdbc.sql("""
                        insert into decision (id, application_id, round, kind, number, opinion_id, facts_digest, scheme, base_fen,
                            increments_fen, care_fen, once_fen, first_month, until_month, reasons, basis, award_id, single_aid_id,
                            first_by, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        decision.id(),
                        decision.application().id(),
                        decision.round(),
                        decision.kind().name(),
                        decision.number(),
                        decision.opinion(),
                        digest,
                        decision.scheme().name(),
                        decision.base().fen(),
                        decision.increments().fen(),
                        decision.care().fen(),
                        decision.once().fen(),
                        day(decision.firstMonth()),
                        day(decision.until()),
                        decision.reasons(),
                        decision.basis(),
                        decision.award() == null ? null : decision.award().id(),
                        decision.singleAid(),
                        first,
                        by.id(),
                        Sql.at(decision.at())))
                .update();
    }

    boolean decided(ApplicationView application, DecisionKind kind) {
        return jdbc.sql("select exists (select 1 from decision where application_id = ? and round = ? and kind = ?)")
                .params(application.id().id(), application.round(), kind.name())
                .query(Boolean.class)
                .single();
    }

    /** All rounds, the last first. */
    List<Decision> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    static Question<Decision> asks(ApplicationId id) {
        return Question.sql(SELECT + " where d.application_id = ? order by d.decided_at desc")
                .param(id.id())
                .query(DecisionStore::read);
    }

    Optional<Decision> find(UUID id) {
        return jdbc.sql(SELECT + " where d.id = ?")
                .param(id)
                .query(DecisionStore::read)
                .optional();
    }

    void deliver(Decision decision, Delivery delivery, Officer by) {
        jdbc.sql("""
                        insert into decision_delivery (decision_id, delivered_on, how, receiver, note, at, by_id)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        decision.id(),
                        delivery.on(),
                        delivery.how().name(),
                        delivery.receiver(),
                        delivery.note(),
                        Sql.at(clock.instant()),
                        by.id()))
                .update();
    }

    private static @Nullable LocalDate day(@Nullable YearMonth month) {
        return month == null ? null : month.atDay(1);
    }

    private static @Nullable YearMonth month(ResultSet row, String column) throws SQLException {
        var day = row.getObject(column, LocalDate.class);
        return day == null ? null : YearMonth.from(day);
    }

    private static Decision read(ResultSet row, int n) throws SQLException {
        var award = Sql.idOrNull(row, "award_id");
        var how = row.getString("how");
        return new Decision(
                Sql.id(row, "id"),
                new ApplicationId(Sql.id(row, "application_id")),
                row.getInt("round"),
                DecisionKind.valueOf(row.getString("kind")),
                row.getString("number"),
                Sql.id(row, "opinion_id"),
                Scheme.valueOf(row.getString("scheme")),
                Money.fen(row.getLong("base_fen")),
                Money.fen(row.getLong("increments_fen")),
                Money.fen(row.getLong("care_fen")),
                Money.fen(row.getLong("once_fen")),
                month(row, "first_month"),
                month(row, "until_month"),
                row.getString("reasons"),
                row.getString("basis"),
                award == null ? null : new AwardId(award),
                Sql.idOrNull(row, "single_aid_id"),
                row.getString("first_name"),
                row.getString("by_name"),
                Sql.instant(row, "decided_at"),
                how == null
                        ? null
                        : new Delivery(
                                row.getObject("delivered_on", LocalDate.class),
                                Delivery.How.valueOf(how),
                                row.getString("receiver"),
                                row.getString("note"),
                                row.getString("delivered_by")));
    }
}
