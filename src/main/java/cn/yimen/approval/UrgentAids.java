package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.ledger.NewPayment;
import cn.yimen.ledger.NotEnough;
import cn.yimen.ledger.PostingId;
import cn.yimen.ledger.Reserves;
import cn.yimen.policy.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 小额快救与急难先行救助 (AP-4; national-rules 4.2): given at once out of the township's reserve. The small one ends the
 * application in the same act, without check and without notice; help first leaves its papers to be made up. Giving, paying
 * and moving on happen together or not at all.
 */
@Service
@Transactional
public class UrgentAids {

    private static final String AID = """
            select a.*, p.number as voucher,
                exists (select 1 from ledger_posting r where r.reverses = a.posting_id) as reversed,
                array(select u.name from urgent_aid_person u where u.aid_id = a.id order by u.name) as persons
            from urgent_aid a left join ledger_posting p on p.id = a.posting_id
            """;

    private final JdbcClient jdbc;
    private final Applications applications;
    private final TemporaryNeeds needs;
    private final UrgentSecrets secrets;
    private final Reserves reserves;
    private final Households households;
    private final Policy policy;
    private final AuditLog audit;
    private final Clock clock;

    UrgentAids(
            JdbcClient jdbc,
            Applications applications,
            TemporaryNeeds needs,
            UrgentSecrets secrets,
            Reserves reserves,
            Households households,
            Policy policy,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.needs = needs;
        this.secrets = secrets;
        this.reserves = reserves;
        this.households = households;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 能给多少.
     *
     * @param words how it was counted
     */
    public record Most(Money amount, String words) {}

    /** 小额快救上限: at most a month's urban standard, for each person or for the household as the parameter says. */
    @Transactional(readOnly = true)
    public Most mostQuick(int persons) {
        var parameters = policy.eligibilityOn(LocalDate.now(clock));
        var facts = HouseholdFacts.on(LocalDate.now(clock), null)
                .emergency(Emergency.of(Emergency.Cause.OTHER_URGENT, null).askingQuick(null, Math.max(1, persons)))
                .build();
        var found = MeansTest.determine(facts, parameters).of(Scheme.TEMPORARY_QUICK);
        var how = found.steps().isEmpty() ? "" : found.steps().get(0).how();
        return new Most(found.amount().total(), how);
    }

    /** 先行救助上限: what the township may give by itself; more follows by the general procedure. */
    @Transactional(readOnly = true)
    public Most mostFirst() {
        var limit = policy.money("temp.townApprovalLimit", LocalDate.now(clock));
        return new Most(limit, "乡镇审批额度 " + limit.grouped() + " 元");
    }

    /** 可以选的受助人 of the application's household, by id; only the one it is for where the household lies elsewhere. */
    @Transactional(readOnly = true)
    public Map<UUID, String> people(ApplicationView application, Officer by) {
        var people = new LinkedHashMap<UUID, String>();
        people.put(application.personId(), application.personName());
        var id = new HouseholdId(application.householdId());
        var place = households.place(id);
        if (by.scope().sees(place.township().code(), place.isVillage() ? place.code() : null)) {
            var household = households.get(id, by);
            household
                    .living()
                    .forEach(member -> people.putIfAbsent(member.person().id(), household.nameOf(member.person())));
        } else {
            // no hukou condition: somebody of another township is helped where the need arose
            people.putIfAbsent(application.applicantId(), application.applicantName());
        }
        return people;
    }

    /**
     * 小额快救: registered, paid and decided in one act.
     *
     * @throws AidRefused if a field is wrong: over the limit, same cause without a reason, reserve too low
     * @throws OwnWork if the officer accepted the application
     * @throws NoWay if it is beyond it
     */
    public UrgentAid quickGrant(ApplicationId id, NewAid aid, Officer by) {
        return give(id, UrgentAid.Procedure.QUICK, aid, by);
    }

    /**
     * 先行救助: help first, papers after.
     *
     * @throws AidRefused as {@link #quickGrant}
     * @throws NoWay if it is beyond it
     */
    public UrgentAid aidFirst(ApplicationId id, NewAid aid, Officer by) {
        return give(id, UrgentAid.Procedure.AID_FIRST, aid, by);
    }

    private UrgentAid give(ApplicationId id, UrgentAid.Procedure procedure, NewAid aid, Officer by) {
        var application = applications.locked(id, by);
        var quick = procedure == UrgentAid.Procedure.QUICK;
        var way = quick ? Way.QUICK_GRANT : Way.AID_FIRST;
        var row = applications
                .wayOf(application, way)
                .orElseThrow(() -> new NoWay("本件现在是「%s」，不能再这样办".formatted(application.stateWords())));
        if (!row.isFor(by, application)) {
            throw new cn.yimen.pages.NotAllowed("「%s」由乡镇审核办理".formatted(row.words()));
        }
        if (quick && accepted(application, by)) {
            throw new OwnWork(OTHER_EYES);
        }
        var need = needs.of(id).orElse(null);
        var now = clock.instant();
        var reported = aid.reportedAt() != null
                ? aid.reportedAt()
                : need == null ? application.receivedAt() : need.reportedAt();
        var most = quick ? mostQuick(aid.persons().size()) : mostFirst();
        check(application, procedure, aid, reported, most, now, by);
        needs.registerWithAid(application, aid.cause(), !quick || (need != null && need.urgent()), reported, by);

        var aidId = UUID.randomUUID();
        var posting = pay(application, procedure, aid, aidId, by);
        insert(aidId, application, procedure, aid, reported, most, posting, now, by);
        needs.aided(id);
        applications.take(id, quick ? Part.CONFIRMER : Part.INVESTIGATOR, by);
        audit.changed(by, procedure.words(), application.subject(), "");
        applications.go(
                id,
                way,
                "%s，%s %s 元"
                        .formatted(
                                aid.cause().label(),
                                aid.means().goods() ? "给实物，折合" : "一次性给",
                                aid.amount().grouped()),
                by);
        return of(aidId);
    }

    private void check(
            ApplicationView application,
            UrgentAid.Procedure procedure,
            NewAid aid,
            Instant reported,
            Most most,
            Instant now,
            Officer by) {
        if (!aid.cause().sudden()) {
            throw new AidRefused("cause", aid.cause().label() + "不属于突发急难，走一般程序");
        }
        var people = people(application, by);
        if (aid.persons().isEmpty() || !people.keySet().containsAll(aid.persons())) {
            throw new AidRefused("persons", "选择受助的人");
        }
        if (procedure == UrgentAid.Procedure.QUICK && !aid.means().paid()) {
            throw new AidRefused("means", "小额快救从备用金支付，不用库存实物");
        }
        if (aid.means().goods() && (aid.goods() == null || aid.goods().isBlank())) {
            throw new AidRefused("goods", "填写给了什么实物、多少");
        }
        if (reported.isAfter(now)) {
            throw new AidRefused("reportedTime", "报告时间还没有到，请核对");
        }
        if (aid.amount().signum() <= 0) {
            throw new AidRefused("amount", "金额要大于 0");
        }
        if (aid.amount().compareTo(most.amount()) > 0) {
            throw new AidRefused(
                    "amount",
                    procedure == UrgentAid.Procedure.QUICK
                            ? "最多 %s 元：%s。超过的走一般程序".formatted(most.amount().grouped(), most.words())
                            : "最多 %s 元：%s。先给这些，其余补办手续后按一般程序给"
                                    .formatted(most.amount().grouped(), most.words()));
        }
        if (aid.repeatReason() == null || aid.repeatReason().isBlank()) {
            needs.earlier(application, aid.cause(), aid.persons(), by).stream()
                    .findFirst()
                    .ifPresent(before -> {
                        throw new AidRefused(
                                "repeatReason",
                                "%s 因同一事由给过%s（%s），再次救助要写明理由"
                                        .formatted(
                                                LocalDate.ofInstant(before.at(), clock.getZone()),
                                                before.words(),
                                                before.receiptNo()));
                    });
        }
    }

    private @Nullable PostingId pay(
            ApplicationView application, UrgentAid.Procedure procedure, NewAid aid, UUID aidId, Officer by) {
        if (!aid.means().paid()) {
            return null;
        }
        try {
            return reserves.pay(
                            new NewPayment(
                                    "aid/" + aidId,
                                    application.townshipCode(),
                                    aid.amount(),
                                    switch (aid.means()) {
                                        case CASH -> cn.yimen.ledger.Means.CASH;
                                        case TRANSFER -> cn.yimen.ledger.Means.TRANSFER;
                                        case GOODS, STOCK -> cn.yimen.ledger.Means.GOODS;
                                    },
                                    application.subject(),
                                    "临时救助" + procedure.words() + "，" + application.receiptNo(),
                                    aid.payee()),
                            by)
                    .id();
        } catch (NotEnough e) {
            throw new AidRefused("amount", e.getMessage() + "，可以先申请补足，或者给库存实物");
        }
    }

    private void insert(
            UUID aidId,
            ApplicationView application,
            UrgentAid.Procedure procedure,
            NewAid aid,
            Instant reported,
            Most most,
            @Nullable PostingId posting,
            Instant now,
            Officer by) {
        var urgent = needs.of(application.id()).map(TemporaryNeed::urgent).orElse(false);
        var hours = policy.days("emergency.hours", LocalDate.ofInstant(reported, clock.getZone()));
        var late = Duration.between(reported.plus(Duration.ofHours(hours)), now);
        // a minute begun is a minute late
        var lateMinutes = urgent && late.compareTo(Duration.ZERO) > 0 ? late.toMinutes() + 1 : 0;
        jdbc.sql("""
                        insert into urgent_aid (id, application_id, round, procedure, number, household_id, cause, story_enc,
                            means, goods, amount_fen, limit_fen, limit_words, payee, repeat_reason, reported_at, aided_at,
                            late_minutes, aided_by, who, posting_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        aidId,
                        application.id().id(),
                        application.round(),
                        procedure.name(),
                        nextNumber(procedure == UrgentAid.Procedure.QUICK ? "KJ" : "JN"),
                        application.householdId(),
                        aid.cause().name(),
                        secrets.sealStory(aid.story()),
                        aid.means().name(),
                        aid.means().goods() ? aid.goods() : null,
                        aid.amount().fen(),
                        most.amount().fen(),
                        most.words(),
                        aid.payee(),
                        aid.repeatReason() == null || aid.repeatReason().isBlank() ? null : aid.repeatReason(),
                        Sql.at(reported),
                        Sql.at(now),
                        lateMinutes == 0 ? null : lateMinutes,
                        by.id(),
                        by.name(),
                        posting == null ? null : posting.id()))
                .update();
        var people = people(application, by);
        aid.persons().stream()
                .distinct()
                .forEach(person -> jdbc.sql("insert into urgent_aid_person (aid_id, person_id, name) values (?, ?, ?)")
                        .params(aidId, person, people.getOrDefault(person, ""))
                        .update());
    }

    private String nextNumber(String prefix) {
        var year = LocalDate.now(clock).getYear();
        int next = jdbc.sql("""
                        insert into urgent_aid_number (prefix, year, last) values (?, ?, 1)
                        on conflict (prefix, year) do update set last = urgent_aid_number.last + 1 returning last
                        """).params(prefix, year).query(Integer.class).single();
        return "%s-%d-%04d".formatted(prefix, year, next);
    }

    // --- 补齐手续

    /** 还缺的材料 of the matter, by name; empty if its papers are complete. */
    @Transactional(readOnly = true)
    public List<String> missingPapers(ApplicationView application) {
        return jdbc.sql("""
                        select m.name from case_material m join case_material_matter mm on mm.material_id = m.id
                        where mm.matter_id = ? and m.state = 'MISSING' order by m.name
                        """)
                .param(application.matter().id())
                .query(String.class)
                .list();
    }

    /**
     * 补齐手续: the papers are there. Either this was all, and somebody else than who gave the help confirms it, or the
     * general procedure follows and sets off what was given.
     *
     * @throws NoWay if papers are missing, or it does not wait for them
     * @throws OwnWork if the officer gave the help and confirms it
     */
    public void complete(ApplicationId id, boolean small, Officer by) {
        var application = applications.locked(id, by);
        var aid = ofRound(application).orElseThrow(() -> new NoWay("本件没有先行救助，不用补手续"));
        if (small) {
            if (aid.by().equals(by.id())) {
                throw new OwnWork(SECOND_EYES);
            }
            applications.go(
                    id,
                    Way.COMPLETE_SMALL,
                    "%s，已先行救助 %s 元，手续补齐"
                            .formatted(aid.cause().label(), aid.amount().grouped()),
                    by);
            applications.take(id, Part.CONFIRMER, by);
        } else {
            applications.go(
                    id,
                    Way.COMPLETE,
                    "手续补齐，按一般程序继续，抵扣已给的 %s 元".formatted(aid.amount().grouped()),
                    by);
        }
    }

    static final String OTHER_EYES = "您受理了本件，小额快救要由另一人批准";
    static final String SECOND_EYES = "先行救助是您给的，补齐手续后要由另一人核对办结";

    boolean accepted(ApplicationView application, Officer by) {
        return jdbc.sql("select exists (select 1 from case_file where id = ? and ? in (first_officer_id, officer_id))")
                .params(application.caseId().id(), by.id())
                .query(Boolean.class)
                .single();
    }

    // --- 查看

    /** All of an application, the first one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<UrgentAid> of(ApplicationId id) {
        return jdbc.sql(AID + " where a.application_id = ? order by a.aided_at")
                .param(id.id())
                .query((row, n) -> read(row))
                .list();
    }

    Optional<UrgentAid> ofRound(ApplicationView application) {
        return jdbc.sql(AID + " where a.application_id = ? order by a.round desc limit 1")
                .param(application.id().id())
                .query((row, n) -> read(row))
                .optional();
    }

    private UrgentAid of(UUID id) {
        return jdbc.sql(AID + " where a.id = ?")
                .param(id)
                .query((row, n) -> read(row))
                .single();
    }

    /**
     * 先行救助超时: how many of a month were later than the hours, by township.
     *
     * @return empty if none was
     */
    @Transactional(readOnly = true)
    public Map<String, Long> overruns(YearMonth month) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        select d.township_code, count(*) as n from urgent_aid a join application d on d.id = a.application_id
                        where a.late_minutes is not null and a.aided_at >= :from and a.aided_at < :to
                        group by d.township_code order by d.township_code
                        """)
                .param(
                        "from",
                        Sql.at(month.atDay(1).atStartOfDay(clock.getZone()).toInstant()))
                .param(
                        "to",
                        Sql.at(month.plusMonths(1)
                                .atDay(1)
                                .atStartOfDay(clock.getZone())
                                .toInstant()))
                .query(row -> {
                    counts.put(row.getString("township_code"), row.getLong("n"));
                });
        return counts;
    }

    private UrgentAid read(ResultSet row) throws SQLException {
        var posting = Sql.idOrNull(row, "posting_id");
        return new UrgentAid(
                Sql.id(row, "id"),
                new ApplicationId(Sql.id(row, "application_id")),
                row.getInt("round"),
                UrgentAid.Procedure.valueOf(row.getString("procedure")),
                row.getString("number"),
                Emergency.Cause.valueOf(row.getString("cause")),
                List.of((String[]) row.getArray("persons").getArray()),
                secrets.story(row.getBytes("story_enc")),
                UrgentAid.Means.valueOf(row.getString("means")),
                row.getString("goods"),
                Money.fen(row.getLong("amount_fen")),
                Money.fen(row.getLong("limit_fen")),
                row.getString("limit_words"),
                row.getString("payee"),
                row.getString("repeat_reason"),
                Sql.instant(row, "reported_at"),
                Sql.instant(row, "aided_at"),
                (Long) row.getObject("late_minutes"),
                Sql.id(row, "aided_by"),
                row.getString("who"),
                posting == null ? null : new PostingId(posting),
                row.getString("voucher"),
                row.getBoolean("reversed"));
    }
}
