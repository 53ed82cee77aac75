package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.protection.Digest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 随机抽查 (43 第十六条): of the 特困 applications that come in, the system draws at least the share the parameter names; nobody
 * chooses. Each month has a seed, made at random and kept; an application's score is the HMAC-SHA-256 of its id and the month
 * under that seed. One is drawn if its score lies under the share, and also if without it fewer than the share would be drawn of
 * all that came in so far. Whoever has the seed, the ids and their order draws the same once more.
 */
@Service
@Transactional
public class SampleDraws {

    private static final long ALL = 1L << 32;
    private static final int LOCK = 4316;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Policy policy;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SampleDraws(JdbcClient jdbc, Questions questions, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * 一个月的抽查.
     *
     * @param seed null while the month runs: who knew it could wait for a better month
     * @param commitment digest of the seed, shown from the first day on
     * @param share in percent
     * @param draws in the order of submission, of the reader's scope
     */
    public record Month(
            YearMonth month,
            @Nullable String seed,
            String commitment,
            BigDecimal share,
            int submitted,
            int drawn,
            List<Row> draws) {}

    /** 抽查的一行. */
    public record Row(SampleDraw draw, String receiptNo, String person, String state) {}

    /** Drawn at the moment it comes in, in the same transaction; once for an application, whatever comes back later. */
    @EventListener
    @Transactional
    void on(ApplicationMoved moved) {
        if (moved.to() != ApplicationState.SUBMITTED) {
            return;
        }
        var tekun = jdbc.sql("select kind = 'TEKUN' from application where id = ?")
                .param(moved.id().id())
                .query(Boolean.class)
                .single();
        if (tekun && of(moved.id()).isEmpty()) {
            draw(moved.id());
        }
    }

    private void draw(ApplicationId id) {
        var month = YearMonth.now(clock);
        jdbc.sql("insert into sample_seed (month, seed, share, made_at) values (?, ?, ?, ?) on conflict do nothing")
                .params(
                        month.atDay(1),
                        seed(),
                        policy.percent("tekun.sampleShare", LocalDate.now(clock))
                                        .basisPoints()
                                / 100.0,
                        Sql.at(clock.instant()))
                .update();
        // one after the other: each looks at all before it; the table is only added to, so there is no row to lock
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(LOCK, month.getYear() * 12 + month.getMonthValue())
                .query(row -> {});
        record Seed(String seed, BigDecimal share) {}
        var seed = jdbc.sql("select seed, share from sample_seed where month = ?")
                .param(month.atDay(1))
                .query((row, n) -> new Seed(row.getString("seed"), row.getBigDecimal("share")))
                .single();
        var before = jdbc.sql(
                        "select count(*) as n, count(*) filter (where drawn) as drawn from sample_draw where month = ?")
                .param(month.atDay(1))
                .query((row, n) -> new int[] {row.getInt("n"), row.getInt("drawn")})
                .single();
        var score = score(seed.seed(), id.id(), month);
        var why = why(score, before[0] + 1, before[1], seed.share());
        jdbc.sql(
                        "insert into sample_draw (application_id, month, no, score, drawn, why, at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id.id(),
                        month.atDay(1),
                        before[0] + 1,
                        score,
                        why != SampleDraw.Why.NOT,
                        why.name(),
                        Sql.at(clock.instant()))
                .update();
    }

    private String seed() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** 摘要值: the first 32 bits of HMAC-SHA-256 over {@code id|2026-11} under the seed's bytes. */
    public static long score(String seed, UUID application, YearMonth month) {
        var digest = Digest.hmacSha256(
                HexFormat.of().parseHex(seed), (application + "|" + month).getBytes(StandardCharsets.US_ASCII));
        return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
    }

    /**
     * Whether one is drawn.
     *
     * @param no its place in the month, from 1
     * @param drawnBefore how many of those before it were drawn
     * @param share in percent
     */
    public static SampleDraw.Why why(long score, int no, int drawnBefore, BigDecimal share) {
        var rate = share.movePointLeft(2);
        if (BigDecimal.valueOf(score).compareTo(rate.multiply(BigDecimal.valueOf(ALL))) < 0) {
            return SampleDraw.Why.SCORE;
        }
        return BigDecimal.valueOf(drawnBefore).compareTo(rate.multiply(BigDecimal.valueOf(no))) < 0
                ? SampleDraw.Why.SHARE
                : SampleDraw.Why.NOT;
    }

    /** The draw of one application; the caller has read it. */
    @Transactional(readOnly = true)
    public Optional<SampleDraw> of(ApplicationId id) {
        return questions.first(asks(id));
    }

    static Question<SampleDraw> asks(ApplicationId id) {
        return Question.sql("select * from sample_draw where application_id = ?")
                .param(id.id())
                .query((row, n) -> read(row));
    }

    /** Months in which anything was drawn, the newest first. */
    @Transactional(readOnly = true)
    public List<YearMonth> months() {
        return jdbc.sql("select month from sample_seed order by month desc limit 60")
                .query((row, n) -> YearMonth.from(row.getObject("month", LocalDate.class)))
                .list();
    }

    /**
     * One month, for the bureau and those who supervise.
     *
     * @throws NotAllowed for anybody else
     */
    @Transactional(readOnly = true)
    public Optional<Month> month(YearMonth month, Officer by) {
        requireReader(by);
        var rows = jdbc.sql("""
                        select d.*, c.receipt_no, m.person_name, s.words from sample_draw d
                        join application a on a.id = d.application_id
                        join approval_state s on s.kind = a.kind and s.state = a.state
                        join matter m on m.id = a.matter_id join case_file c on c.id = a.case_id
                        where d.month = ? order by d.no
                        """)
                .param(month.atDay(1))
                .query((row, n) -> new Row(
                        read(row), row.getString("receipt_no"), row.getString("person_name"), row.getString("words")))
                .list();
        return jdbc.sql("select seed, share from sample_seed where month = ?")
                .param(month.atDay(1))
                .query((row, n) -> new Month(
                        month,
                        month.isBefore(YearMonth.now(clock)) ? row.getString("seed") : null,
                        commitment(row.getString("seed")),
                        row.getBigDecimal("share").stripTrailingZeros(),
                        rows.size(),
                        (int) rows.stream().filter(each -> each.draw().drawn()).count(),
                        rows))
                .optional();
    }

    static void requireReader(Officer by) {
        if (!by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR)) {
            throw new NotAllowed("抽查情况由区民政局和监督人员查看");
        }
    }

    static String commitment(String seed) {
        return HexFormat.of().formatHex(Digest.sha256(HexFormat.of().parseHex(seed)));
    }

    private static SampleDraw read(java.sql.ResultSet row) throws java.sql.SQLException {
        Instant at = Sql.instant(row, "at");
        return new SampleDraw(
                new ApplicationId(Sql.id(row, "application_id")),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                row.getInt("no"),
                row.getLong("score"),
                SampleDraw.Why.valueOf(row.getString("why")),
                at);
    }
}
