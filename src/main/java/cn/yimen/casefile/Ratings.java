package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.BlindIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 群众评价 (IN-10): one for each matter, at the window or afterwards with receipt number and query code. Who rates is not
 * recorded and the words are for those who supervise.
 */
@Service
@Transactional
public class Ratings {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int TRIES_OF_AN_ADDRESS = 20;
    private static final int TRIES_OF_A_NUMBER = 10;

    private final JdbcClient jdbc;
    private final CaseSecrets secrets;
    private final BlindIndex index;
    private final Matters matters;
    private final Timeline timeline;
    private final Clock clock;
    private final TransactionTemplate counted;

    Ratings(
            JdbcClient jdbc,
            CaseSecrets secrets,
            BlindIndex index,
            Matters matters,
            Timeline timeline,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.index = index;
        this.matters = matters;
        this.timeline = timeline;
        this.clock = clock;
        // a try stays counted when what follows it fails
        this.counted = new TransactionTemplate(transactions);
        this.counted.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** 评价等级. */
    public enum Grade {
        VERY_SATISFIED("非常满意", 5),
        SATISFIED("满意", 4),
        FAIRLY_SATISFIED("基本满意", 3),
        DISSATISFIED("不满意", 2),
        VERY_DISSATISFIED("非常不满意", 1);

        private final String words;
        private final int points;

        Grade(String words, int points) {
            this.words = words;
            this.points = points;
        }

        public String words() {
            return words;
        }

        public int points() {
            return points;
        }

        /** Whether one is asked why, and somebody follows it up. */
        public boolean low() {
            return points <= 2;
        }

        public static Grade of(int points) {
            for (var grade : values()) {
                if (grade.points == points) {
                    return grade;
                }
            }
            throw new IllegalArgumentException("no grade " + points);
        }
    }

    /** 已经评价过了. */
    public static class AlreadyRated extends cn.yimen.pages.Conflict {
        AlreadyRated(@Nullable Throwable cause) {
            super("这个事项已经评价过了，每个事项评价一次");
            if (cause != null) {
                initCause(cause);
            }
        }
    }

    /** 试得太多了: the number, the code or the address was tried too often within the hour. */
    public static class TooManyTries extends RuntimeException {
        TooManyTries() {
            super("too many tries", null, false, false);
        }
    }

    /**
     * 凭编号查到的事项, for the public page: nothing that says who it is.
     *
     * @param grade what was given; null if it can still be
     */
    public record Rateable(
            MatterId matter,
            String itemName,
            String words,
            @Nullable Grade grade) {}

    /**
     * The matters behind a receipt number and its query code.
     *
     * @param address of the visitor; kept as a digest, for the limit only
     * @return empty if there is no such pair; why, is not said
     * @throws TooManyTries if either was tried too often
     */
    public Optional<List<Rateable>> find(String receiptNumber, String queryCode, String address) {
        return lookup(receiptNumber, queryCode, address).map(this::rateable);
    }

    /**
     * A rating from outside.
     *
     * @param why only kept for the two low grades
     * @throws AlreadyRated if there is one
     * @throws NoSuchElementException if the pair is wrong or the matter is of another case
     * @throws TooManyTries as for {@link #find}
     */
    public void rate(
            String receiptNumber,
            String queryCode,
            MatterId matter,
            Grade grade,
            @Nullable String why,
            String address) {
        var caseId = lookup(receiptNumber, queryCode, address)
                .orElseThrow(() -> new NoSuchElementException("no such receipt number with this code"));
        if (rateable(caseId).stream().noneMatch(each -> each.matter().equals(matter))) {
            throw new NoSuchElementException("no matter " + matter);
        }
        insert(matter, grade, why, "PUBLIC", null);
        timeline.add(caseId, matter, "群众评价", grade.words(), "申请人");
    }

    /** A rating given at the window, on its screen: by whoever handles the matter, not by those who only see it. */
    public void rateAtWindow(MatterId id, Grade grade, @Nullable String why, Officer by) {
        var matter = matters.writable(id, by);
        insert(id, grade, why, "WINDOW", by.id());
        timeline.add(matter.caseId(), id, "群众评价（窗口）", grade.words(), "申请人");
    }

    private void insert(MatterId id, Grade grade, @Nullable String why, String way, @Nullable UUID by) {
        if (jdbc.sql("select count(*) from matter_rating where matter_id = ?")
                        .param(id.id())
                        .query(Integer.class)
                        .single()
                > 0) {
            throw new AlreadyRated(null);
        }
        try {
            jdbc.sql("insert into matter_rating (matter_id, grade, why, way, at, taken_by) values (?, ?, ?, ?, ?, ?)")
                    .params(java.util.Arrays.asList(
                            id.id(),
                            grade.points(),
                            grade.low() && why != null && !why.isBlank() ? why.strip() : null,
                            way,
                            Sql.at(clock.instant()),
                            by))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new AlreadyRated(e);
        }
    }

    private List<Rateable> rateable(CaseId id) {
        return jdbc.sql("""
                        select m.id, m.item_name, m.state, r.grade from matter m
                        left join matter_rating r on r.matter_id = m.id
                        where m.case_id = ? and m.state <> 'WITHDRAWN' order by m.no
                        """)
                .param(id.id())
                .query((row, n) -> {
                    var grade = row.getInt("grade");
                    return new Rateable(
                            new MatterId(Sql.id(row, "id")),
                            row.getString("item_name"),
                            MatterState.valueOf(row.getString("state")).publicWords(),
                            grade == 0 ? null : Grade.of(grade));
                })
                .list();
    }

    private Optional<CaseId> lookup(String typedNumber, String typedCode, String address) {
        var found = counted.execute(status -> tryOnce(typedNumber, typedCode, address));
        return found == null ? Optional.empty() : found;
    }

    private Optional<CaseId> tryOnce(String typedNumber, String typedCode, String address) {
        var number = ReceiptNumber.parse(typedNumber).map(ReceiptNumber::text).orElse("");
        var code = java.text.Normalizer.normalize(typedCode, java.text.Normalizer.Form.NFKC)
                .replaceAll("[^0-9]", "");
        var from = index.of("case_lookup.address", address);
        var what = index.of("case_lookup.receipt", number);
        var since = Sql.at(clock.instant().minus(WINDOW));
        var tries = jdbc.sql("""
                        select
                            (select count(*) from case_lookup_attempt
                                where address_digest = :from and at > :since and not succeeded) as of_address,
                            (select count(*) from case_lookup_attempt
                                where receipt_digest = :what and at > :since and not succeeded) as of_number
                        """)
                .param("from", from)
                .param("what", what)
                .param("since", since)
                .query((row, n) -> new int[] {row.getInt("of_address"), row.getInt("of_number")})
                .single();
        if (tries[0] >= TRIES_OF_AN_ADDRESS || (!number.isEmpty() && tries[1] >= TRIES_OF_A_NUMBER)) {
            throw new TooManyTries();
        }
        var found = number.isEmpty() || code.isEmpty()
                ? Optional.<UUID>empty()
                : jdbc.sql("select id from case_file where receipt_no = ? and query_code_idx = ?")
                        .params(number, secrets.queryCodeIndex(number, code))
                        .query(UUID.class)
                        .optional();
        jdbc.sql("insert into case_lookup_attempt (at, address_digest, receipt_digest, succeeded) values (?, ?, ?, ?)")
                .params(now(), from, what, found.isPresent())
                .update();
        return found.map(CaseId::new);
    }

    private Object now() {
        return Sql.at(clock.instant());
    }

    /** The tries are forgotten after a day. */
    @org.springframework.scheduling.annotation.Scheduled(cron = "0 35 3 * * *", zone = "Asia/Shanghai")
    void forgetTries() {
        jdbc.sql("delete from case_lookup_attempt where at < ?")
                .param(Sql.at(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    /** When the last one of a matter was given, for tests and figures. */
    @Transactional(readOnly = true)
    public Optional<Instant> ratedAt(MatterId id) {
        return jdbc.sql("select at from matter_rating where matter_id = ?")
                .param(id.id())
                .query((row, n) -> Sql.instant(row, "at"))
                .optional();
    }
}
