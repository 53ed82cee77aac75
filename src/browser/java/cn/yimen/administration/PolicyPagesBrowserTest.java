package cn.yimen.administration;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import cn.yimen.calendar.Arrangements;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.Calendars;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** REG-3, REG-4, REG-5: parameters, catalogue and calendar as they are seen. */
@BrowserTest
class PolicyPagesBrowserTest {

    @Autowired
    Deadlines deadlines;

    @Autowired
    Calendars calendars;

    @Autowired
    Arrangements arrangements;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void anAdministratorEntersNextYearsArrangementAndEveryProvisionalLimitMoves(Page page) { // REG-4
        int year = LocalDate.now(clock).getYear() + 1;
        while (arrangements.year(year).isPresent()) {
            year++;
        }
        settleYearsBefore(year);
        var calendar = calendars.current();
        var today = LocalDate.now(clock);
        int days = calendar.workingDaysBetween(today, LocalDate.of(year, 1, 25));
        var limit = deadlines.start(
                DeadlineKind.statute("test.journey", "法定办理"), Budget.workingDays(days), clock.instant());
        var before = deadlines.view(limit);
        assertThat(before.light().words()).contains("（暂定）");

        signIn(page);
        page.navigate("/policy/calendar/" + year);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("录入放假安排").setExact(true))
                .click();
        page.getByLabel("放假", new Page.GetByLabelOptions().setExact(true)).fill("1月1日至3日；01-08~17；02-30");
        page.getByLabel("依据").fill("国务院办公厅关于" + year + "年部分节假日安排的通知");
        button(page, "下一步：看哪些时限会变");
        assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("「02-30」没有这一天");
        assertThat(page.getByLabel("放假", new Page.GetByLabelOptions().setExact(true))
                        .inputValue())
                .isEqualTo("1月1日至3日；01-08~17；02-30");
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();

        page.getByLabel("放假", new Page.GetByLabelOptions().setExact(true)).fill("1月1日至3日；01-08~17；02-05~11");
        button(page, "下一步：看哪些时限会变");
        assertThat(page.getByText("没有把这些法定节假日列为放假").innerText()).contains("清明节");
        assertThat(deadlines.view(limit).dueAt())
                .as("nothing moves before it is entered")
                .isEqualTo(before.dueAt());
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("录入" + year + "年安排"))
                .click();

        assertThat(page.getByRole(AriaRole.STATUS).first().innerText()).contains("已录入 " + year + " 年放假安排");
        var after = deadlines.view(limit);
        assertThat(after.dueAt()).isAfter(before.dueAt());
        assertThat(after.light().words()).doesNotContain("暂定");
        assertThat(jdbc.sql("""
                        select count(*) from deadline
                        where state in ('RUNNING', 'PAUSED') and provisional and due_at < make_date(?, 12, 28)
                        """).param(year).query(Long.class).single())
                .as("no limit that ends in the year is provisional any more")
                .isZero();
    }

    /** So that only the year of the journey is missing, whenever this runs. */
    private void settleYearsBefore(int year) {
        for (int each = LocalDate.now(clock).getYear(); each < year; each++) {
            jdbc.sql("""
                            insert into calendar_year (year, source, entered_by_name, entered_at)
                            values (?, '通知', '测试', now()) on conflict do nothing
                            """).param(each).update();
        }
        jdbc.sql("update calendar_revision set revision = nextval('calendar_revision_seq')")
                .update();
    }

    private static void signIn(Page page) {
        page.navigate("/login");
        page.getByLabel("登录名").fill("admin");
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("demo-yimen-2026");
        button(page, "登录");
        page.waitForURL(url -> !url.contains("/login"));
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
