package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.protection.Digest;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 变更、停发、终止告知书 (AP-5): numbered when the change is decided, printed from it for ever the same, delivered in writing. */
@Service
@Transactional
public class AwardNotices {

    static final String TASK = "benefit.notice";

    private final JdbcClient jdbc;
    private final AwardStore store;
    private final Organisations organisations;
    private final PrintedForms forms;
    private final Formats formats;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    AwardNotices(
            JdbcClient jdbc,
            AwardStore store,
            Organisations organisations,
            PrintedForms forms,
            Formats formats,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.organisations = organisations;
        this.forms = forms;
        this.formats = formats;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Written in the transaction of the change. */
    void issue(AwardView award) {
        var changes = store.changes(award.id());
        var change = changes.get(changes.size() - 1);
        var year = LocalDate.now(clock).getYear();
        int last = jdbc.sql("""
                        insert into award_notice_number (year, last) values (?, 1)
                        on conflict (year) do update set last = award_notice_number.last + 1 returning last
                        """).param(year).query(Integer.class).single();
        var number = "TZ-%d-%04d".formatted(year, last);
        var bureau = organisations.bureau();
        var kept = new Kept(
                number,
                award.holderName(),
                bureau.name(),
                bureau.phone() == null ? "" : bureau.phone(),
                clock.instant());
        jdbc.sql("""
                        insert into award_notice (id, award_id, change_no, number, holder, office, phone, digest, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        award.id().id(),
                        change.no(),
                        number,
                        kept.holder(),
                        kept.office(),
                        kept.phone(),
                        digest(form(award, change, kept, neutral(kept.issuedAt()))),
                        Sql.at(kept.issuedAt()))
                .update();
        tasks.open(NewTask.of(
                        TASK,
                        Assignee.clerks(PlaceId.of(award.townshipCode())),
                        new Subject("award", award.id().toString()),
                        "送达"
                                + form(award, change, kept, neutral(kept.issuedAt()))
                                        .title(),
                        "变更、停发、终止要书面告知",
                        "登记送达",
                        "/awards/" + award.id())
                .about(award.holderName(), null, number));
    }

    private record Kept(String number, String holder, String office, String phone, Instant issuedAt) {}

    /** All of an award; the caller has read it. */
    @Transactional(readOnly = true)
    public List<AwardNotice> of(AwardId award) {
        return jdbc.sql("select * from award_notice where award_id = ? order by change_no desc")
                .param(award.id())
                .query((row, n) -> new AwardNotice(
                        row.getInt("change_no"),
                        row.getString("number"),
                        Sql.instant(row, "issued_at"),
                        row.getObject("delivered_on", LocalDate.class),
                        how(row.getString("how")),
                        row.getString("receiver")))
                .list();
    }

    /** 送达方式. */
    public static final Map<String, String> HOW =
            Map.of("DIRECT", "直接送达", "LEFT_THERE", "留置送达", "ENTRUSTED", "委托村（居）送达", "MAIL", "邮寄送达");

    private static @Nullable String how(@Nullable String code) {
        return code == null ? null : HOW.get(code);
    }

    /**
     * The paper with the stamp of a print.
     *
     * @throws NoSuchElementException if there is none in the officer's scope
     */
    @Transactional(readOnly = true)
    public PrintedForm paper(AwardId award, int change, PrintStamp stamp, Officer by) {
        var view = visible(award, by);
        var kept = kept(award, change).orElseThrow(() -> new NoSuchElementException("no notice"));
        audit.opened(by, new Subject("award", award.toString()), "告知书", "打印文书");
        return form(view, change(award, change), kept, stamp);
    }

    /** Whether what would be printed now is, to the letter, what was issued. */
    @Transactional(readOnly = true)
    public boolean unchanged(AwardId award, int change, Officer by) {
        var kept = kept(award, change).orElseThrow(() -> new NoSuchElementException("no notice"));
        var digest = jdbc.sql("select digest from award_notice where award_id = ? and change_no = ?")
                .params(award.id(), change)
                .query((row, n) -> row.getBytes("digest"))
                .single();
        return Arrays.equals(
                digest, digest(form(visible(award, by), change(award, change), kept, neutral(kept.issuedAt()))));
    }

    /**
     * 送达.
     *
     * @param how one of {@link #HOW}
     * @throws Conflict if it was delivered already
     */
    public void deliver(AwardId award, int change, LocalDate on, String how, String receiver, Officer by) {
        var view = visible(award, by);
        if (!view.reachedBy(by, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("送达由窗口、乡镇审核或民政经办登记");
        }
        if (!HOW.containsKey(how) || receiver.isBlank() || on.isAfter(LocalDate.now(clock))) {
            throw new IllegalArgumentException("how, to whom, not later than today");
        }
        var done = jdbc.sql("""
                        update award_notice set delivered_on = ?, how = ?, receiver = ?, delivered_by = ?
                        where award_id = ? and change_no = ? and delivered_on is null
                        """)
                .params(on, how, receiver.strip(), by.id(), award.id(), change)
                .update();
        if (done == 0) {
            throw new Conflict("这份告知书已经登记送达");
        }
        tasks.close(TASK, new Subject("award", award.toString()), by);
        audit.changed(by, "告知书送达", new Subject("award", award.toString()), HOW.getOrDefault(how, "") + " " + on);
    }

    private AwardView visible(AwardId id, Officer by) {
        var scope = ScopeClause.of(by, "a");
        var params = new java.util.HashMap<>(scope.params());
        params.put("id", id.id());
        return store.find("where a.id = :id and " + scope.condition(), params).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no award " + id));
    }

    private AwardChange change(AwardId award, int no) {
        return store.changes(award).stream()
                .filter(each -> each.no() == no)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no change " + no));
    }

    private Optional<Kept> kept(AwardId award, int change) {
        return jdbc.sql("select * from award_notice where award_id = ? and change_no = ?")
                .params(award.id(), change)
                .query((row, n) -> new Kept(
                        row.getString("number"),
                        row.getString("holder"),
                        row.getString("office"),
                        row.getString("phone"),
                        Sql.instant(row, "issued_at")))
                .optional();
    }

    private PrintedForm form(AwardView award, AwardChange change, Kept kept, PrintStamp stamp) {
        var code = change.reasonCode();
        var exit = Arrays.stream(ExitCause.values())
                .filter(each -> each.name().equals(code))
                .findFirst();
        var reason = Arrays.stream(EndReason.values())
                .filter(each -> each.name().equals(code))
                .findFirst();
        if (changed(change)) {
            var before = before(award.id(), change);
            return new PrintedForm.AwardChangeNotice(
                    kept.number(),
                    kept.holder(),
                    award.scheme().label(),
                    change.kind().words(),
                    before.amount().total(),
                    before.members(),
                    change.amount().total(),
                    change.members(),
                    change.reason(),
                    basis(award, change),
                    formats.month(change.from()) + "起",
                    change.decidedOn(),
                    kept.office(),
                    kept.phone(),
                    stamp);
        }
        return new PrintedForm.TerminationNotice(
                kept.number(),
                kept.holder(),
                award.scheme().label(),
                change.kind() == ChangeKind.SUSPEND ? "停发" : "终止",
                exit.map(ExitCause::label)
                        .or(() -> reason.map(EndReason::words))
                        .orElse(""),
                change.reason(),
                reason.orElse(EndReason.GRADUAL_EXIT_END).basis(award.scheme()),
                formats.month(change.from()) + "起",
                change.decidedOn(),
                kept.office(),
                kept.phone(),
                stamp);
    }

    /** Paid on, but otherwise than before. */
    private static boolean changed(AwardChange change) {
        return switch (change.kind()) {
            case CHANGE, RESUME, RETURN -> true;
            case GRANT, SUSPEND, EXIT, END -> false;
        };
    }

    /** What was paid before it; of what was suspended or about to end, what it would have been. */
    private AwardChange before(AwardId award, AwardChange change) {
        return store.changes(award).stream()
                .filter(each -> each.no() < change.no() && each.kind() != ChangeKind.END)
                .reduce((earlier, later) -> later)
                .orElse(change);
    }

    private static String basis(AwardView award, AwardChange change) {
        if (award.scheme() == Scheme.TEKUN) {
            return "《特困人员认定办法》（民发〔2021〕43号）第二十三条";
        }
        return change.kind() == ChangeKind.RETURN
                ? EndReason.GRADUAL_EXIT_END.basis(award.scheme())
                : "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条";
    }

    private byte[] digest(PrintedForm form) {
        return Digest.sha256(forms.html(form));
    }

    private static PrintStamp neutral(Instant at) {
        return new PrintStamp("", at, 0);
    }
}
