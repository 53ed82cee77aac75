package cn.yimen.demo;

import cn.yimen.casefile.CaseId;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.PersonMatching;
import cn.yimen.identity.Officer;
import cn.yimen.verification.Imports;
import cn.yimen.verification.Verifications;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 演示区县的信息核对: a few cases of the pilot township asked about, two of them started, and three departments' lists. */
@Component
class DemoVerification {

    private static final int MOST = 5;

    /** So many of those in benefit may be named by the lists. */
    private static final int LISTED = 20;

    private final JdbcClient jdbc;
    private final DemoAccounts accounts;
    private final Places places;
    private final PersonMatching people;
    private final Verifications verifications;
    private final Imports imports;
    private final Clock clock;

    DemoVerification(
            JdbcClient jdbc,
            DemoAccounts accounts,
            Places places,
            PersonMatching people,
            Verifications verifications,
            Imports imports,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.places = places;
        this.people = people;
        this.verifications = verifications;
        this.imports = imports;
        this.clock = clock;
    }

    /** 一件正在办的. */
    private record Open(CaseId id, HouseholdId household, PlaceId township) {}

    /** Once, when the cases are there. */
    void make() {
        var begun = jdbc.sql("select exists (select 1 from verification_batch)")
                .query(Boolean.class)
                .single();
        var cases = cases();
        if (begun) {
            return;
        }
        var officer = accounts.byLogin("officer");
        for (var n = 0; n < cases.size(); n++) {
            var one = cases.get(n);
            var reviewer = accounts.reviewer(one.township());
            verifications.authorise(one.id(), people.members(one.household()), LocalDate.now(clock), reviewer);
            if (n < 4) {
                verifications.ask(one.id(), reviewer);
            }
            if (n < 2) {
                verifications.start(one.id(), List.of("DEPOSIT", "VEHICLE", "HOUSING", "DEATH", "SOCIAL"), officer);
            }
        }
        lists(cases, officer);
    }

    /** About people of the started cases and people in benefit. */
    private List<PersonMatching.Number> known(List<Open> cases) {
        var persons = new ArrayList<UUID>();
        cases.stream().limit(2).forEach(one -> persons.addAll(people.members(one.household())));
        persons.addAll(inBenefit());
        return List.copyOf(people.numbers(persons).values());
    }

    /** Who gets something, those whose household came first before the others. */
    private List<UUID> inBenefit() {
        return jdbc.sql("""
                        select m.person_id from household h join household_member m on m.household_id = h.id
                        where h.assistance <> 'NONE' and h.closed_on is null and m.left_on is null and m.lives_together
                        order by (select min(c.receipt_no) from case_file c where c.household_id = h.id), m.sort limit ?
                        """).param(LISTED).query(UUID.class).list();
    }

    private void lists(List<Open> cases, Officer officer) {
        var known = known(cases);
        if (known.isEmpty()) {
            return;
        }
        var first = known.get(0);
        var second = known.get(known.size() - 1);
        var today = LocalDate.now(clock);
        load(
                "VEHICLE",
                "机动车登记.csv",
                "姓名,身份证号,号牌号码,车辆类型,登记日期\n%s,%s,贵G7A120,小型轿车,%s\n某某,123,贵G00000,小型轿车,%s\n"
                        .formatted(first.name(), first.value(), today.minusMonths(7), today.minusMonths(3)),
                officer);
        load(
                "DEPOSIT",
                "存款查询结果.csv",
                "姓名,身份证号,余额,查询日期,开户银行\n%s,%s,\"86,420.15\",%s,农村信用社\n".formatted(second.name(), second.value(), today),
                officer);
        load(
                "POVERTY",
                "监测对象名单.csv",
                "户主姓名,证件号码,户类型,所在村\n%s,%s,突发严重困难户,把士村\n".formatted(second.name(), second.value()),
                officer);
    }

    private void load(String source, String file, String text, Officer officer) {
        var batch = imports.upload(
                source, file, text.getBytes(StandardCharsets.UTF_8), LocalDate.now(clock), false, officer);
        imports.start(batch, imports.preview(batch, officer).guess(), false, officer);
    }

    /** Running cases about the bureau's own matters whose applicant has a number, the pilot township first. */
    private List<Open> cases() {
        return jdbc.sql("""
                        select id, household_id, township_code from (
                        select distinct on (c.household_id) c.id, c.household_id, c.township_code, c.accepted_at, c.receipt_no
                        from case_file c
                        join matter m on m.case_id = c.id and m.state = 'ACCEPTED'
                            and m.item_code in ('MZ-01', 'MZ-05', 'MZ-06', 'MZ-02A')
                        join household_member h on h.household_id = c.household_id and h.left_on is null
                            and h.lives_together
                        join person p on p.id = h.person_id and p.identity_idx is not null
                        where not exists (select 1 from verification_case v where v.household_id = c.household_id)
                            and not exists (select 1 from case_material a
                                where a.case_id = c.id and a.code = 'AUTHORISATION' and a.state = 'MISSING')
                        order by c.household_id, c.accepted_at desc, c.receipt_no) as open
                        order by township_code <> ?, accepted_at desc, receipt_no limit ?
                        """)
                .params(DemoAccounts.pilot(places).code(), MOST)
                .query((row, n) -> new Open(
                        new CaseId(row.getObject("id", UUID.class)),
                        new HouseholdId(row.getObject("household_id", UUID.class)),
                        PlaceId.of(row.getString("township_code"))))
                .list();
    }
}
