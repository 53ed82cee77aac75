package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardReviews;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.NewAward;
import cn.yimen.browser.BrowserTest;
import cn.yimen.browser.Chromium;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Households;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Money;
import cn.yimen.verification.Disposition;
import cn.yimen.verification.Findings;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** VR-2, AP-2, AP-5, PB-4 as they are seen: what findings, appeals, complaints and a mistaken death ask of people. */
@BrowserTest
@NullUnmarked
class FlowBrowserTest {

    private static final int[][] WINDOWS = {{1366, 768}, {390, 844}};
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    Applications applications;

    @Autowired
    Appeals appeals;

    @Autowired
    Complaints complaints;

    @Autowired
    ConfirmedFindings confirmed;

    @Autowired
    Findings findings;

    @Autowired
    Awards awards;

    @Autowired
    AwardReviews reviews;

    @Autowired
    Cases cases;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Paths paths;

    @Autowired
    Officers officers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final List<String> faults = new ArrayList<>();

    @Test
    void vr2ap2everyPageFitsTheWindowAndPassesAxe(Chromium.Desks desks) {
        var clerk = who("clerk");
        var reviewer = who("reviewer");
        var officer = who("officer");
        var approver = who("approver");
        var today = LocalDate.now(clock);
        var family = new Families(persons, households).couple(clerk);
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        var id = application.id();
        applications.go(id, Way.START_SURVEY, null, reviewer);
        findings.clear(finding(family), 0, Disposition.CONFIRMED, "本人承认", YearMonth.from(today), null, reviewer);
        var row = confirmed.of(application).get(0).id();
        var complaint = complaints.lodge(id, Complaint.Channel.PHONE, true, "家里有货车跑运输", today, clerk);

        var page = desks.sit();
        signIn(page, "reviewer");
        for (var path : List.of("/facts", "/facts/findings/" + row, "/facts/findings/" + row + "?to=new-VEHICLE", "")) {
            look(page, "/applications/" + id + path);
        }

        // another family: drawing, with a fact about it, and its death registered by mistake
        var drawing = new Families(persons, households).couple(clerk);
        var award = awards.grant(
                new NewAward(
                        Scheme.TEKUN,
                        drawing.id().id(),
                        drawing.applicant().id(),
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(1000), Money.ZERO, Money.yuan(300), List.of()),
                        List.of(new NewAward.Named(drawing.applicant().id(), "王建国")),
                        null,
                        "审核确认",
                        null,
                        today),
                approver);
        reviews.ask(
                drawing.applicant().id(),
                drawing.id().id(),
                "VEHICLE",
                UUID.randomUUID(),
                "王建国：机动车未申报",
                YearMonth.from(today),
                reviewer);
        look(page, "/awards/" + award);
        look(page, "/awards/" + award + "/reviews/" + reviews.of(award).get(0).id());
        persons.update(
                drawing.applicant(),
                persons.get(drawing.applicant(), clerk).version(),
                persons.details(drawing.applicant(), clerk, "试验").died(today),
                clerk);

        var bureau = desks.sit();
        signIn(bureau, "officer");
        look(bureau, "/applications/" + id + "/complaints/new");
        look(bureau, "/applications/" + id + "/complaints/" + complaint);
        look(bureau, "/persons/" + drawing.applicant() + "/death-correction");
        persons.correctDeath(drawing.applicant(), "同名同姓，登记错人", officer);
        complaints.settle(id, complaint, true, "有具体线索", officer);
        Standing.at(jdbc, paths, id, ApplicationState.REFUSED);
        applications.go(id, Way.APPEAL, "车是帮亲戚上的户", clerk);
        applications.go(id, Way.UPHOLD, "未能提供证明", approver);
        look(bureau, "/applications/" + id);
        look(bureau, "/applications/" + id + "/appeals/" + appeals.of(id).get(0).id() + "/delivery");

        var decides = desks.sit();
        signIn(decides, "approver");
        look(decides, "/awards/" + award + "/restoration");
        assertThat(faults).isEmpty();
    }

    private Officer who(String login) {
        return officers.byLogin(login).orElseThrow();
    }

    /** A finding like one of the lists', about somebody else. */
    private UUID finding(Families.Family family) {
        for (var attempt = 0; attempt < 900; attempt++) {
            var made = jdbc.sql("""
                            insert into verification_finding (id, check_code, source, person_id, person_name, household_id,
                                township_code, village_code, in_benefit, fact_key, declared, verified_enc, as_of, found_at,
                                seen_at, disposition)
                            select gen_random_uuid(), 'VEHICLE', 'VEHICLE', :person, '王建国', :household, :township, :village, false,
                                'seen', '申报机动车 0 项', verified_enc, as_of, found_at, seen_at, 'OPEN'
                            from verification_finding where check_code = 'VEHICLE' order by found_at limit 1
                            returning id
                            """)
                    .param("person", family.applicant().id())
                    .param("household", family.id().id())
                    .param("township", Families.TOWNSHIP)
                    .param("village", Families.VILLAGE)
                    .query(UUID.class)
                    .optional();
            if (made.isPresent()) {
                return made.get();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    100_000_000); // the demo's lists are read in the background
        }
        throw new AssertionError("the demo's lists brought nothing to light");
    }

    private void look(Page page, String path) {
        page.navigate(path);
        for (var window : WINDOWS) {
            page.setViewportSize(window[0], window[1]);
            var wide = (Integer)
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0) {
                faults.add(path + ": " + wide + " px sideways at " + window[0]);
            }
        }
        if (page.locator("h1").count() == 0
                || page.locator("body").textContent().contains("系统没有办成")) {
            faults.add(path + ": an error of ours");
        }
        for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            faults.add(path + ": " + violation.getId() + " " + violation.getHelp() + " at "
                    + violation.getNodes().get(0).getTarget());
        }
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
