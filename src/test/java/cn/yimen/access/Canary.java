package cn.yimen.access;

import cn.yimen.audit.Subject;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Channel;
import cn.yimen.casefile.OpenCase;
import cn.yimen.district.PlaceId;
import cn.yimen.document.Attachments;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.ResidentId;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.Referrals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 金丝雀: a household whose every word is nobody else's, with a case, its application and a referral to 医保. */
@TestComponent
class Canary {

    static final String TOWNSHIP = "520402102";
    static final String VILLAGE = "520402102210";
    static final String NEXT_VILLAGE = "520402102213";
    static final String DEPT = "YB";

    /** What is typed to find it: found by the beginning, so that an answer that repeats the question betrays nothing. */
    static final String BEGINNING = "欧阳望";

    private static final ResidentId HEAD = Numbers.next(19580312);
    private static final ResidentId WIFE = Numbers.next(19610529);
    private static final ResidentId AGENT = Numbers.next(19880817);

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Households households;
    private final Cases cases;
    private final Referrals referrals;
    private final Attachments attachments;
    private final Map<String, String> ids = new LinkedHashMap<>();

    Canary(
            JdbcClient jdbc,
            Persons persons,
            Households households,
            Cases cases,
            Referrals referrals,
            Attachments attachments) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.households = households;
        this.cases = cases;
        this.referrals = referrals;
        this.attachments = attachments;
    }

    /** What must not be seen, by what it is. */
    static Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("户主姓名", "欧阳望舒");
        words.put("配偶姓名", "令狐栖迟");
        words.put("代理人姓名", "上官云岫");
        words.put("近亲属说明", "与驻村干部尉迟青崖是表亲");
        words.put("住址", "望舒巷七百零九号");
        words.put("备注", "栖迟旧事不可与外人道");
        words.put("困难情况", "三年前自云岫崖采药坠下");
        words.put("办理要求", "请照栖迟旧例核定");
        words.put("户主电话", "13987650321");
        words.put("代理人电话", "13987650654");
        words.put("银行账号", "6217009876543210987");
        words.put("户主证件号", HEAD.value());
        words.put("配偶证件号", WIFE.value());
        words.put("代理人证件号", AGENT.value());
        return words;
    }

    private static String word(String what) {
        return Objects.requireNonNull(words().get(what));
    }

    /** Its records by the beginnings of their addresses; made once. */
    synchronized Map<String, String> ids() {
        if (ids.isEmpty()) {
            make(Staff.clerk(jdbc, TOWNSHIP));
        }
        return ids;
    }

    private void make(Officer clerk) {
        var place = PlaceId.of(VILLAGE);
        var head = persons.register(
                PersonDetails.of(word("户主姓名"), HEAD).phone(word("户主电话")).card(word("银行账号"), "农商银行"), place, clerk);
        var wife = persons.register(PersonDetails.of(word("配偶姓名"), WIFE), place, clerk);
        var household = households.register(
                new HouseholdDetails(
                        place,
                        word("住址"),
                        false,
                        false,
                        false,
                        cn.yimen.household.Assistance.NONE,
                        word("备注"),
                        List.of(MemberPart.of(head, "02"), MemberPart.of(wife, "10")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                clerk);
        var opened = cases.open(
                new OpenCase(
                        household.id(),
                        head.id(),
                        word("户主姓名"),
                        2,
                        PlaceId.of(TOWNSHIP),
                        place,
                        Channel.WINDOW,
                        new OpenCase.Agent(word("代理人姓名"), AGENT.value(), word("代理人电话"), "侄子", "行动不便"),
                        word("近亲属说明"),
                        word("困难情况"),
                        word("户主电话"),
                        Instant.now().minusSeconds(400),
                        null,
                        List.of(
                                new OpenCase.Wanted("MZ-01", head.id(), word("户主姓名"), null),
                                new OpenCase.Wanted("YB-01", head.id(), word("户主姓名"), null)),
                        List.of(),
                        null),
                clerk);
        var id = opened.caseId().id();
        var referral = one("select id from referral where case_id = ?", id);
        referrals.dispatch(new ReferralId(UUID.fromString(referral)), DEPT, word("办理要求"), clerk);
        var scan = attachments.store(
                new Subject("case", id.toString()), "", word("户主姓名") + ".png", Samples.picture(), clerk);
        ids.put("/cases", id.toString());
        ids.put("/verification/cases", id.toString());
        ids.put("/applications", one("select id from application where case_id = ?", id));
        ids.put("/referrals", referral);
        ids.put("/households", household.id().toString());
        ids.put("/persons", head.id().toString());
        ids.put("/attachments", scan.id().toString());
        ids.put("{matter}", one("select id from matter where case_id = ? order by no limit 1", id));
        ids.put("{person}", wife.id().toString());
    }

    private String one(String sql, UUID id) {
        return jdbc.sql(sql).param(id).query(UUID.class).single().toString();
    }
}
