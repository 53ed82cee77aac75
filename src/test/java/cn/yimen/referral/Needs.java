package cn.yimen.referral;

import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterAccepted;
import cn.yimen.casefile.MatterId;
import cn.yimen.district.PlaceId;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** 测试用的受理事项: accepted matters of other departments, as the case module leaves them. */
public final class Needs {

    private static final cn.yimen.protection.FieldCipher CIPHER =
            new cn.yimen.protection.FieldCipher(new cn.yimen.protection.KeyRing(java.util.List.of(), null, null));

    private static final AtomicInteger NEXT = new AtomicInteger((int) (System.nanoTime() % 90_000) * 10);

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Deadlines deadlines;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public Needs(
            JdbcClient jdbc,
            Persons persons,
            Deadlines deadlines,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.deadlines = deadlines;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One accepted matter of a department, waiting to be sent; the name is the applicant's. */
    public ReferralId accepted(Officer clerk, String itemCode, String itemName, String name) {
        var caseId = openCase(clerk, name);
        return add(caseId, clerk, itemCode, itemName, name, 1);
    }

    /** An empty case: its matters are added one by one. */
    public CaseId openCase(Officer clerk, String name) {
        var township = String.valueOf(clerk.townshipCode());
        var id = UUID.randomUUID();
        int number = NEXT.incrementAndGet();
        jdbc.sql("""
                        insert into case_file (id, receipt_no, year, number, query_code_enc, query_code_idx, household_id,
                            applicant_id, applicant_name, members, township_code, village_code, channel, near_kin,
                            hardship_enc, first_officer_id, first_contact_at, officer_id, accepted_at, state)
                        values (:id, :no, 2020, :number, :code, '\\x00', :id, :id, :name, 3, :township, :village, 'WINDOW', false,
                            :hardship, :officer, :now, :officer, :now, 'ACCEPTED')
                        """)
                // really sealed: a rotation of the keys goes over these rows too
                .param("code", CIPHER.encrypt("case_file.query_code", "00000000"))
                .param("hardship", CIPHER.encrypt("case_file.hardship", "困难"))
                .param("id", id)
                .param("no", "2020-ZZ-%06d".formatted(number % 1_000_000))
                .param("number", number)
                .param("name", name)
                .param("township", township)
                .param("village", village(township))
                .param("officer", clerk.id())
                .param("now", now())
                .update();
        return new CaseId(id);
    }

    /** A matter of a case, accepted; gives its referral, or null-like nothing for the bureau's own. */
    public ReferralId add(CaseId caseId, Officer clerk, String itemCode, String itemName, String name, int no) {
        var matter = addMatter(caseId, clerk, itemCode, itemName, name, no);
        return new ReferralId(jdbc.sql("select id from referral where matter_id = ?")
                .param(matter.id())
                .query(UUID.class)
                .single());
    }

    public MatterId addMatter(CaseId caseId, Officer clerk, String itemCode, String itemName, String name, int no) {
        var township = String.valueOf(clerk.townshipCode());
        var village = village(township);
        var person = persons.register(
                PersonDetails.of(name, Numbers.next(19500101 + NEXT.incrementAndGet() % 28))
                        .phone("13900001234"),
                new PlaceId(village),
                clerk);
        var promise = deadlines.start(
                DeadlineKind.promise("matter.promise", "承诺办结"), Budget.workingDays(20), clock.instant());
        var id = new MatterId(UUID.randomUUID());
        var dept = itemCode.substring(0, 2);
        jdbc.sql("""
                        insert into matter (id, case_id, no, item_code, item_version_id, item_name, dept_code, own, person_id,
                            person_name, household_id, household_wide, township_code, village_code, state, opened_at,
                            accepted_at, promise_deadline_id, due_at)
                        values (:id, :case, :no, :item, :id, :itemName, :dept, :own, :person, :name, :case, false, :township,
                            :village, :state, :now, :now, :promise, :due)
                        """)
                .param("id", id.id())
                .param("case", caseId.id())
                .param("no", no)
                .param("item", itemCode)
                .param("itemName", itemName)
                .param("dept", dept)
                .param("own", dept.equals("MZ"))
                .param("person", person.id())
                .param("name", name)
                .param("township", township)
                .param("village", village)
                .param("state", dept.equals("MZ") ? "ACCEPTED" : "TO_REFER")
                .param("now", now())
                .param("promise", promise.id())
                .param("due", deadlines.view(promise).dueAt().atOffset(ZoneOffset.UTC))
                .update();
        transaction.executeWithoutResult(
                status -> events.publishEvent(new MatterAccepted(id, caseId, itemCode, dept, township)));
        return id;
    }

    /** Lets a clock of a referral run out some days ago, and the job's hour come. */
    public void late(ReferralId id, ReferralClock which, int days) {
        jdbc.sql("""
                        update deadline set due_at = now() - make_interval(days => :days), soon_at = now() - make_interval(days => :days + 1)
                        where id = (select deadline_id from referral_clock where referral_id = :id and clock = :clock)
                        """)
                .param("days", days)
                .param("id", id.id())
                .param("clock", which.name())
                .update();
        now(id, which);
    }

    /** The job's hour has come for a clock. */
    public void now(ReferralId id, ReferralClock which) {
        jdbc.sql(
                        "update referral_clock set next_at = now() - interval '1 minute' where referral_id = ? and clock = ? and open")
                .params(id.id(), which.name())
                .update();
    }

    private String village(String township) {
        return jdbc.sql("select min(code) from place where parent_code = ?")
                .param(township)
                .query(String.class)
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
