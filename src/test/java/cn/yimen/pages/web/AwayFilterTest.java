package cn.yimen.pages.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yimen.pages.Site;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** OP-1: what the sender of a request hears when the database goes away before, during and after it. */
class AwayFilterTest {

    private static final RuntimeException GONE =
            new DataAccessResourceFailureException("x", new SQLException("gone", "08006"));

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/intake/1");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void awayBeforeAnAnswerIsThePageThatSaysSo_OP_1() throws Exception {
        answer((req, res) -> {
            throw GONE;
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("10");
        assertThat(response.getContentAsString()).isEqualTo("error/503");
    }

    @Test
    void awayAfterTheWorkWasDoneAndAnsweredIsTheAnswer_OP_1() throws Exception {
        answer((req, res) -> {
            ((MockHttpServletResponse) res).sendRedirect("/intake/1/done");
            throw GONE;
        });
        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getRedirectedUrl()).isEqualTo("/intake/1/done");
    }

    @Test
    void awayWhileAPageIsDrawnIsThePageThatSaysSo_OP_1() throws Exception {
        answer((req, res) -> {
            res.getWriter().write("<html>".repeat(1_500)); // more than the server's own buffer holds
            throw GONE;
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).isEqualTo("error/503");
    }

    @Test
    void halfAPageIsNotAnAnswer_OP_1() {
        assertThatThrownBy(() -> answer((req, res) -> {
                    res.getWriter().write("<html>");
                    res.flushBuffer();
                    throw GONE;
                }))
                .isSameAs(GONE);
    }

    @Test
    void aFaultOfOursIsNotCalledAway_OP_1() {
        var fault = new IllegalStateException("x");
        assertThatThrownBy(() -> answer((req, res) -> {
                    ((MockHttpServletResponse) res).sendRedirect("/");
                    throw fault;
                }))
                .isSameAs(fault);
    }

    private void answer(FilterChain chain) throws ServletException, IOException {
        var templates = new SpringTemplateEngine();
        templates.setTemplateResolver(new StringTemplateResolver());
        var context = new MockServletContext();
        new AwayFilter(new AwayPage(templates, context, new Site(null, null, null, null, null)))
                .doFilter(request, response, chain);
    }
}
