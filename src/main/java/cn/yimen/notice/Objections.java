package cn.yimen.notice;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.protection.BlindIndex;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 公示异议 (AP-2, PB-2): from the public page, also without a name, and on paper. The words lie sealed; what complains of
 * the township or the village is read and settled by the bureau alone.
 */
@Service
@Transactional
public class Objections {

    static final String TASK = "notice.objection";

    private static final DeadlineKind LIMIT = DeadlineKind.statute("notice.objection", "公示异议处理");
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int TRIES_OF_AN_ADDRESS = 5;
    private static final int TRIES_ON_A_NOTICE = 60;

    private final JdbcClient jdbc;
    private final NoticeStore store;
    private final NoticeSecrets secrets;
    private final Notices notices;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Tasks tasks;
    private final BlindIndex index;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final Formats formats;
    private final Clock clock;
    private final TransactionTemplate counted;
    private final SecureRandom random = new SecureRandom();

    Objections(
            JdbcClient jdbc,
            NoticeStore store,
            NoticeSecrets secrets,
            Notices notices,
            Deadlines deadlines,
            Policy policy,
            Tasks tasks,
            BlindIndex index,
            ApplicationEventPublisher events,
            AuditLog audit,
            Formats formats,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.secrets = secrets;
        this.notices = notices;
        this.deadlines = deadlines;
        this.policy = policy;
        this.tasks = tasks;
        this.index = index;
        this.events = events;
        this.audit = audit;
        this.formats = formats;
        this.clock = clock;
        // a try stays counted when what follows it fails
        this.counted = new TransactionTemplate(transactions);
        this.counted.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * 异议.
     *
     * @param name null if it is without a name
     * @param phone null if there is none
     * @param toBureau complains of the township or the village: only the bureau reads it
     */
    public record NewObjection(
            String content, @Nullable String name, @Nullable String phone, boolean toBureau) {}

    /** 提得太多了: too many from one address or to one notice within the hour. */
    public static class TooMany extends RuntimeException {
        TooMany() {
            super("too many objections", null, false, false);
        }
    }

    /** 异议清单的一行: nothing of its words. */
    public record Row(
            ObjectionId id,
            String number,
            NoticeId notice,
            String noticeNumber,
            String personName,
            String place,
            boolean onPaper,
            boolean toBureau,
            Instant receivedAt,
            @Nullable Light light,
            @Nullable Boolean upheld,
            @Nullable Instant settledAt) {

        public String words() {
            return upheld == null ? "待处理" : upheld ? "异议成立" : "异议不成立";
        }

        public String css() {
            return upheld == null ? "amber" : upheld ? "blue" : "grey";
        }
    }

    /**
     * 异议, opened.
     *
     * @param name null without a name
     * @param maySettle whether the officer may settle it now
     */
    public record View(
            Row row,
            String content,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String recordedBy,
            @Nullable String reason,
            @Nullable String settledBy,
            boolean maySettle) {}

    /**
     * 网上异议.
     *
     * @param address of the visitor; kept as a digest, for the limit only
     * @return the number to ask by
     * @throws NoSuchElementException if no such notice hangs
     * @throws TooMany if there were too many of them
     */
    public String fromPage(NoticeId id, NewObjection objection, String address) {
        count(id, address);
        var notice = store.locked(id);
        if (notice.stateAt(clock.instant()) != NoticeState.POSTED) {
            throw new NoSuchElementException("no notice " + id);
        }
        return insert(notice, objection, clock.instant(), null);
    }

    /**
     * 书面异议, recorded at the desk.
     *
     * @param receivedOn the day it was handed in
     * @return the number for the receipt
     * @throws Conflict if it was not handed in while the notice hung, or the notice was taken down
     */
    public String onPaper(NoticeId id, NewObjection objection, LocalDate receivedOn, Officer by) {
        var notice = store.locked(id, by);
        if (!NoticeScope.mayPost(by, notice.townshipCode())) {
            throw new NotAllowed("书面异议由乡镇（街道）窗口或审核人员登记");
        }
        switch (notice.state()) {
            case STOPPED, WITHDRAWN, SUPERSEDED -> throw new Conflict("这份公示已经撤下，请对新的公示登记异议");
            case POSTED, ENDED, OBJECTED -> {}
        }
        var problem = receivedProblem(notice, receivedOn);
        if (problem != null) {
            throw new Conflict(problem);
        }
        var now = clock.instant();
        var noon = receivedOn.atTime(LocalTime.NOON).atZone(clock.getZone()).toInstant();
        return insert(notice, objection, day(now).equals(receivedOn) ? now : noon, by);
    }

    /** What is wrong with a day of receipt; null if nothing is. */
    @Transactional(readOnly = true)
    public @Nullable String receivedProblem(NoticeId id, LocalDate receivedOn, Officer by) {
        return receivedProblem(store.visible(id, by), receivedOn);
    }

    private @Nullable String receivedProblem(NoticeStore.Row notice, LocalDate receivedOn) {
        if (receivedOn.isAfter(LocalDate.now(clock))) {
            return "收到日期在今天之后，请填已经收到的日期";
        }
        var first = day(notice.postedAt());
        var last = day(notice.endsAt());
        return receivedOn.isBefore(first) || receivedOn.isAfter(last)
                ? "收到日期不在公示期内（%s至%s）；公示期外的反映按举报投诉登记".formatted(formats.day(first), formats.day(last))
                : null;
    }

    private String insert(NoticeStore.Row notice, NewObjection objection, Instant receivedAt, @Nullable Officer by) {
        var now = clock.instant();
        var id = new ObjectionId(UUID.randomUUID());
        var number = "YY-%d-%06d".formatted(LocalDate.now(clock).getYear(), random.nextInt(1_000_000));
        while (taken(number)) {
            number = "YY-%d-%06d".formatted(LocalDate.now(clock).getYear(), random.nextInt(1_000_000));
        }
        int days = policy.days(notice.kind().answerKey(), day(now));
        var limit = deadlines.start(LIMIT, Budget.workingDays(days), receivedAt);
        jdbc.sql("""
                        insert into notice_objection (id, number, notice_id, township_code, way, to_bureau, content_enc,
                            name_enc, phone_enc, received_at, recorded_at, recorded_by, recorded_who, deadline_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        number,
                        notice.id().id(),
                        notice.townshipCode(),
                        by == null ? "PAGE" : "PAPER",
                        objection.toBureau(),
                        secrets.sealContent(objection.content()),
                        secrets.sealName(objection.name()),
                        secrets.sealPhone(objection.phone()),
                        Sql.at(receivedAt),
                        Sql.at(now),
                        by == null ? null : by.id(),
                        by == null ? null : by.name(),
                        limit.id()))
                .update();
        if (notice.state() == NoticeState.ENDED) {
            // handed in while it hung, recorded afterwards: it does stop the next step
            store.down(notice, NoticeState.OBJECTED, null, null);
        }
        tasks.open(NewTask.of(
                        TASK,
                        objection.toBureau()
                                ? Assignee.everybody(Role.BUREAU_OFFICER)
                                : Assignee.reviewers(new PlaceId(notice.townshipCode())),
                        about(id),
                        "处理公示异议",
                        "收到异议后 %d 个工作日内处理，处理前不能报审".formatted(days),
                        "去处理",
                        "/publicity/objections/" + id)
                .about(notice.personName(), notices.place(notice.townshipCode(), notice.villageCode()), notice.number())
                .by(limit));
        events.publishEvent(new NoticeObjected(notice.id(), notice.subject(), id));
        return number;
    }

    private boolean taken(String number) {
        return jdbc.sql("select count(*) from notice_objection where number = ?")
                        .param(number)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * 处理异议.
     *
     * @param upheld 异议成立: the notice stops and does not count
     * @throws NoSuchElementException if the officer may not read it
     * @throws NotAllowed if another side settles it
     * @throws Conflict if it is settled
     */
    public void settle(ObjectionId id, boolean upheld, String reason, Officer by) {
        var seen = read(id, by);
        // the notice first, as everywhere
        var notice = store.locked(seen.notice());
        var open = jdbc.sql("select deadline_id from notice_objection where id = ? and settled_at is null for update")
                .param(id.id())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new Conflict("这条异议已经处理完"));
        if (!maySettle(by, notice.townshipCode(), seen.toBureau())) {
            throw new NotAllowed(seen.toBureau() ? "反映乡镇、村（社区）的异议由区民政局处理" : "异议由乡镇审核人员或区民政局处理");
        }
        var now = clock.instant();
        jdbc.sql("""
                        update notice_objection set upheld = ?, reason_enc = ?, settled_at = ?, settled_by = ?, settled_who = ?
                        where id = ?
                        """)
                .params(upheld, secrets.sealReason(reason), Sql.at(now), by.id(), by.name(), id.id())
                .update();
        deadlines.meet(new DeadlineId(open), now);
        tasks.closeAll(about(id), by);
        audit.changed(by, upheld ? "异议成立" : "异议不成立", about(id), "");
        var after = store.reread(notice.id());
        var counts = notice.state() == NoticeState.POSTED
                || notice.state() == NoticeState.OBJECTED
                || notice.state() == NoticeState.ENDED;
        if (upheld && counts) {
            store.down(after, NoticeState.STOPPED, null, by);
            if (deadlines.view(notice.deadline()).state() == DeadlineState.RUNNING) {
                deadlines.cancel(notice.deadline());
            }
        }
        events.publishEvent(new ObjectionSettled(notice.id(), notice.subject(), id, upheld));
        if (!upheld && notice.state() == NoticeState.OBJECTED && after.openObjections() == 0) {
            store.down(after, NoticeState.ENDED, null, null);
            events.publishEvent(new NoticeEnded(notice.id(), notice.subject()));
        }
    }

    private static boolean maySettle(Officer by, String township, boolean toBureau) {
        return toBureau ? NoticeScope.bureau(by) : NoticeScope.mayDecide(by, township);
    }

    /**
     * Opens one; the look is recorded.
     *
     * @throws NoSuchElementException if there is none the officer may read
     */
    public View view(ObjectionId id, Officer by) {
        var read = read(id, by);
        audit.opened(by, about(id), "异议内容、提出人", "处理公示异议");
        return jdbc.sql("select * from notice_objection where id = ?")
                .param(id.id())
                .query((row, n) -> new View(
                        read,
                        secrets.content(Objects.requireNonNull(row.getBytes("content_enc"))),
                        secrets.name(row.getBytes("name_enc")),
                        secrets.phone(row.getBytes("phone_enc")),
                        row.getString("recorded_who"),
                        secrets.reason(row.getBytes("reason_enc")),
                        row.getString("settled_who"),
                        read.upheld() == null && maySettle(by, row.getString("township_code"), read.toBureau())))
                .single();
    }

    /** The objections to one notice the officer may read, the newest first. */
    @Transactional(readOnly = true)
    public List<Row> of(NoticeId notice, Officer by) {
        return rows("o.notice_id = :notice", notice.id(), by);
    }

    /** The worklist: open ones first, the most urgent on top, then those settled last. */
    @Transactional(readOnly = true)
    public List<Row> list(Officer by) {
        if (!mayReadAny(by)) {
            throw new NoSuchElementException("no objections for these posts");
        }
        return rows("true", null, by);
    }

    /** Whether anybody of these posts reads objections. */
    public static boolean mayReadAny(Officer by) {
        return by.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    private Row read(ObjectionId id, Officer by) {
        var rows = rows("o.id = :notice", id.id(), by);
        if (rows.isEmpty()) {
            throw new NoSuchElementException("no objection " + id);
        }
        return rows.get(0);
    }

    private List<Row> rows(String condition, @Nullable UUID value, Officer by) {
        var scope = NoticeScope.of(by);
        var found = jdbc.sql("""
                        select o.*, n.number as notice_number, n.person_name, n.village_code
                        from notice_objection o join notice n on n.id = o.notice_id join deadline d on d.id = o.deadline_id
                        where
                        """ + " " + condition + " and " + scope.condition()
                        + " order by o.settled_at is not null, case when o.settled_at is null then d.due_at end,"
                        + " o.settled_at desc, o.id limit 200")
                .params(scope.params())
                .param("notice", value, java.sql.Types.OTHER)
                .query((row, n) -> new Found(
                        read(row), row.getString("township_code"), new DeadlineId(Sql.id(row, "deadline_id"))))
                .list();
        var mine = found.stream()
                .filter(each ->
                        NoticeScope.mayRead(by, each.township(), each.row().toBureau()))
                .toList();
        var limits = deadlines.views(mine.stream().map(Found::deadline).toList());
        return mine.stream().map(each -> each.with(limits.get(each.deadline()))).toList();
    }

    private record Found(Row row, String township, DeadlineId deadline) {

        Row with(@Nullable DeadlineView limit) {
            return new Row(
                    row.id(),
                    row.number(),
                    row.notice(),
                    row.noticeNumber(),
                    row.personName(),
                    row.place(),
                    row.onPaper(),
                    row.toBureau(),
                    row.receivedAt(),
                    limit == null || row.settledAt() != null ? null : limit.light(),
                    row.upheld(),
                    row.settledAt());
        }
    }

    private Row read(ResultSet row) throws SQLException {
        var upheld = row.getBoolean("upheld");
        Boolean result = row.wasNull() ? null : Boolean.valueOf(upheld);
        return new Row(
                new ObjectionId(Sql.id(row, "id")),
                row.getString("number"),
                new NoticeId(Sql.id(row, "notice_id")),
                row.getString("notice_number"),
                row.getString("person_name"),
                notices.place(row.getString("township_code"), row.getString("village_code")),
                row.getString("way").equals("PAPER"),
                row.getBoolean("to_bureau"),
                Sql.instant(row, "received_at"),
                null,
                result,
                Sql.instantOrNull(row, "settled_at"));
    }

    private void count(NoticeId notice, String address) {
        counted.executeWithoutResult(status -> {
            var from = index.of("notice_objection.address", address);
            var since = Sql.at(clock.instant().minus(WINDOW));
            var tries = jdbc.sql("""
                            select
                                (select count(*) from notice_objection_attempt
                                    where address_digest = :from and at > :since) as of_address,
                                (select count(*) from notice_objection_attempt
                                    where notice_id = :notice and at > :since) as of_notice
                            """)
                    .param("from", from)
                    .param("notice", notice.id())
                    .param("since", since)
                    .query((row, n) -> new int[] {row.getInt("of_address"), row.getInt("of_notice")})
                    .single();
            if (tries[0] >= TRIES_OF_AN_ADDRESS || tries[1] >= TRIES_ON_A_NOTICE) {
                throw new TooMany();
            }
            jdbc.sql("insert into notice_objection_attempt (at, address_digest, notice_id) values (?, ?, ?)")
                    .params(Sql.at(clock.instant()), from, notice.id())
                    .update();
        });
    }

    /** The tries are forgotten after a day. */
    @Scheduled(cron = "0 40 3 * * *", zone = "Asia/Shanghai")
    void forgetTries() {
        jdbc.sql("delete from notice_objection_attempt where at < ?")
                .param(Sql.at(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    static Subject about(ObjectionId id) {
        return new Subject("notice_objection", id.toString());
    }

    private LocalDate day(Instant at) {
        return at.atZone(clock.getZone()).toLocalDate();
    }
}
