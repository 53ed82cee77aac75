package cn.yimen.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** AU-1: the page of the administrator. */
@ProductTest
@NullUnmarked
class AuditPageTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void showsTheTrailAndVerifiesIt() {
        assertThat(mvc.post()
                        .uri("/audit/verify")
                        .with(as(Role.ADMINISTRATOR))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/audit");
        assertThat(mvc.get().uri("/audit?day=2026-11-21&officer=x'&after=z").with(as(Role.ADMINISTRATOR)))
                .hasStatusOk();
        assertThat(mvc.get().uri("/audit").with(as(Role.ADMINISTRATOR)))
                .hasStatusOk()
                .bodyText()
                .contains("现在验证", "条");
    }

    @Test
    void isForTheAdministratorOnly() {
        for (var role : List.of(Role.BUREAU_APPROVER, Role.SUPERVISOR)) {
            assertThat(mvc.get().uri("/audit").with(as(role))).hasStatus(403);
        }
    }

    private RequestPostProcessor as(Role role) {
        return Staff.as(Staff.with(jdbc, Post.of(role)));
    }
}
