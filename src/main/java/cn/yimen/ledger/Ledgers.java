package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
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
 * 资金台账: what is posted to an account and what is in it. An account is locked while it is posted to, so that two
 * payments at once are one after the other; who may post is the caller's question.
 */
@Service
@Transactional
public class Ledgers {

    private static final String POSTING = """
            select p.*, a.place_code,
                (select r.id from ledger_posting r where r.reverses = p.id) as reversed_by,
                (select s.settlement_id from ledger_settled s where s.payment_id = p.id
                    and not exists (select 1 from ledger_posting r where r.reverses = s.settlement_id)) as settled_by
            from ledger_posting p join ledger_account a on a.id = p.account_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Ledgers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The reserve account of a township, opened when it is first asked for. */
    UUID reserve(String townshipCode) {
        jdbc.sql("""
                        insert into ledger_account (id, kind, place_code, opened_at) values (?, 'RESERVE', ?, ?)
                        on conflict (kind, place_code) do nothing
                        """)
                .params(UUID.randomUUID(), townshipCode, Sql.at(clock.instant()))
                .update();
        return jdbc.sql("select id from ledger_account where kind = 'RESERVE' and place_code = ?")
                .param(townshipCode)
                .query(UUID.class)
                .single();
    }

    /** Locks the account until the transaction ends and says what is in it. */
    Money locked(UUID account) {
        jdbc.sql("select 1 from ledger_account where id = ? for update")
                .param(account)
                .query(Integer.class)
                .single();
        return last(account).map(Last::balance).orElse(Money.ZERO);
    }

    /**
     * Posts once: the same key again gives the posting there is.
     *
     * @throws NotEnough if the balance would be below zero
     * @throws Conflict if the key stands for something else
     */
    PostingView post(UUID account, NewPosting asked, Officer by) {
        return post(account, asked, null, by);
    }

    /**
     * 冲正: takes a posting back, whole and once, by somebody else than who posted it.
     *
     * @throws NotEnough if the money it brought is not there any more
     * @throws Conflict if it was taken back or settled already
     * @throws NotAllowed for one's own posting
     */
    PostingView reverse(PostingView original, String reason, Officer by) {
        var account = account(original.id());
        var unused = locked(account);
        var now = posting(original.id());
        if (now.reversedBy() != null) {
            throw new Conflict("这一笔已经冲正");
        }
        if (now.settledBy() != null) {
            throw new Conflict("这一笔已经核销，要先冲正核销");
        }
        if (now.kind() == PostingKind.REVERSAL) {
            throw new Conflict("冲正不能再冲正，请重新记一笔");
        }
        if (now.by().equals(by.id())) {
            throw new NotAllowed("自己记的账不能自己冲正，请其他有权限的同事办理");
        }
        return post(
                account,
                new NewPosting(
                        "reverse/" + now.id(),
                        PostingKind.REVERSAL,
                        now.amount(),
                        null,
                        now.about(),
                        reason,
                        now.payee(),
                        null),
                now,
                by);
    }

    /**
     * 核销: the papers of these payments are in order; by somebody else than who paid.
     *
     * @throws Conflict if one of them is settled or reversed already
     */
    PostingView settle(UUID account, List<PostingView> payments, String words, String key, Officer by) {
        var unused = locked(account);
        var sum = Money.ZERO;
        for (var each : payments) {
            var now = posting(each.id());
            if (!now.unsettled()) {
                throw new Conflict("%s 已经%s，请刷新后重新选择".formatted(now.number(), now.reversedBy() != null ? "冲正" : "核销"));
            }
            if (now.by().equals(by.id())) {
                throw new NotAllowed("自己支付的不能自己核销：" + now.number());
            }
            sum = sum.plus(now.amount());
        }
        var settlement =
                post(account, new NewPosting(key, PostingKind.SETTLEMENT, sum, null, null, words, null, null), by);
        for (var each : payments) {
            jdbc.sql("insert into ledger_settled (settlement_id, payment_id) values (?, ?) on conflict do nothing")
                    .params(settlement.id().id(), each.id().id())
                    .update();
        }
        return settlement;
    }

    private PostingView post(UUID account, NewPosting asked, @Nullable PostingView reverses, Officer by) {
        var balance = locked(account);
        var before = jdbc.sql(POSTING + " where p.key = ?")
                .param(asked.key())
                .query((row, n) -> read(row))
                .optional();
        if (before.isPresent()) {
            if (before.get().kind() != asked.kind() || !before.get().amount().equals(asked.amount())) {
                throw new Conflict("这一笔已经记过，金额是 %s 元，凭证号 %s"
                        .formatted(before.get().amount().grouped(), before.get().number()));
            }
            return before.get();
        }
        var effect = reverses == null
                ? asked.kind().effect(asked.amount())
                : reverses.effect().negated();
        var after = balance.plus(effect);
        if (after.signum() < 0) {
            throw new NotEnough(balance);
        }
        var last = last(account).orElse(null);
        var today = LocalDate.now(clock);
        // a clock that was set back writes on the last day there is, never before it
        var on = last != null && last.on().isAfter(today) ? last.on() : today;
        var id = new PostingId(UUID.randomUUID());
        jdbc.sql("""
                        insert into ledger_posting (id, account_id, seq, key, number, kind, amount_fen, effect_fen,
                            balance_fen, means, subject_kind, subject_id, words, payee, reverses, posted_on, posted_at,
                            posted_by, who, requested_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        account,
                        last == null ? 1 : last.seq() + 1,
                        asked.key(),
                        nextNumber(on.getYear()),
                        asked.kind().name(),
                        asked.amount().fen(),
                        effect.fen(),
                        after.fen(),
                        asked.means() == null ? null : asked.means().name(),
                        asked.about() == null ? null : asked.about().kind(),
                        asked.about() == null ? null : asked.about().id(),
                        asked.words(),
                        asked.payee(),
                        reverses == null ? null : reverses.id().id(),
                        on,
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name(),
                        asked.requestedBy()))
                .update();
        return posting(id);
    }

    private String nextNumber(int year) {
        int next = jdbc.sql("""
                        insert into ledger_number (year, last) values (?, 1)
                        on conflict (year) do update set last = ledger_number.last + 1 returning last
                        """).param(year).query(Integer.class).single();
        return "BYJ-%d-%04d".formatted(year, next);
    }

    private record Last(long seq, Money balance, LocalDate on) {}

    private Optional<Last> last(UUID account) {
        return jdbc.sql("""
                        select seq, balance_fen, posted_on from ledger_posting
                        where account_id = ? order by seq desc limit 1
                        """)
                .param(account)
                .query((row, n) -> new Last(
                        row.getLong("seq"),
                        Money.fen(row.getLong("balance_fen")),
                        row.getObject("posted_on", LocalDate.class)))
                .optional();
    }

    private UUID account(PostingId id) {
        return jdbc.sql("select account_id from ledger_posting where id = ?")
                .param(id.id())
                .query(UUID.class)
                .single();
    }

    private PostingView posting(PostingId id) {
        return jdbc.sql(POSTING + " where p.id = ?")
                .param(id.id())
                .query((row, n) -> read(row))
                .single();
    }

    /**
     * One posting.
     *
     * @throws NoSuchElementException if there is none in a place the officer sees
     */
    @Transactional(readOnly = true)
    public PostingView posting(PostingId id, Officer by) {
        var scope = by.scope();
        return jdbc.sql(POSTING + " where p.id = ? and (? or a.place_code = any(?))")
                .params(id.id(), scope.district(), scope.townshipArray())
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no posting " + id));
    }

    /** What was posted about something, the oldest first; only of places the officer sees. */
    @Transactional(readOnly = true)
    public List<PostingView> about(Subject subject, Officer by) {
        var scope = by.scope();
        return jdbc.sql(POSTING + """
                         where p.subject_kind = ? and p.subject_id = ? and (? or a.place_code = any(?))
                        order by p.posted_at, p.seq
                        """)
                .params(subject.kind(), subject.id(), scope.district(), scope.townshipArray())
                .query((row, n) -> read(row))
                .list();
    }

    /** 余额: what is in the reserve of a township; zero before its first posting. */
    @Transactional(readOnly = true)
    Money balance(String townshipCode) {
        return balanceOn(townshipCode, LocalDate.of(9999, 12, 31));
    }

    /** 某日余额: what was in it at the end of a day. */
    @Transactional(readOnly = true)
    Money balanceOn(String townshipCode, LocalDate day) {
        return jdbc.sql("""
                        select p.balance_fen from ledger_posting p join ledger_account a on a.id = p.account_id
                        where a.kind = 'RESERVE' and a.place_code = ? and p.posted_on <= ?
                        order by p.seq desc limit 1
                        """)
                .params(townshipCode, day)
                .query(Long.class)
                .optional()
                .map(Money::fen)
                .orElse(Money.ZERO);
    }

    /** The balances of all reserves that were ever posted to, by township. */
    Map<String, Money> balances() {
        var balances = new HashMap<String, Money>();
        jdbc.sql("""
                        select a.place_code, p.balance_fen
                        from ledger_account a
                        cross join lateral (select balance_fen from ledger_posting
                            where account_id = a.id order by seq desc limit 1) p
                        where a.kind = 'RESERVE'
                        """).query(row -> {
            balances.put(row.getString("place_code"), Money.fen(row.getLong("balance_fen")));
        });
        return balances;
    }

    /** 待核销: by township what was paid and neither settled nor taken back. */
    Map<String, Money> unsettled() {
        var sums = new HashMap<String, Money>();
        jdbc.sql("""
                        select a.place_code, sum(p.amount_fen)::bigint as sum
                        from ledger_posting p join ledger_account a on a.id = p.account_id
                        where a.kind = 'RESERVE' and p.kind = 'PAYMENT'
                            and not exists (select 1 from ledger_posting r where r.reverses = p.id)
                            and not exists (select 1 from ledger_settled s where s.payment_id = p.id
                                and not exists (select 1 from ledger_posting r where r.reverses = s.settlement_id))
                        group by a.place_code
                        """).query(row -> {
            sums.put(row.getString("place_code"), Money.fen(row.getLong("sum")));
        });
        return sums;
    }

    /** The payments of a township that wait to be settled, the oldest first. */
    List<PostingView> unsettledOf(String townshipCode, int most) {
        return jdbc.sql("select * from (" + POSTING + """
                         where a.kind = 'RESERVE' and a.place_code = ? and p.kind = 'PAYMENT') as paid
                        where reversed_by is null and settled_by is null order by seq limit ?
                        """)
                .params(townshipCode, most)
                .query((row, n) -> read(row))
                .list();
    }

    /** These postings of one township; what lies elsewhere is left out. */
    List<PostingView> postings(String townshipCode, Collection<PostingId> ids) {
        return jdbc.sql(POSTING + " where a.place_code = ? and p.id = any(?) order by p.seq")
                .params(townshipCode, ids.stream().map(PostingId::id).toArray(UUID[]::new))
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * One page of the ledger of a township, the newest first.
     *
     * @param before only what was posted before this one; null for the newest
     */
    PostingPage page(String townshipCode, @Nullable Long before, int size) {
        var rows = new ArrayList<>(jdbc.sql(POSTING + """
                         where a.kind = 'RESERVE' and a.place_code = :place
                            and (cast(:before as bigint) is null or p.seq < cast(:before as bigint))
                        order by p.seq desc limit :limit
                        """)
                .param("place", townshipCode)
                .param("before", before, java.sql.Types.BIGINT)
                .param("limit", size + 1)
                .query((row, n) -> read(row))
                .list());
        var more = rows.size() > size;
        if (more) {
            rows.remove(size);
        }
        return new PostingPage(rows, more ? rows.get(size - 1).seq() : null);
    }

    /** 每月合计, the newest first; months without a posting are left out. */
    List<MonthTotal> months(String townshipCode, int most) {
        return jdbc.sql("""
                        select date_trunc('month', p.posted_on)::date as month,
                            coalesce(sum(p.effect_fen) filter (where coalesce(o.kind, p.kind) in ('GRANT', 'TOP_UP')), 0)::bigint as came,
                            coalesce(-sum(p.effect_fen) filter (where coalesce(o.kind, p.kind) = 'PAYMENT'), 0)::bigint as went,
                            coalesce(sum(case when p.kind = 'SETTLEMENT' then p.amount_fen
                                when o.kind = 'SETTLEMENT' then -p.amount_fen end), 0)::bigint as settled,
                            count(*) filter (where p.kind = 'PAYMENT') - count(*) filter (where o.kind = 'PAYMENT') as payments,
                            (array_agg(p.balance_fen order by p.seq desc))[1] as balance
                        from ledger_posting p join ledger_account a on a.id = p.account_id
                        left join ledger_posting o on o.id = p.reverses
                        where a.kind = 'RESERVE' and a.place_code = ?
                        group by 1 order by 1 desc limit ?
                        """)
                .params(townshipCode, most)
                .query((row, n) -> new MonthTotal(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        Money.fen(row.getLong("came")),
                        Money.fen(row.getLong("went")),
                        Money.fen(row.getLong("settled")),
                        row.getInt("payments"),
                        Money.fen(row.getLong("balance"))))
                .list();
    }

    private static PostingView read(ResultSet row) throws SQLException {
        var means = row.getString("means");
        var kind = row.getString("subject_kind");
        return new PostingView(
                new PostingId(row.getObject("id", UUID.class)),
                row.getString("place_code"),
                row.getLong("seq"),
                row.getString("number"),
                PostingKind.valueOf(row.getString("kind")),
                Money.fen(row.getLong("amount_fen")),
                Money.fen(row.getLong("effect_fen")),
                Money.fen(row.getLong("balance_fen")),
                means == null ? null : Means.valueOf(means),
                kind == null ? null : new Subject(kind, row.getString("subject_id")),
                row.getString("words"),
                row.getString("payee"),
                PostingId.read(row, "reverses"),
                PostingId.read(row, "reversed_by"),
                PostingId.read(row, "settled_by"),
                row.getObject("posted_on", LocalDate.class),
                Sql.instant(row, "posted_at"),
                row.getObject("posted_by", UUID.class),
                row.getString("who"));
    }
}
