package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RF-2: a liaison answers what was referred to the department, and must say what came of it. */
@BrowserTest
class LiaisonJourneyTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void aLiaisonFinishesAReferralAndRecordsHowThePersonWasTold(Page page) {
        var referral = jdbc.sql(
                        "select id::text, dept_code from referral where state = 'ANSWERED' order by receipt_no, item_code limit 1")
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .single();
        People.signIn(
                page,
                referral[1].equals("YB") ? "liaison" : "liaison." + referral[1].toLowerCase(java.util.Locale.ROOT));
        page.navigate("/referrals/" + referral[0]);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("填办结"))
                .click();
        assertThat(page.getByLabel("办理结果")).isVisible(); // the key is for this page, not for the one that is left

        People.alt(page, "p");
        assertThat(page.locator("#errors")).isVisible();

        page.getByLabel("办理结果").fill("符合条件，报销 1,200.00 元，已打到本人卡上。");
        People.alt(page, "p");
        assertThat(page.locator("main")).containsText("已办结");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("记录告知"))
                .first()
                .click();
        page.getByLabel("电话告知").check();
        People.alt(page, "p");
        assertThat(page.locator("main")).containsText("已告知");
    }
}
