package cn.yimen.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What people do on every page. */
final class People {

    private static final String PASSWORD = "demo-yimen-2026";

    private People() {}

    /** Signs in with an account of the demo district. */
    static void signIn(Page page, String login) {
        page.navigate("/login");
        page.getByLabel("登录名").fill(login);
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }

    static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }
}
