package cn.yimen.ledger;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 应付款 (AP-1, AP-4): a decision on a single sum, a temporary assistance or months paid back, makes it due in the same
 * transaction; the payment is recorded with its day and reference by somebody else, and whatever was wrong is taken back by a
 * counter posting and never changed.
 */
@Service
@Transactional
public class Payables {

    static final String TASK = "ledger.payable";

    private static final Role[] READERS = {
        Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR
    };

    private static final String STATE = """
            case when exists (select 1 from payable_posting r where r.of_id = d.id and r.kind = 'REVERSAL') then 'REVERSED'
                when exists (select 1 from payable_posting p where p.of_id = d.id and p.kind = 'PAID'
                    and not exists (select 1 from payable_posting r where r.of_id = p.id and r.kind = 'REVERSAL')) then 'PAID'
                else 'DUE' end""";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Places places;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    Payables(JdbcClient jdbc, Questions questions, Places places, Tasks tasks, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.places = places;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether somebody of these posts sees what is due at all. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(READERS);
    }

    /**
     * 记应付: in the transaction of the decision; the same key again gives the posting there is.
     *
     * @throws Conflict if the key stands for another sum
     */
    public PayableId due(NewPayable due, Officer by) {
        var before = jdbc.sql("select id, amount_fen from payable_posting where key = ?")
                .param(due.key())
                .query((row, n) -> Map.entry(Sql.id(row, "id"), Sql.money(row, "amount_fen")))
                .optional();
        if (before.isPresent()) {
            if (!before.get().getValue().equals(due.amount())) {
                throw new Conflict(
                        "这一笔已经记过应付，金额是 %s 元".formatted(before.get().getValue().grouped()));
            }
            return new PayableId(before.get().getKey());
        }
        var id = UUID.randomUUID();
        insert(id, due.key(), PayableView.Kind.DUE, null, id, due, due.words(), null, null, by);
        var name = places.fullName(PlaceId.of(due.villageCode() == null ? due.townshipCode() : due.villageCode()));
        tasks.open(NewTask.of(
                        TASK,
                        Assignee.everybody(Role.BUREAU_OFFICER),
                        subject(new PayableId(id)),
                        "支付应付款",
                        due.amount().grouped() + " 元，" + due.words() + "，待支付",
                        "去登记",
                        "/payables/" + id)
                .about(due.payee(), name, null));
        return new PayableId(id);
    }

    /** Whether the officer may record the payment now: of the bureau or the township, and not who decided it. */
    public static boolean mayPay(PayableView payable, Officer officer) {
        var standing = payable.standing();
        return payable.state() == PayableState.DUE
                && standing != null
                && !standing.by().equals(officer.id())
                && (officer.has(Role.BUREAU_OFFICER) || Reserves.keeps(officer, payable.townshipCode()));
    }

    /**
     * Whether the officer can be asked when and by which voucher it was paid.
     *
     * @throws NotAllowed for whoever decided it, and for other posts
     * @throws Conflict if it was paid or taken back
     */
    public static void mustBePayable(PayableView payable, Officer by) {
        if (payable.state() != PayableState.DUE) {
            throw new Conflict("这一笔" + payable.state().words() + "，不能再登记支付");
        }
        if (!mayPay(payable, by)) {
            throw new NotAllowed(
                    payable.lines().get(0).by().equals(by.id()) ? "您作出的决定，支付由别人登记" : "支付由区民政局经办或本乡镇审核人员登记");
        }
    }

    /**
     * 登记支付, whole and once: the same reference again is the same payment.
     *
     * @param on not after today
     * @param reference of the bank or the voucher
     * @throws NotAllowed for whoever decided it, and for other posts
     * @throws Conflict if it was paid or taken back
     */
    public void paid(PayableId id, LocalDate on, String reference, Officer by) {
        if (on.isAfter(LocalDate.now(clock)) || reference.isBlank()) {
            throw new IllegalArgumentException("paid on a day that has come, with a reference");
        }
        var payable = locked(id, by);
        var due = payable.lines().get(0);
        if (payable.state() == PayableState.PAID
                && payable.standing() != null
                && reference.strip().equals(payable.standing().reference())
                && on.equals(payable.standing().on())) {
            return;
        }
        mustBePayable(payable, by);
        insert(
                UUID.randomUUID(),
                "paid/" + id + "/" + payable.lines().size(),
                PayableView.Kind.PAID,
                due.id(),
                id.id(),
                asNew(payable),
                "支付",
                on,
                reference.strip(),
                by);
        tasks.close(TASK, subject(id), by);
        audit.changed(by, "登记支付", subject(id), payable.number() + " " + on);
    }

    /** Whether the officer may take back what stands: of the bureau, and not who posted it. */
    public static boolean mayReverse(PayableView payable, Officer officer) {
        var standing = payable.standing();
        return standing != null
                && !standing.by().equals(officer.id())
                && officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
    }

    /**
     * 冲正: takes back the payment, or what is due if it was not paid; by somebody else than who posted it.
     *
     * @throws NotAllowed if the officer may not
     * @throws Conflict if nothing stands any more
     */
    public void reverse(PayableId id, String reason, Officer by) {
        var payable = locked(id, by);
        var standing = payable.standing();
        if (standing == null) {
            throw new Conflict("这一笔已经冲正");
        }
        if (!mayReverse(payable, by)) {
            throw new NotAllowed(standing.by().equals(by.id()) ? "自己记的账不能自己冲正，请其他有权限的同事办理" : "由区民政局冲正");
        }
        insert(
                UUID.randomUUID(),
                "reverse/" + standing.id(),
                PayableView.Kind.REVERSAL,
                standing.id(),
                id.id(),
                asNew(payable),
                reason.strip(),
                null,
                null,
                by);
        if (standing.kind() == PayableView.Kind.DUE) {
            tasks.close(TASK, subject(id), by);
        }
        audit.changed(by, "冲正" + standing.kind().words(), subject(id), payable.number());
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public PayableView get(PayableId id, Officer by) {
        return find("d.id = :id", Map.of("id", id.id()), "", by).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no payable " + id));
    }

    /** What a paper made due; nothing if the officer does not see it. */
    @Transactional(readOnly = true)
    public List<PayableView> about(Subject subject, Officer by) {
        return whole(questions.list(asksAbout(subject, by)));
    }

    /** What {@link #about} asks first, and last where nothing is due. */
    public Question<PayableView> asksAbout(Subject subject, Officer by) {
        return heads(
                "d.subject_kind = :kind and d.subject_id = :subject",
                Map.of("kind", subject.kind(), "subject", subject.id()),
                "order by d.posted_at",
                by);
    }

    /**
     * 合计 of a state.
     *
     * @param count how many
     */
    public record Sum(long count, Money amount) {}

    /** Of all the officer sees, by state; states without any are there with zero. */
    @Transactional(readOnly = true)
    public Map<PayableState, Sum> sums(Officer by) {
        var sums = new LinkedHashMap<PayableState, Sum>();
        for (var state : PayableState.values()) {
            sums.put(state, new Sum(0, Money.ZERO));
        }
        var scope = scope(by);
        jdbc.sql("select state, count(*) as n, sum(amount_fen)::bigint as fen from (select d.amount_fen, " + STATE
                        + " as state from payable_posting d where d.kind = 'DUE' and " + scope.condition()
                        + ") x group by state")
                .params(scope.params())
                .query(row -> {
                    sums.put(
                            PayableState.valueOf(row.getString("state")),
                            new Sum(row.getLong("n"), Money.fen(row.getLong("fen"))));
                });
        return sums;
    }

    /** One page, the newest first. */
    public record Page(List<PayableView> rows, @Nullable String next) {

        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The list.
     *
     * @param state null for all
     * @param after key of the page, from {@link Page#next}; null or unreadable for the first
     */
    @Transactional(readOnly = true)
    public Page page(@Nullable PayableState state, @Nullable String after, int size, Officer by) {
        var params = new HashMap<String, Object>();
        var where = "true";
        var last = last(after);
        if (last.isPresent()) {
            where += " and (d.posted_at, d.id) < (select posted_at, id from payable_posting where id = :last)";
            params.put("last", last.get());
        }
        if (state != null) {
            where += " and " + STATE + " = :state";
            params.put("state", state.name());
        }
        var rows = new ArrayList<>(find(where, params, "order by d.posted_at desc, d.id desc limit " + (size + 1), by));
        var more = rows.size() > size;
        if (more) {
            rows.remove(size);
        }
        return new Page(rows, more ? rows.get(size - 1).id().toString() : null);
    }

    private static Optional<UUID> last(@Nullable String after) {
        try {
            return after == null ? Optional.empty() : Optional.of(UUID.fromString(after));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The lock of the table's own trigger, taken before it is read. */
    private PayableView locked(PayableId id, Officer by) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(id.toString())
                .query(row -> {});
        return get(id, by);
    }

    private List<PayableView> find(String condition, Map<String, ?> given, String rest, Officer by) {
        return whole(questions.list(heads(condition, given, rest, by)));
    }

    private Question<PayableView> heads(String condition, Map<String, ?> given, String rest, Officer by) {
        var scope = scope(by);
        return Question.sql("select d.*, " + STATE + " as state from payable_posting d where d.kind = 'DUE' and "
                        + scope.condition() + " and " + condition + " " + rest)
                .params(scope.params())
                .params(given)
                .query((row, n) -> head(row));
    }

    private List<PayableView> whole(List<PayableView> heads) {
        if (heads.isEmpty()) {
            return heads;
        }
        var lines = new HashMap<UUID, List<PayableView.Line>>();
        jdbc.sql("select * from payable_posting where root_id = any(?) order by posted_at, number")
                .param(heads.stream().map(head -> head.id().id()).toArray(UUID[]::new))
                .query(row -> {
                    lines.computeIfAbsent(Sql.id(row, "root_id"), root -> new ArrayList<>())
                            .add(line(row));
                });
        return heads.stream()
                .map(head -> new PayableView(
                        head.id(),
                        head.number(),
                        head.townshipCode(),
                        head.place(),
                        head.amount(),
                        head.about(),
                        head.words(),
                        head.payee(),
                        head.state(),
                        lines.getOrDefault(head.id().id(), List.of())))
                .toList();
    }

    /** Posts without money see none of it. */
    private static ScopeClause scope(Officer by) {
        return isFor(by) ? ScopeClause.ofTownships(by, "d") : ScopeClause.NOTHING;
    }

    private PayableView head(ResultSet row) throws SQLException {
        var village = row.getString("village_code");
        return new PayableView(
                new PayableId(Sql.id(row, "id")),
                row.getString("number"),
                row.getString("township_code"),
                places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                Sql.money(row, "amount_fen"),
                new Subject(row.getString("subject_kind"), row.getString("subject_id")),
                row.getString("words"),
                row.getString("payee"),
                PayableState.valueOf(row.getString("state")),
                List.of());
    }

    private static PayableView.Line line(ResultSet row) throws SQLException {
        return new PayableView.Line(
                Sql.id(row, "id"),
                row.getString("number"),
                PayableView.Kind.valueOf(row.getString("kind")),
                Sql.idOrNull(row, "of_id"),
                Sql.money(row, "amount_fen"),
                row.getString("words"),
                row.getObject("paid_on", LocalDate.class),
                row.getString("reference"),
                Sql.instant(row, "posted_at"),
                Sql.id(row, "posted_by"),
                row.getString("who"));
    }

    private static NewPayable asNew(PayableView payable) {
        return new NewPayable(
                payable.number(),
                payable.townshipCode(),
                null,
                payable.amount(),
                payable.about(),
                payable.words(),
                payable.payee());
    }

    private void insert(
            UUID id,
            String key,
            PayableView.Kind kind,
            @Nullable UUID of,
            UUID root,
            NewPayable due,
            String words,
            @Nullable LocalDate on,
            @Nullable String reference,
            Officer by) {
        var year = LocalDate.now(clock).getYear();
        int next = jdbc.sql("""
                        insert into payable_number (year, last) values (?, 1)
                        on conflict (year) do update set last = payable_number.last + 1 returning last
                        """).param(year).query(Integer.class).single();
        jdbc.sql("""
                        insert into payable_posting (id, number, key, kind, of_id, root_id, township_code, village_code,
                            amount_fen, subject_kind, subject_id, words, payee, paid_on, reference, posted_at, posted_by, who)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id,
                        "YF-%d-%04d".formatted(year, next),
                        key,
                        kind.name(),
                        of,
                        root,
                        due.townshipCode(),
                        due.villageCode(),
                        due.amount().fen(),
                        due.about().kind(),
                        due.about().id(),
                        words,
                        due.payee(),
                        on,
                        reference,
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name()))
                .update();
    }

    private static Subject subject(PayableId id) {
        return new Subject("payable", id.toString());
    }
}
