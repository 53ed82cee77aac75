package cn.yimen.administration;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import cn.yimen.identity.Accounts;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** REG-1, REG-2, AU-3: the administrator's pages as they are seen. */
@BrowserTest
class AdministrationPagesBrowserTest {

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Test
    void reg1AnAdministratorChangesAClassAndMustSayWhy(Page page) {
        signIn(page, "admin.class");
        page.navigate("/places");
        page.getByLabel("名称、拼音首字母或代码").fill("wxc");
        button(page, "查找");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("旧州镇文星村"))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("变更城乡分类"))
                .click();
        page.getByLabel("城乡分类").selectOption("122");
        page.getByLabel("从哪一天起").fill("2026.7.1");
        button(page, "记下变更");

        assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("填写变更原因和依据");
        assertThat(page.getByLabel("从哪一天起").inputValue()).isEqualTo("2026.7.1");
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();

        page.getByLabel("变更原因和依据").fill("村改居");
        button(page, "记下变更");
        assertThat(page.getByRole(AriaRole.STATUS).first().innerText()).contains("文星村从2026年7月1日起为 122");
    }

    private void signIn(Page page, String login) {
        var before = SecurityContextHolder.getContext();
        try {
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                            "test", null, AuthorityUtils.createAuthorityList("ROLE_ADMINISTRATOR")));
            var created = accounts.create(login, "周敏", null, List.of(Post.of(Role.ADMINISTRATOR)));
            jdbc.sql("update officer set must_change = false where id = ?")
                    .param(created.id())
                    .update();
            page.navigate("/login");
            page.getByLabel("登录名").fill(login);
            page.getByLabel("密码").fill(created.password());
            button(page, "登录");
        } finally {
            SecurityContextHolder.setContext(before);
            SecurityContextHolder.clearContext();
        }
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
