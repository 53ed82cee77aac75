package cn.yimen.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import cn.yimen.browser.Chromium;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Supporter;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.KinRelation;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.ResidentId;
import cn.yimen.ledger.Reserve;
import cn.yimen.ledger.Reserves;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Proof;
import cn.yimen.pages.Formats;
import cn.yimen.policy.Policy;
import cn.yimen.verification.Verifications;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * W05, W10, W16, W17, W18 of national-rules 12 by three people and more: the township's clerk and reviewer, the bureau's
 * approvers, and whoever reads a notice.
 */
@BrowserTest
@NullUnmarked
class WorkedHouseholdsBrowserTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    Applications applications;

    @Autowired
    Investigations investigations;

    @Autowired
    Opinions opinions;

    @Autowired
    Decisions decisions;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    Verifications verifications;

    @Autowired
    Cases cases;

    @Autowired
    NoticeOfApplication posting;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    KinRegister kin;

    @Autowired
    Reserves reserves;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Policy policy;

    @Autowired
    Formats formats;

    @Autowired
    Paths paths;

    @Autowired
    Officers officers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private Officer clerk;
    private Officer reviewer;
    private Surveys surveys;

    @BeforeEach
    void people() {
        clerk = officers.byLogin("clerk").orElseThrow();
        reviewer = officers.byLogin("reviewer").orElseThrow();
        surveys = new Surveys(jdbc, applications, investigations, opinions, households, verifications, clock);
    }

    @Test
    void aCarOverTheLimitIsRefusedAndToldInWriting_W05_AP_1(Chromium.Desks desks) {
        var family = three();
        declare(family, 900, true);
        var id = opened(Families.wish(family, "MZ-01"));
        applications.go(id, Way.START_SURVEY, null, reviewer);
        visited(id);
        var here = "/applications/" + id;

        var township = desks.sit();
        signIn(township, "reviewer");
        township.navigate(here + "/opinion");
        assertThat(township.getByLabel(Pattern.compile("^建议不予确认"))).isChecked();
        assertThat(township.getByLabel("理由"))
                .hasValue(Pattern.compile("人均月收入 300\\.00 元.*605\\.00 元.*有生活用机动车.*不符合最低生活保障条件"));
        press(township, "提出初审意见");
        assertThat(township.locator(".sa-note--ok")).containsText("建议不予确认");
        assertThat(township.locator("h1")).containsText("待审核确认");

        var bureau = desks.sit();
        signIn(bureau, "approver");
        bureau.navigate(here);
        link(bureau, "去审核确认");
        assertThat(bureau.getByLabel(Pattern.compile("^确认同意"))).hasCount(0);
        bureau.getByLabel(Pattern.compile("^不予确认")).check();
        press(bureau, "下一步");
        assertThat(bureau.getByRole(AriaRole.ALERT)).containsText("填写理由");
        assertThat(bureau.getByRole(AriaRole.ALERT)).containsText("填写依据的条款");
        bureau.getByLabel("理由").fill("名下有家用小轿车 1 辆，财产不符合规定");
        bureau.getByLabel("依据的条款").fill("民发〔2021〕57号第十四条");
        press(bureau, "下一步");
        assertThat(bureau.locator("body")).containsText("请核对，决定后 3 个工作日内书面告知");
        assertThat(bureau.locator("body")).containsText("名下有家用小轿车 1 辆");
        press(bureau, "不予确认");
        assertThat(bureau.locator(".sa-note--ok")).containsText("不予确认");
        bureau.navigate(here);
        assertThat(bureau.locator("h1")).containsText("不予确认");

        var decision = decisions.of(id).get(0);
        assertThat(decision.number()).matches("BQ-[0-9]{4}-[0-9]{4}");
        var window = desks.sit();
        signIn(window, "clerk");
        window.navigate(here);
        assertThat(limit(window, "书面告知不予确认")).containsText(formats.until(due(3, decision.at())) + "（3 个工作日）");
        assertThat(limit(window, "书面告知不予确认")).not().containsText("按时");
        assertThat(limit(window, "审核确认").first()).containsText("按时");
        assertThat(day(due(3, at("2026-09-18T10:00")))).isEqualTo("2026-09-22");
        var paper = window.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^不予确认通知书")))
                .getAttribute("href");
        link(window, "登记送达");
        assertThat(window.locator("body")).containsText(decision.number());
        window.getByLabel("直接送达").check();
        press(window, "登记送达");
        assertThat(window.locator(".sa-note--ok")).containsText("已登记送达");
        assertThat(limit(window, "书面告知不予确认")).containsText("按时");
        window.navigate(paper);
        assertThat(window.locator("body")).containsText("名下有家用小轿车 1 辆");
        assertThat(window.locator("body")).containsText("民发〔2021〕57号第十四条");
    }

    @Test
    void quickHelpOf800IsSetOffFrom7488AndTheBureauConfirms6688_W10_AP_4(Chromium.Desks desks) {
        Reserve.of(reserves, jdbc, Families.TOWNSHIP).holding("5000");
        var family = three();
        declare(family, 300, false);
        var quick = opened(urgent(Families.wish(family, "MZ-03"), null));
        var before = reserves.balance(Families.TOWNSHIP, reviewer);

        var township = desks.sit();
        signIn(township, "reviewer");
        township.navigate("/applications/" + quick);
        link(township, "小额快救");
        township.getByLabel("交通事故等意外事件").check();
        township.getByLabel("发生了什么").fill("骑车被撞，住院押金不够");
        township.getByLabel("现金").check();
        township.getByLabel("救助金额").fill("832.01");
        press(township, "确认，给小额快救");
        assertThat(township.getByRole(AriaRole.ALERT)).containsText("最多 832.00 元");
        assertThat(reserves.balance(Families.TOWNSHIP, reviewer)).isEqualTo(before);
        township.getByLabel("救助金额").fill("800");
        press(township, "确认，给小额快救");
        assertThat(township.locator(".sa-note--ok")).containsText("已给小额快救 800.00 元，编号 KJ-");
        assertThat(township.locator("h1")).containsText("已确认");
        assertThat(reserves.balance(Families.TOWNSHIP, reviewer)).isEqualTo(before.minus(Money.yuan(800)));

        // 一般程序: 832 × 3 人 × 3 个月 = 7488 > 1500
        var general = opened(urgent(Families.wish(family, "MZ-03"), 3));
        var here = "/applications/" + general;
        township.navigate(here);
        link(township, "启动调查");
        press(township, "启动调查");
        for (var words : List.of("832.00 × 3 人 × 3 个月", "7,488.00 元", "−800.00 元", "6,688.00 元", "区民政局审批")) {
            assertThat(township.locator("section[aria-labelledby='urgent-h']")).containsText(words);
        }
        visited(general);
        township.navigate(here + "/opinion");
        assertThat(township.getByLabel(Pattern.compile("^建议确认"))).isChecked();
        assertThat(township.getByLabel("一次性金额")).hasValue("6,688.00");
        assertThat(township.locator("section[aria-labelledby='why-h']")).containsText("7,488.00");
        press(township, "提出初审意见");
        assertThat(township.locator(".sa-note--ok")).containsText("6,688.00 元");
        Standing.at(jdbc, paths, general, ApplicationState.NOTICE);
        Standing.at(jdbc, paths, general, ApplicationState.SUBMITTED);

        var colleague = desks.sit();
        signIn(colleague, "reviewer2");
        colleague.navigate(here + "/confirm");
        assertThat(colleague.locator("body")).containsText("本件由区民政局审批人员审核确认");

        var bureau = desks.sit();
        signIn(bureau, "approver");
        bureau.navigate(here);
        link(bureau, "去审核确认");
        assertThat(bureau.locator("body")).containsText("7,488.00");
        assertThat(bureau.locator("body")).containsText("6,688.00");
        bureau.getByLabel(Pattern.compile("^确认同意")).check();
        press(bureau, "下一步");
        assertThat(bureau.locator("body")).containsText("陆仟陆佰捌拾捌元整");
        press(bureau, "确认，一次发 6,688.00 元");
        assertThat(bureau.locator(".sa-note--ok")).containsText("6,688.00 元");
        bureau.navigate(here);
        assertThat(bureau.locator("h1")).containsText("已确认");
        assertThat(bureau.locator("section[aria-labelledby='decision-h']")).containsText("一次性救助 6,688.00 元");
        assertThat(decisions.of(general).get(0).once()).isEqualTo(Money.yuan(6688));
    }

    @Test
    void theLimitsOfAnAcceptedApplicationAreShownToEachPerson_W16_AP_1(Chromium.Desks desks) {
        // what the browser cannot play: accepted on Friday the 18th, Sunday the 20th is worked
        var friday = at("2026-09-18T10:00");
        assertThat(List.of(day(due(3, friday)), day(due(30, friday)), day(due(45, friday))))
                .containsExactly("2026-09-22", "2026-11-05", "2026-11-26");
        assertThat(day(due(10, at("2026-10-19T09:00")))).isEqualTo("2026-11-02");

        var family = three();
        declare(family, 9000, false);
        var id = opened(Families.wish(family, "MZ-01"));
        var here = "/applications/" + id;
        var accepted = applications.get(id, reviewer).receivedAt();
        var window = desks.sit();
        signIn(window, "clerk");
        var township = desks.sit();
        signIn(township, "reviewer");
        var bureau = desks.sit();
        signIn(bureau, "approver");
        var people = List.of(window, township, bureau);

        for (var person : people) {
            person.navigate(here);
            assertThat(limit(person, "启动调查")).containsText(formats.until(due(3, accepted)) + "（3 个工作日）");
            assertThat(limit(person, "启动调查")).not().containsText("按时");
            assertThat(person.locator(".sa-due")).containsText(formats.until(due(30, accepted)) + "（30 个工作日）");
            assertThat(limit(person, "审核确认")).hasCount(0);
        }
        link(township, "启动调查");
        press(township, "启动调查");
        assertThat(limit(township, "启动调查")).containsText("按时");
        visited(id);
        township.navigate(here + "/opinion");
        press(township, "提出初审意见");
        assertThat(township.locator("h1")).containsText("待审核确认");

        var submitted = applications.get(id, reviewer).enteredAt();
        for (var person : people) {
            person.navigate(here);
            assertThat(limit(person, "启动调查")).containsText("按时");
            assertThat(limit(person, "审核确认")).containsText(formats.until(due(10, submitted)) + "（10 个工作日）");
            assertThat(person.locator(".sa-due")).containsText(formats.until(due(30, accepted)));
        }
    }

    @Test
    void anOldManWhoseOnlySonCannotSupportHimIsTekun_W17_AP_1(Chromium.Desks desks) {
        var id = oldMan(2, 800);
        visited(id);
        var here = "/applications/" + id;

        var township = desks.sit();
        signIn(township, "reviewer");
        township.navigate(here + "/opinion");
        assertThat(township.getByLabel(Pattern.compile("^建议确认"))).isChecked();
        assertThat(township.locator("section[aria-labelledby='why-h']")).containsText("无履行义务能力");
        press(township, "提出初审意见");
        assertThat(township.locator(".sa-note--ok")).containsText("建议确认特困人员救助供养");
        township.navigate(here + "/notice");
        assertThat(township.locator("section[aria-labelledby='shown-h']")).containsText("特困");
        township.getByLabel("张贴地点").fill("把士村村务公开栏");
        township.getByLabel("张贴时间").fill(formats.time(clock.instant().minusSeconds(120)));
        township.getByLabel("情况说明").fill("信息员张贴，村主任在场");
        press(township, "登记张贴，开始公示");
        assertThat(township.locator(".sa-note--ok")).containsText("已公示");
        over(id);
        surveys.bureau(id); // whether the sample has drawn it or not

        var bureau = desks.sit();
        signIn(bureau, "approver");
        bureau.navigate(here);
        link(bureau, "去审核确认");
        var monthly = opinions.latest(id).orElseThrow().monthly().grouped();
        bureau.getByLabel(Pattern.compile("^确认同意")).check();
        press(bureau, "下一步");
        press(bureau, "确认，每月发 " + monthly + " 元");
        assertThat(bureau.locator(".sa-note--ok")).containsText(monthly);

        var window = desks.sit();
        signIn(window, "clerk");
        window.navigate(here);
        assertThat(window.locator("h1")).containsText("已确认");
        link(window, "登记送达");
        window.getByLabel("直接送达").check();
        press(window, "登记送达");
        assertThat(window.locator(".sa-note--ok")).containsText("已登记送达");

        // a son with a third-grade disability and work is able
        var other = oldMan(3, 3500);
        visited(other);
        township.navigate("/applications/" + other + "/opinion");
        assertThat(township.getByLabel(Pattern.compile("^建议不予确认"))).isChecked();
        assertThat(township.getByLabel("理由")).hasValue(Pattern.compile("有赡养能力.*不符合特困人员救助供养条件"));
    }

    @Test
    void aRelativeIsFiledANeighbourObjectsAndTwoApproversConfirm_W18_AP_2_AP_3(Chromium.Desks desks) {
        var family = three();
        declare(family, 300, false);
        kin.declareOwn(
                new KinRegister.NewLink(
                        "王建国",
                        ResidentId.parse(persons.reveal(family.applicant(), Persons.Private.IDENTITY, "核对身份", clerk)),
                        KinRelation.SIBLING),
                officers.byLogin("reviewer2").orElseThrow());
        var id = opened(Families.wish(family, "MZ-01"));
        var here = "/applications/" + id;
        applications.go(id, Way.START_SURVEY, null, reviewer);
        visited(id);
        surveys.give(id, true, reviewer);
        var posted = posting.post(id, proof(), reviewer);

        var township = desks.sit();
        signIn(township, "reviewer");
        township.navigate(here);
        assertThat(township.locator("body")).containsText("近亲属");
        assertThat(township.locator("h1")).containsText("公示中");
        var neighbour = desks.sit();
        neighbour.navigate("/notices/" + posted);
        assertThat(neighbour.locator("body")).containsText("王*国");
        link(neighbour, "我要提异议");
        neighbour.getByLabel("哪里不对").fill("男的在镇上做零工，没有报");
        press(neighbour, "提交异议");
        assertThat(neighbour.locator("body")).containsText("编号 YY-");
        township.navigate(here);
        assertThat(township.locator("h1")).containsText("异议处理");

        objections.settle(objections.of(posted, reviewer).get(0).id(), true, "确有零工收入，重新调查", reviewer);
        applications.go(id, Way.REINVESTIGATE, "就异议重新调查", reviewer);
        visited(id);
        surveys.give(id, true, reviewer);
        posting.post(id, proof(), reviewer);
        over(id);

        var bureau = desks.sit();
        signIn(bureau, "approver");
        bureau.navigate(here + "/confirm");
        assertThat(bureau.locator("section[aria-labelledby='decide-h']")).containsText("还不能确认");
        assertThat(bureau.locator("section[aria-labelledby='decide-h']")).containsText("入户");
        surveys.bureau(id);
        bureau.navigate(here + "/confirm");
        bureau.getByLabel(Pattern.compile("^确认同意")).check();
        press(bureau, "下一步");
        assertThat(bureau.locator("body")).containsText("您是第一确认人，还要另一人复核后才生效");
        press(bureau, "确认，每月发");
        assertThat(bureau.locator(".sa-note--ok")).containsText("复核后才生效");
        assertThat(bureau.locator("h1")).containsText("待审核确认");

        var second = desks.sit();
        signIn(second, "approver2");
        second.navigate(here + "/confirm");
        second.getByLabel(Pattern.compile("^确认同意")).check();
        press(second, "下一步");
        assertThat(second.locator("body")).containsText("您是复核确认人");
        press(second, "确认，每月发");
        assertThat(second.locator("h1")).containsText("已确认");
        assertThat(decisions.of(id).get(0).first()).isNotNull();
    }

    // ---

    /** An old man alone in a village; his only son is physically disabled with this grade and earns so much. */
    private ApplicationId oldMan(int grade, int sonEarns) {
        var place = PlaceId.of(Families.VILLAGE);
        var man = persons.register(PersonDetails.of("王建国", Numbers.next(19580301)), place, clerk);
        var scattered = MemberPart.of(man, "02").institutional(false);
        var son = new SupporterPart(
                null,
                "子",
                new Contact("王强", null, null, null, List.of(new Disability(Disability.Category.PHYSICAL, grade))),
                Set.of(man),
                1,
                1,
                Money.yuan(sonEarns),
                "本人申报",
                null,
                null,
                null,
                null,
                null,
                null,
                Assistance.NONE,
                LocalDate.of(1985, 3, 1),
                Supporter.Incapacity.NONE,
                true);
        var household = households.register(
                HouseholdDetails.of(place, "一组 3 号", List.of(scattered))
                        .incomes(true, List.of())
                        .properties(true, List.of())
                        .supporters(true, List.of(son)),
                clerk);
        var id = opened(Families.wish(new Families.Family(household, man, man), "MZ-02A"));
        applications.go(id, Way.START_SURVEY, null, reviewer);
        return id;
    }

    private Proof proof() {
        return Proof.statement("把士村村务公开栏", clock.instant(), "已在公开栏张贴");
    }

    /** The days of what hangs have passed. */
    private void over(ApplicationId id) {
        jdbc.sql("""
                        update deadline set due_at = now() - interval '2 seconds', soon_at = least(soon_at, now())
                        where id = (select deadline_id from notice where subject_id = ? order by posted_at desc limit 1)
                        """).param(id.toString()).update();
        notices.endDue();
        if (applications.get(id, reviewer).state() == ApplicationState.NOTICE) {
            applications.go(id, Way.SUBMIT, null, reviewer);
        }
    }

    /** A couple with a child in a village. */
    private Families.Family three() {
        var place = PlaceId.of(Families.VILLAGE);
        var head = persons.register(PersonDetails.of("王建国", Numbers.next(19700103)), place, clerk);
        var wife = persons.register(PersonDetails.of("李桂芳", Numbers.next(19710203)), place, clerk);
        var child = persons.register(PersonDetails.of("王小明", Numbers.next(20120303)), place, clerk);
        var id = households.register(
                HouseholdDetails.of(
                        place,
                        "三组 12 号",
                        List.of(MemberPart.of(head, "02"), MemberPart.of(wife, "10"), MemberPart.of(child, "20"))),
                clerk);
        return new Families.Family(id, head, wife);
    }

    private void declare(Families.Family family, int yuanAMonth, boolean car) {
        var household = households.get(family.id(), clerk);
        households.save(
                household.id(),
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        family.applicant(),
                                        IncomeItem.CASUAL_WORK,
                                        Money.yuan(yuanAMonth),
                                        Income.Per.MONTH,
                                        "本人申报")))
                        .properties(
                                true,
                                car
                                        ? List.of(PropertyPart.declared(
                                                family.applicant(), PropertyKind.VEHICLE, Money.yuan(60000)))
                                        : List.of())
                        .supporters(true, List.of()),
                clerk);
    }

    /** With what the window declares about somebody in sudden need. */
    private Families.Wish urgent(Families.Wish wish, @Nullable Integer months) {
        var today = LocalDate.now(clock);
        return wish.determined(MeansTest.determine(
                HouseholdFacts.on(today, null)
                        .emergency(Emergency.of(Emergency.Cause.ACCIDENT, months))
                        .build(),
                policy.eligibilityOn(today)));
    }

    private ApplicationId opened(Families.Wish wish) {
        var opened = cases.open(wish.asked(), clerk);
        return applications
                .ofMatter(opened.matters().get(0).id(), reviewer)
                .orElseThrow()
                .id();
    }

    private void visited(ApplicationId id) {
        surveys.visit(id, Map.of(), reviewer, clerk, officers.byLogin("clerk2").orElseThrow());
    }

    private Instant due(int workingDays, Instant from) {
        return deadlines.wouldBeDue(DeadlineKind.statute("test", "试验"), Budget.workingDays(workingDays), from);
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZONE).toString();
    }

    /** The line of one limit of a step. */
    private static Locator limit(Page page, String words) {
        return page.locator("section[aria-labelledby='limits-h'] dl > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt")
                                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + words + "$")))));
    }

    private static void link(Page page, String words) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true))
                .first()
                .click();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + button)))
                .first()
                .click();
    }

    private static void signIn(Page page, String login) {
        page.navigate("/login");
        page.getByLabel("登录名").fill(login);
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("demo-yimen-2026");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }
}
