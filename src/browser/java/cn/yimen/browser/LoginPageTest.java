package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

@BrowserTest
class LoginPageTest {

    @Test
    void aWrongPasswordIsSaidWhereItIsSeen(Page page) {
        page.navigate("/login");
        page.getByLabel("登录名").fill("nobody");
        page.getByLabel("密码").fill("nothing");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("登录名或密码不对");
    }
}
