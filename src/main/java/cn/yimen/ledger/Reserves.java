package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
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
 * 乡镇备用金 (AP-4): the township pays small urgent help out of it at once, the bureau checks the papers (核销) and fills it
 * up (补足). Who asks for money is never who pays it, who paid never settles, who posted never reverses.
 */
@Service
@Transactional
public class Reserves {

    private static final String TOP_UP = "reserve.top_up";
    private static final String LOW = "reserve.low";

    private static final String REQUEST = "select r.* from reserve_request r ";

    private final JdbcClient jdbc;
    private final Ledgers ledgers;
    private final Places places;
    private final Policy policy;
    private final Tasks tasks;
    private final Clock clock;

    Reserves(JdbcClient jdbc, Ledgers ledgers, Places places, Policy policy, Tasks tasks, Clock clock) {
        this.jdbc = jdbc;
        this.ledgers = ledgers;
        this.places = places;
        this.policy = policy;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Whether somebody of these posts sees a reserve at all. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    /** Whether the officer may pay from, and ask for, the reserve of this township. */
    public static boolean keeps(Officer officer, String townshipCode) {
        return officer.posts().stream()
                .anyMatch(post -> post.role() == Role.TOWNSHIP_REVIEWER && townshipCode.equals(post.placeCode()));
    }

    /** Whether the officer sees the reserve of this township. */
    public static boolean sees(Officer officer, String townshipCode) {
        return officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR)
                || keeps(officer, townshipCode);
    }

    private String visible(String townshipCode, Officer by) {
        if (!townshipCode.matches("[0-9]{9}")
                || !sees(by, townshipCode)
                || places.find(PlaceId.of(townshipCode)).isEmpty()) {
            throw new NoSuchElementException("no reserve of " + townshipCode);
        }
        return townshipCode;
    }

    /**
     * The reserve of one township.
     *
     * @throws NoSuchElementException if the officer does not see it
     */
    @Transactional(readOnly = true)
    public ReserveView of(String townshipCode, Officer by) {
        visible(townshipCode, by);
        return view(
                townshipCode,
                ledgers.balance(townshipCode),
                ledgers.unsettled().getOrDefault(townshipCode, Money.ZERO),
                openRequest(townshipCode).orElse(null));
    }

    /** All the officer sees, in the order of the division codes. */
    @Transactional(readOnly = true)
    public List<ReserveView> all(Officer by) {
        if (!isFor(by)) {
            throw new NoSuchElementException("no reserves for these posts");
        }
        var balances = ledgers.balances();
        var unsettled = ledgers.unsettled();
        var requests = openRequests();
        var today = LocalDate.now(clock);
        return places.townships().stream()
                .filter(place -> place.openOn(today) || balances.containsKey(place.code()))
                .filter(place -> sees(by, place.code()))
                .map(place -> view(
                        place.code(),
                        balances.getOrDefault(place.code(), Money.ZERO),
                        unsettled.getOrDefault(place.code(), Money.ZERO),
                        requests.get(place.code())))
                .toList();
    }

    private ReserveView view(String township, Money balance, Money unsettled, @Nullable RequestView request) {
        return new ReserveView(
                township,
                places.fullName(PlaceId.of(township)),
                quota(),
                balance,
                unsettled,
                balance.compareTo(lowLine()) < 0,
                request);
    }

    private Money quota() {
        return policy.money("temp.reserve", LocalDate.now(clock));
    }

    private Money lowLine() {
        var share = policy.number("temp.reserveLow", LocalDate.now(clock)).divide(BigDecimal.valueOf(100));
        return quota().times(share, Rounding.HALF_UP_FEN);
    }

    /** What is in it now, for the form that pays from it. */
    @Transactional(readOnly = true)
    public Money balance(String townshipCode, Officer by) {
        return ledgers.balance(visible(townshipCode, by));
    }

    /** What was in it at the end of a day. */
    @Transactional(readOnly = true)
    public Money balanceOn(String townshipCode, LocalDate day, Officer by) {
        return ledgers.balanceOn(visible(townshipCode, by), day);
    }

    @Transactional(readOnly = true)
    public PostingPage page(String townshipCode, @Nullable Long before, int size, Officer by) {
        return ledgers.page(visible(townshipCode, by), before, size);
    }

    @Transactional(readOnly = true)
    public List<MonthTotal> months(String townshipCode, Officer by) {
        return ledgers.months(visible(townshipCode, by), 12);
    }

    /** The payments whose papers the bureau has still to check, the oldest first, a hundred at most. */
    @Transactional(readOnly = true)
    public List<PostingView> unsettled(String townshipCode, Officer by) {
        return ledgers.unsettledOf(visible(townshipCode, by), 100);
    }

    /**
     * One line of the ledger.
     *
     * @throws NoSuchElementException if the officer does not see it
     */
    @Transactional(readOnly = true)
    public PostingView posting(PostingId id, Officer by) {
        var posting = ledgers.posting(id, by);
        visible(posting.townshipCode(), by);
        return posting;
    }

    /**
     * 支出: pays from the reserve of the officer's township, once for a key.
     *
     * @throws NotEnough if there is less in it
     * @throws NotAllowed if the officer does not keep this reserve
     */
    public PostingView pay(NewPayment payment, Officer by) {
        if (!keeps(by, payment.townshipCode())) {
            throw new NotAllowed("备用金由本乡镇审核人员支付，您没有这个权限");
        }
        var paid = ledgers.post(
                ledgers.reserve(payment.townshipCode()),
                new NewPosting(
                        payment.key(),
                        PostingKind.PAYMENT,
                        payment.amount(),
                        payment.means(),
                        payment.about(),
                        payment.words(),
                        payment.payee(),
                        null),
                by);
        remind(payment.townshipCode(), paid.balance());
        return paid;
    }

    private static Subject subject(String townshipCode) {
        return new Subject("reserve", townshipCode);
    }

    /** Under the line the township is reminded to ask in time; above it the reminder goes away. */
    private void remind(String township, Money balance) {
        if (balance.compareTo(lowLine()) >= 0) {
            tasks.close(LOW, subject(township), null);
            return;
        }
        if (openRequest(township).isPresent()) {
            return;
        }
        var name = places.fullName(PlaceId.of(township));
        tasks.open(NewTask.of(
                        LOW,
                        Assignee.reviewers(PlaceId.of(township)),
                        subject(township),
                        "申请补足备用金",
                        "余额 " + balance.grouped() + " 元，低于提醒线",
                        "去申请",
                        "/reserve/" + township + "/request")
                .about(null, name, null));
    }

    // --- 申请与拨款

    /**
     * 申请拨款: asks the bureau to fill the reserve up.
     *
     * @throws Conflict if one waits already, or it would be more than the quota leaves room for
     * @throws NotAllowed for somebody who neither keeps the reserve nor is of the bureau
     */
    public RequestId request(String townshipCode, Money amount, String reason, Officer by) {
        visible(townshipCode, by);
        if (!mayRequest(townshipCode, by)) {
            throw new NotAllowed("备用金由本乡镇审核人员申请，您可以查看");
        }
        var account = ledgers.reserve(townshipCode);
        var balance = ledgers.locked(account);
        if (openRequest(townshipCode).isPresent()) {
            throw new Conflict("已经有一份拨款申请在等待，拨款或撤回后才能再申请");
        }
        var room = quota().minus(balance).max(Money.ZERO);
        if (amount.compareTo(room) > 0) {
            throw new Conflict(
                    "备用金定额 %s 元，现有 %s 元，最多申请 %s 元".formatted(quota().grouped(), balance.grouped(), room.grouped()));
        }
        var id = new RequestId(UUID.randomUUID());
        jdbc.sql("""
                        insert into reserve_request (id, account_id, township_code, amount_fen, reason, state,
                            requested_at, requested_by, requested_who)
                        values (?, ?, ?, ?, ?, 'REQUESTED', ?, ?, ?)
                        """)
                .params(
                        id.id(),
                        account,
                        townshipCode,
                        amount.fen(),
                        reason,
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name())
                .update();
        tasks.close(LOW, subject(townshipCode), by);
        var name = places.fullName(PlaceId.of(townshipCode));
        tasks.open(NewTask.of(
                        TOP_UP,
                        Assignee.everybody(Role.BUREAU_APPROVER),
                        subject(townshipCode),
                        "拨付备用金",
                        "申请 " + amount.grouped() + " 元，余额 " + balance.grouped() + " 元",
                        "去拨款",
                        "/reserve/requests/" + id)
                .about(null, name, null));
        return id;
    }

    /** Who may ask: the keepers of the township, and the bureau on its own account. */
    public static boolean mayRequest(String townshipCode, Officer officer) {
        return keeps(officer, townshipCode) || officer.has(Role.BUREAU_OFFICER);
    }

    /** Whether the officer may pay a request out: an approver, and not who asked. */
    public static boolean mayPay(RequestView request, Officer officer) {
        return request.open()
                && officer.has(Role.BUREAU_APPROVER)
                && !request.requestedBy().equals(officer.id());
    }

    /**
     * 拨款: the money goes to the township; the first one is 拨入, later ones 补足.
     *
     * @throws NotAllowed for one's own request, and for anybody but an approver of the bureau
     * @throws Conflict if it is decided already
     */
    public PostingView pay(RequestId id, Officer by) {
        var request = decidable(id, by);
        var account = ledgers.reserve(request.townshipCode());
        var unused = ledgers.locked(account);
        var first = ledgers.page(request.townshipCode(), null, 1).rows().isEmpty();
        var paid = ledgers.post(
                account,
                new NewPosting(
                        "request/" + id,
                        first ? PostingKind.GRANT : PostingKind.TOP_UP,
                        request.amount(),
                        null,
                        new Subject("reserve-request", id.toString()),
                        request.reason(),
                        null,
                        request.requestedBy()),
                by);
        decide(id, RequestState.PAID, null, paid.id(), by);
        tasks.close(TOP_UP, subject(request.townshipCode()), by);
        remind(request.townshipCode(), paid.balance());
        return paid;
    }

    /** 不同意拨款. */
    public void refuse(RequestId id, String why, Officer by) {
        var request = decidable(id, by);
        decide(id, RequestState.REFUSED, why, null, by);
        tasks.close(TOP_UP, subject(request.townshipCode()), by);
    }

    /** 撤回申请: by who asked, or a colleague of the township. */
    public void withdraw(RequestId id, Officer by) {
        var request = locked(id, by);
        if (!request.requestedBy().equals(by.id()) && !keeps(by, request.townshipCode())) {
            throw new NotAllowed("由申请的乡镇撤回");
        }
        decide(id, RequestState.WITHDRAWN, null, null, by);
        tasks.close(TOP_UP, subject(request.townshipCode()), by);
        remind(request.townshipCode(), ledgers.balance(request.townshipCode()));
    }

    private RequestView decidable(RequestId id, Officer by) {
        var request = locked(id, by);
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("备用金由区民政局审批人员拨付");
        }
        if (request.requestedBy().equals(by.id())) {
            throw new NotAllowed("自己申请的不能自己拨款，请其他审批人员办理");
        }
        return request;
    }

    private RequestView locked(RequestId id, Officer by) {
        var request = request(id, by);
        jdbc.sql("select 1 from reserve_request where id = ? for update")
                .param(id.id())
                .query(Integer.class)
                .single();
        var now = request(id, by);
        if (!now.open()) {
            throw new Conflict("这份申请%s，由%s办理".formatted(now.state().words(), now.decidedWho()));
        }
        return request;
    }

    private void decide(
            RequestId id, RequestState state, @Nullable String why, @Nullable PostingId posting, Officer by) {
        jdbc.sql("""
                        update reserve_request set state = :state, decided_at = :now, decided_by = :by, decided_who = :who,
                            decided_why = :why, posting_id = :posting
                        where id = :id
                        """)
                .param("state", state.name())
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("who", by.name())
                .param("why", why, java.sql.Types.VARCHAR)
                .param("posting", posting == null ? null : posting.id(), java.sql.Types.OTHER)
                .param("id", id.id())
                .update();
    }

    /**
     * One request.
     *
     * @throws NoSuchElementException if the officer does not see it
     */
    @Transactional(readOnly = true)
    public RequestView request(RequestId id, Officer by) {
        var request = jdbc.sql(REQUEST + " where r.id = ?")
                .param(id.id())
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no request " + id));
        visible(request.townshipCode(), by);
        return request;
    }

    /** The last requests of a township, the newest first. */
    @Transactional(readOnly = true)
    public List<RequestView> requests(String townshipCode, Officer by) {
        visible(townshipCode, by);
        return jdbc.sql(REQUEST + " where r.township_code = ? order by r.requested_at desc limit 10")
                .param(townshipCode)
                .query((row, n) -> read(row))
                .list();
    }

    private Optional<RequestView> openRequest(String township) {
        return jdbc.sql(REQUEST + " where r.township_code = ? and r.state = 'REQUESTED'")
                .param(township)
                .query((row, n) -> read(row))
                .optional();
    }

    private Map<String, RequestView> openRequests() {
        var requests = new HashMap<String, RequestView>();
        jdbc.sql(REQUEST + " where r.state = 'REQUESTED'")
                .query((row, n) -> read(row))
                .list()
                .forEach(request -> requests.put(request.townshipCode(), request));
        return requests;
    }

    // --- 核销与冲正

    /**
     * 核销: the bureau has checked the papers of these payments.
     *
     * @param key of the act: asked for twice, it is done once
     * @throws Conflict if one of them waits no more
     * @throws NotAllowed for somebody outside the bureau, and for own payments
     */
    public PostingView settle(String townshipCode, Collection<PostingId> payments, String words, Officer by) {
        visible(townshipCode, by);
        if (!by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)) {
            throw new NotAllowed("支出由区民政局核销，您可以查看");
        }
        var chosen = ledgers.postings(townshipCode, payments);
        if (chosen.isEmpty() || chosen.size() != payments.stream().distinct().count()) {
            throw new NoSuchElementException("payments of " + townshipCode);
        }
        return ledgers.settle(ledgers.reserve(townshipCode), chosen, words, "settle/" + UUID.randomUUID(), by);
    }

    /** Whether the officer may take this posting back. */
    public static boolean mayReverse(PostingView posting, Officer officer) {
        var bureau = officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
        var own = posting.kind() == PostingKind.PAYMENT && keeps(officer, posting.townshipCode());
        return posting.reversible() && (bureau || own) && !posting.by().equals(officer.id());
    }

    /**
     * 冲正, with its reason: payments by the township or the bureau, the rest by the bureau, never by who posted it.
     *
     * @throws NotAllowed if the officer may not
     * @throws NotEnough if the money it brought was spent
     */
    public PostingView reverse(PostingId id, String reason, Officer by) {
        var posting = posting(id, by);
        var bureau = by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
        if (!bureau && !(posting.kind() == PostingKind.PAYMENT && keeps(by, posting.townshipCode()))) {
            throw new NotAllowed("这一笔由区民政局冲正，您可以查看");
        }
        var reversal = ledgers.reverse(posting, reason, by);
        remind(posting.townshipCode(), reversal.balance());
        return reversal;
    }

    private RequestView read(ResultSet row) throws SQLException {
        var township = row.getString("township_code");
        return new RequestView(
                new RequestId(row.getObject("id", UUID.class)),
                township,
                places.fullName(PlaceId.of(township)),
                Money.fen(row.getLong("amount_fen")),
                row.getString("reason"),
                RequestState.valueOf(row.getString("state")),
                Sql.instant(row, "requested_at"),
                row.getObject("requested_by", UUID.class),
                row.getString("requested_who"),
                Sql.instantOrNull(row, "decided_at"),
                row.getString("decided_who"),
                row.getString("decided_why"),
                PostingId.read(row, "posting_id"));
    }
}
