package cn.yimen.demo;

import cn.yimen.casefile.ToldHow;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.KinRelation;
import cn.yimen.integrity.ListingReason;
import cn.yimen.integrity.PostKind;
import cn.yimen.kernel.ResidentId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 演示区县的近亲属备案和失信名单: village cadres of the pilot township, a few of whose relatives apply; three listings. */
@Component
class DemoIntegrity {

    private static final long SEED = 2026;
    private static final int MOST = 7;

    private final JdbcClient jdbc;
    private final DemoAccounts accounts;
    private final Places places;
    private final Persons persons;
    private final KinRegister register;
    private final Blacklist blacklist;
    private final Clock clock;

    DemoIntegrity(
            JdbcClient jdbc,
            DemoAccounts accounts,
            Places places,
            Persons persons,
            KinRegister register,
            Blacklist blacklist,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.places = places;
        this.persons = persons;
        this.register = register;
        this.blacklist = blacklist;
        this.clock = clock;
    }

    /** 一位申请人, with his township. */
    private record Someone(UUID person, PlaceId township) {}

    /** Once, when the families are there. */
    void make() {
        var begun = jdbc.sql("select exists (select 1 from kin_cadre)")
                .query(Boolean.class)
                .single();
        var people = applicants(DemoAccounts.pilot(places));
        if (begun || people.size() < MOST) {
            return;
        }
        cadres(people);
        listings(people);
    }

    private void cadres(List<Someone> people) {
        var random = new SplittableRandom(SEED);
        var from = LocalDate.now(clock).minusYears(2).withDayOfYear(1);
        for (int n = 0; n < 12; n++) {
            var one = people.get(n % 4);
            var reviewer = accounts.reviewer(one.township());
            var villages = places.children(one.township());
            var male = n % 3 != 0;
            var cadre = register.file(
                    new KinRegister.NewCadre(
                            People.surname(random) + People.given(random, male),
                            number(from.minusYears(45L + n), n, male),
                            null,
                            new KinRegister.NewTerm(
                                    PostKind.VILLAGE_CADRE,
                                    title(villages.get(n % villages.size()), n),
                                    PlaceId.of(villages.get(n % villages.size()).code()),
                                    from,
                                    n == 5 ? from.plusYears(1).minusDays(1) : null)),
                    reviewer);
            if (n < 4) {
                register.link(
                        cadre,
                        new KinRegister.NewLink(
                                name(one.person()),
                                numberOf(one.person(), reviewer),
                                n % 2 == 0 ? KinRelation.SIBLING : KinRelation.PARENT),
                        reviewer);
            }
        }
    }

    private void listings(List<Someone> people) {
        var approver = accounts.byLogin("approver");
        var today = LocalDate.now(clock);
        var first = accounts.reviewer(people.get(4).township());
        var listed = blacklist.propose(
                proposal(people.get(4), ListingReason.CONCEALED, "核对发现名下有客车一辆，申请时没有申报；本人承认购车一年。", first), first);
        blacklist.tell(listed, ToldHow.FACE, "当面告知，本人签收", first);
        blacklist.object(listed, "车是帮亲戚挂名的，自己没有开过。", first);
        blacklist.list(listed, today, today.plusMonths(6), "申辩没有证据，登记和保险都在本人名下，不采纳。", approver);
        var second = accounts.reviewer(people.get(5).township());
        var told =
                blacklist.propose(proposal(people.get(5), ListingReason.FORGED, "提交的收入证明单位不存在，电话是空号。", second), second);
        blacklist.tell(told, ToldHow.WRITING, null, second);
        var third = accounts.reviewer(people.get(6).township());
        blacklist.propose(proposal(people.get(6), ListingReason.OBSTRUCTED, "三次上门都不开门，电话拒接。", third), third);
    }

    private static String title(Place village, int n) {
        return (village.name().contains("居") || village.name().contains("社区") ? "居委会" : "村委会")
                + (n % 2 == 0 ? "主任" : "委员");
    }

    private Blacklist.Proposal proposal(Someone someone, ListingReason reason, String facts, Officer by) {
        return new Blacklist.Proposal(numberOf(someone.person(), by), reason, facts, "《社会救助暂行办法》（国务院令第649号）第六十八条");
    }

    /** Applicants with a running case, those of the pilot township first, the newest before the others. */
    private List<Someone> applicants(Place pilot) {
        return jdbc.sql("""
                        select c.applicant_id, c.township_code from case_file c join person p on p.id = c.applicant_id
                        where c.closed_at is null and p.identity_idx is not null and p.township_code = c.township_code
                        group by c.applicant_id, c.township_code
                        order by c.township_code <> ?, max(c.accepted_at) desc, max(c.receipt_no) limit ?
                        """)
                .params(pilot.code(), MOST)
                .query((row, n) -> new Someone(
                        row.getObject("applicant_id", UUID.class), PlaceId.of(row.getString("township_code"))))
                .list();
    }

    private String name(UUID person) {
        return jdbc.sql("select name from person where id = ?")
                .param(person)
                .query(String.class)
                .single();
    }

    private ResidentId numberOf(UUID person, Officer by) {
        return ResidentId.parse(
                persons.reveal(new cn.yimen.household.PersonId(person), Persons.Private.IDENTITY, "近亲属备案", by));
    }

    /** Of the unassigned division 520499. */
    private static ResidentId number(LocalDate born, int n, boolean male) {
        var body = "520499" + born.format(DateTimeFormatter.BASIC_ISO_DATE)
                + "9%d%d".formatted(n / 5 % 10, n % 5 * 2 + (male ? 1 : 0));
        return new ResidentId(body + ResidentId.checkCharacter(body));
    }
}
