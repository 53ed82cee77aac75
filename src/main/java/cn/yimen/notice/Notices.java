package cn.yimen.notice;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Attachments;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.protection.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 公示: put up with proof, hangs for its days, comes down by itself (AP-1, PB-2). Each method is one transaction and keeps
 * the officer's scope.
 */
@Service("publicNotices") // the desk has notices (告知单) of its own
@Transactional
public class Notices {

    /** The kind of {@link Subject} a notice itself is, for its photos and prints. */
    public static final String SUBJECT = "notice";

    static final DeadlineKind PERIOD = DeadlineKind.statute("notice.period", "公示");

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final NoticeStore store;
    private final Masking masking;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Places places;
    private final Attachments attachments;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final Formats formats;
    private final Clock clock;
    private final TransactionTemplate each;

    Notices(
            JdbcClient jdbc,
            NoticeStore store,
            Masking masking,
            Deadlines deadlines,
            Policy policy,
            Places places,
            Attachments attachments,
            ApplicationEventPublisher events,
            AuditLog audit,
            Formats formats,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.masking = masking;
        this.deadlines = deadlines;
        this.policy = policy;
        this.places = places;
        this.attachments = attachments;
        this.events = events;
        this.audit = audit;
        this.formats = formats;
        this.clock = clock;
        this.each = new TransactionTemplate(transactions);
    }

    /**
     * 公示: begins with the proof of posting; the days count from the day after it.
     *
     * @throws NoSuchElementException if the place is outside the officer's scope
     * @throws NotAllowed if the officer's post does not put up notices
     * @throws Conflict if it hangs already, an objection to the last one is open, or the time of posting does not fit
     * @throws cn.yimen.document.RefusedFile if a photo is none; nothing is put up then
     */
    public NoticeId post(NewNotice notice, Proof proof, Officer by) {
        var township = notice.place().township().code();
        var village = notice.place().isVillage() ? notice.place().code() : null;
        if (!by.scope().sees(township, village)) {
            throw new NoSuchElementException("no place " + notice.place());
        }
        if (!NoticeScope.mayPost(by, township)) {
            throw new NotAllowed("公示由乡镇（街道）张贴和登记，您可以查看");
        }
        var problem = postingProblem(proof.at());
        if (problem != null) {
            throw new Conflict(problem);
        }
        int round = replaceLast(notice.subject()) + 1;
        var now = clock.instant();
        var limit = deadlines.start(PERIOD, period(day(proof.at())), proof.at());
        var until = deadlines.view(limit).dueAt();
        var number = store.nextNumber();
        var shown = masking.shown(notice, number, places.fullName(notice.place()), proof.at(), until);
        var id = new NoticeId(UUID.randomUUID());
        var row = new NoticeStore.Row(
                id,
                number,
                notice.kind(),
                notice.subject(),
                round,
                township,
                village,
                notice.applicantName(),
                shown,
                Digest.sm3(shown.text().getBytes(StandardCharsets.UTF_8)),
                notice.phone(),
                notice.kind().basis().text(),
                NoticeState.POSTED,
                proof.at(),
                limit,
                until,
                now,
                by.name(),
                null,
                null,
                0,
                0);
        try {
            store.insert(row, by);
        } catch (DuplicateKeyException e) {
            throw new Conflict("这一件刚才已经公示，请刷新后再看");
        }
        store(id, proof, by);
        return id;
    }

    /** What is shown if it were put up at that moment, for the page on which it is decided. Nothing is stored. */
    @Transactional(readOnly = true)
    public Shown preview(NewNotice notice, Instant postedAt) {
        return masking.shown(notice, "张贴时编号", places.fullName(notice.place()), postedAt, endOf(postedAt));
    }

    /** The last second of a notice put up at that moment. */
    @Transactional(readOnly = true)
    public Instant endOf(Instant postedAt) {
        return deadlines.wouldBeDue(PERIOD, period(day(postedAt)), postedAt);
    }

    /**
     * What is wrong with a time of posting, as a sentence for the field; null if nothing is. Days on which the notice did
     * not hang for everybody to see must not be counted by dating it back.
     */
    @Transactional(readOnly = true)
    public @Nullable String postingProblem(Instant at) {
        var now = clock.instant();
        if (at.isAfter(now.plusSeconds(60))) {
            return "张贴时间在现在之后，请填已经张贴的时间";
        }
        var earliest = day(now).minusDays(policy.days("notice.recordDays", day(now)));
        return day(at).isBefore(earliest) ? "张贴时间最早可以填%s；更早张贴的，从登记这天重新起算".formatted(formats.day(earliest)) : null;
    }

    /** The last notice of the subject gives way; returns its round, 0 if there was none. */
    private int replaceLast(Subject subject) {
        int open = store.openObjections(subject);
        if (open > 0) {
            throw new Conflict("上一次公示还有 %d 条异议没有处理完，处理后再公示".formatted(open));
        }
        var last = store.latest(subject).map(row -> store.locked(row.id())).orElse(null);
        if (last == null) {
            return 0;
        }
        if (last.state() == NoticeState.POSTED || last.state() == NoticeState.OBJECTED) {
            if (last.stateAt(clock.instant()) == NoticeState.POSTED && last.objections() == 0) {
                throw new Conflict("正在公示，%s期满，不用再公示".formatted(formats.day(last.endsAt())));
            }
            store.down(last, NoticeState.SUPERSEDED, null, null);
            deadlines.cancel(last.deadline());
        }
        return last.round();
    }

    /** 补充凭证, e.g. a photo at the end of the days. */
    public void addProof(NoticeId id, Proof proof, Officer by) {
        var notice = store.locked(id, by);
        if (!NoticeScope.mayPost(by, notice.townshipCode())) {
            throw new NotAllowed("张贴凭证由乡镇（街道）登记，您可以查看");
        }
        if (proof.at().isAfter(clock.instant().plusSeconds(60))) {
            throw new Conflict("时间在现在之后，请填已经过去的时间");
        }
        store(id, proof, by);
    }

    private void store(NoticeId id, Proof proof, Officer by) {
        store.proof(id, proof, by);
        for (var photo : proof.photos()) {
            attachments.store(about(id), "PROOF", photo.name(), photo.content(), by);
        }
    }

    /**
     * 撤下: it was wrong and does not count; it cannot be seen from this moment on.
     *
     * @throws Conflict if it is down already
     */
    public void withdraw(NoticeId id, String reason, Officer by) {
        var notice = store.locked(id, by);
        if (!NoticeScope.mayDecide(by, notice.townshipCode())) {
            throw new NotAllowed("公示由乡镇审核人员或区民政局撤下，您可以查看");
        }
        switch (notice.state()) {
            case STOPPED, WITHDRAWN, SUPERSEDED -> throw new Conflict("这份公示已经撤下了");
            case POSTED, ENDED, OBJECTED -> {
                store.down(notice, NoticeState.WITHDRAWN, reason, by);
                deadlines.cancel(notice.deadline());
                audit.changed(by, "撤下公示", about(id), "");
                events.publishEvent(new NoticeWithdrawn(id, notice.subject()));
            }
        }
    }

    /**
     * 停止: what it is about goes no further, or goes back; what still hangs comes down and does not count. Nothing happens
     * when nothing hangs.
     *
     * @param why in a few words, without personal data
     */
    public void stop(Subject subject, String why, @Nullable Officer by) {
        var last = store.latest(subject).map(row -> store.locked(row.id())).orElse(null);
        if (last == null || (last.state() != NoticeState.POSTED && last.state() != NoticeState.OBJECTED)) {
            return;
        }
        store.down(last, NoticeState.STOPPED, why, by);
        deadlines.cancel(last.deadline());
    }

    /**
     * 到期下架: takes down what is over, one transaction for each, so that one that fails keeps no other from coming down.
     * What another node holds is passed over.
     *
     * @return how many were taken down
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public int endDue() {
        var due = jdbc.sql("""
                        select n.id from notice n join deadline d on d.id = n.deadline_id
                        where n.state = 'POSTED' and d.due_at <= ? order by d.due_at limit ?
                        """).params(store.edge(), AT_ONCE).query(UUID.class).list();
        int done = 0;
        for (var id : due) {
            try {
                if (Boolean.TRUE.equals(each.execute(status -> end(new NoticeId(id))))) {
                    done++;
                }
            } catch (RuntimeException e) {
                LOG.error("notice {} did not come down, it is tried again", id, e);
            }
        }
        return done;
    }

    private boolean end(NoticeId id) {
        store.hold(store.reread(id).subject());
        var mine = jdbc.sql("select id from notice where id = ? and state = 'POSTED' for update skip locked")
                .param(id.id())
                .query(UUID.class)
                .optional();
        if (mine.isEmpty()) {
            return false;
        }
        var notice = store.reread(id);
        var now = clock.instant();
        var state = notice.stateAt(now);
        if (state == NoticeState.POSTED) {
            return false; // the calendar moved its end meanwhile
        }
        store.down(notice, state, null, null);
        if (deadlines.view(notice.deadline()).state() == DeadlineState.RUNNING) {
            deadlines.meet(notice.deadline(), notice.endsAt());
        }
        if (state == NoticeState.ENDED) {
            events.publishEvent(new NoticeEnded(id, notice.subject()));
        }
        return true;
    }

    /**
     * 为什么还不能进入下一步: a sentence if the subject's last notice has not run its days without an open objection; null
     * if it has. By the clock, whether or not the job has come by.
     */
    @Transactional(readOnly = true)
    public @Nullable String missing(Subject subject) {
        int open = store.openObjections(subject);
        if (open > 0) {
            return "有 " + open + " 条公示异议没有处理完";
        }
        var last = store.latest(subject).orElse(null);
        if (last == null) {
            return "还没有公示";
        }
        return switch (last.stateAt(clock.instant())) {
            case ENDED -> null;
            case POSTED -> "正在公示，%s期满".formatted(formats.day(last.endsAt()));
            case OBJECTED -> "有公示异议没有处理完";
            case STOPPED, WITHDRAWN, SUPERSEDED -> "公示已撤下或停止，要重新公示";
        };
    }

    /** Whether the subject's last notice was taken down, so that another one is needed. */
    @Transactional(readOnly = true)
    public boolean gone(Subject subject) {
        return store.latest(subject)
                .map(NoticeStore.Row::state)
                .filter(state -> state == NoticeState.WITHDRAWN || state == NoticeState.STOPPED)
                .isPresent();
    }

    /** What {@link #of} and {@link #openObjections} ask, to be asked ahead. */
    public Stream<Question<?>> asks(Subject subject) {
        return Stream.of(NoticeStore.asks(subject), NoticeStore.asksOpenObjections(subject));
    }

    /** 没有处理完的异议 to any notice of the subject. */
    @Transactional(readOnly = true)
    public int openObjections(Subject subject) {
        return store.openObjections(subject);
    }

    /** The last notice of a subject the officer may see. */
    @Transactional(readOnly = true)
    public Optional<NoticeView> latest(Subject subject, Officer by) {
        return of(subject, by).stream().findFirst();
    }

    /** All notices of a subject the officer may see, the last one first. */
    @Transactional(readOnly = true)
    public List<NoticeView> of(Subject subject, Officer by) {
        return store.of(subject).stream()
                .filter(row -> NoticeScope.any(by) && by.scope().sees(row.townshipCode(), row.villageCode()))
                .map(row -> view(row, by))
                .toList();
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    @Transactional(readOnly = true)
    public NoticeView view(NoticeId id, Officer by) {
        return view(store.visible(id, by), by);
    }

    private NoticeView view(NoticeStore.Row row, Officer by) {
        var state = row.stateAt(clock.instant());
        return new NoticeView(
                row.id(),
                row.number(),
                row.kind(),
                row.subject(),
                row.round(),
                row.townshipCode(),
                row.villageCode(),
                place(row.townshipCode(), row.villageCode()),
                row.personName(),
                row.shown(),
                HexFormat.of().formatHex(row.digest()),
                row.phone(),
                row.basis(),
                state,
                row.postedAt(),
                row.endsAt(),
                state == NoticeState.POSTED ? deadlines.view(row.deadline()).light() : null,
                row.recordedAt(),
                row.postedWho(),
                row.downAt(),
                store.downBy(row.id()),
                row.downReason(),
                row.objections(),
                row.openObjections(),
                store.proofs(row.id()),
                NoticeScope.mayPost(by, row.townshipCode()),
                NoticeScope.mayDecide(by, row.townshipCode()));
    }

    /** One page of the list of the officer's scope. */
    public record Page(List<NoticeRow> rows, @Nullable String next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** Whether anybody of these posts has notices at all. */
    public static boolean isFor(Officer officer) {
        return NoticeScope.any(officer);
    }

    /**
     * The list, what ends first on top while it hangs, else the newest.
     *
     * @param township null for all of the scope
     * @param after key of the page, from {@link Page#next}; null or unreadable for the first
     * @throws NoSuchElementException if these posts have no notices
     */
    @Transactional(readOnly = true)
    public Page page(NoticeFilter filter, @Nullable String township, @Nullable String after, int size, Officer by) {
        if (!NoticeScope.any(by)) {
            throw new NoSuchElementException("no notices for these posts");
        }
        var scope = NoticeScope.of(by);
        int offset = after != null && after.matches("[0-9]{1,6}") ? Integer.parseInt(after) : 0;
        var rows = jdbc.sql(NoticeStore.READ + " where " + scope.condition() + " and " + filter.condition()
                        + " and (:township::text is null or n.township_code = :township)"
                        + (filter == NoticeFilter.RUNNING
                                ? " order by d.due_at, n.id"
                                : " order by n.posted_at desc, n.id")
                        + " limit :size offset :offset")
                .params(scope.params())
                .param("township", township)
                .param("edge", store.edge())
                .param("size", size + 1)
                .param("offset", offset)
                .query(NoticeStore::read)
                .list();
        var more = rows.size() > size;
        var shown = more ? rows.subList(0, size) : rows;
        var now = clock.instant();
        var lights = deadlines.views(shown.stream()
                .filter(row -> row.stateAt(now) == NoticeState.POSTED)
                .map(NoticeStore.Row::deadline)
                .toList());
        return new Page(
                shown.stream()
                        .map(row -> new NoticeRow(
                                row.id(),
                                row.number(),
                                row.personName(),
                                place(row.townshipCode(), row.villageCode()),
                                row.shown().title(),
                                row.stateAt(now),
                                row.postedAt(),
                                row.endsAt(),
                                light(lights.get(row.deadline())),
                                row.openObjections()))
                        .toList(),
                more ? Integer.toString(offset + size) : null);
    }

    private static @Nullable Light light(cn.yimen.calendar.@Nullable DeadlineView limit) {
        return limit == null ? null : limit.light();
    }

    /** How many there are behind each tab, within the scope. */
    @Transactional(readOnly = true)
    public Map<NoticeFilter, Long> counters(Officer by) {
        var scope = NoticeScope.of(by);
        var columns = new StringBuilder();
        for (var filter : NoticeFilter.values()) {
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append("count(*) filter (where ")
                    .append(filter.condition())
                    .append(") as ")
                    .append(filter.key());
        }
        return jdbc.sql("select " + columns + " from notice n join deadline d on d.id = n.deadline_id where "
                        + scope.condition())
                .params(scope.params())
                .param("edge", store.edge())
                .query((row, n) -> {
                    var counts = new EnumMap<NoticeFilter, Long>(NoticeFilter.class);
                    for (var filter : NoticeFilter.values()) {
                        counts.put(filter, row.getLong(filter.key()));
                    }
                    return counts;
                })
                .single();
    }

    /** 公示表 on paper: what was shown, once more and the same. */
    @Transactional(readOnly = true)
    public PrintedForm.PublicNotice paper(NoticeId id, PrintStamp stamp, Officer by) {
        var notice = store.visible(id, by);
        return new PrintedForm.PublicNotice(
                notice.number(),
                notice.shown().title(),
                places.fullName(place(notice)),
                facts(notice.shown()),
                notice.postedAt(),
                notice.endsAt(),
                places.townshipOf(place(notice)).shortName(),
                notice.phone(),
                notice.basis(),
                HexFormat.of().formatHex(Arrays.copyOf(notice.digest(), 8)),
                stamp);
    }

    /** 公示表 to be put up before it has a number: what will be shown if it is put up at that moment. */
    @Transactional(readOnly = true)
    public PrintedForm.PublicNotice draft(NewNotice notice, Instant postedAt, PrintStamp stamp) {
        var shown = preview(notice, postedAt);
        return new PrintedForm.PublicNotice(
                "",
                shown.title(),
                places.fullName(notice.place()),
                facts(shown),
                postedAt,
                endOf(postedAt),
                places.townshipOf(notice.place()).shortName(),
                notice.phone(),
                notice.kind().basis().text(),
                "",
                stamp);
    }

    private static List<PrintedForm.Fact> facts(Shown shown) {
        return shown.lines().stream()
                .filter(line -> !List.of("编号", "村（社区）", "公示期").contains(line.label()))
                .map(line -> new PrintedForm.Fact(line.label(), line.value()))
                .toList();
    }

    private static PlaceId place(NoticeStore.Row row) {
        return new PlaceId(row.villageCode() == null ? row.townshipCode() : row.villageCode());
    }

    String place(String township, @Nullable String village) {
        return places.find(new PlaceId(village == null ? township : village))
                .map(place -> places.fullName(place.id()))
                .orElse("");
    }

    public static Subject about(NoticeId id) {
        return new Subject(SUBJECT, id.toString());
    }

    private Budget period(LocalDate day) {
        return Budget.calendarDays(policy.days("publicity.days", day));
    }

    private LocalDate day(Instant at) {
        return at.atZone(clock.getZone()).toLocalDate();
    }
}
