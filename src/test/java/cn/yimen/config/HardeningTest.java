package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Staff;
import cn.yimen.pages.OneTimeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** AU-3, OP-4: what every answer carries and what nobody is given; see src/docs/asvs.md. */
@ProductTest
class HardeningTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/login", "/guide", "/workbench", "/no/such/page", "/assets/js/app.js", "/guide/print.pdf"})
    void everyAnswerCarriesItsHeaders(String url) {
        var answer = mvc.get().uri(url).exchange().getResponse();

        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .contains("form-action 'self'", "script-src 'self';", "style-src 'self';")
                .doesNotContain("unsafe", "http:", "https:", "*");
        if (answer.getContentType() != null && answer.getContentType().startsWith("text/")) {
            assertThat(answer.getContentType()).containsIgnoringCase("charset=utf-8");
        }
        assertThat(answer.getHeader("Server")).isNull();
        assertThat(answer.getHeader("X-Powered-By")).isNull();
    }

    @Test
    void noForeignOriginIsWelcome() {
        for (var url : new String[] {"/guide", "/login", "/actuator/health"}) {
            assertThat(mvc.get()
                            .uri(url)
                            .header("Origin", "https://elsewhere.example")
                            .exchange()
                            .getResponse()
                            .getHeaderNames())
                    .noneMatch(name -> name.startsWith("Access-Control-"));
        }
    }

    /** Every address that takes a POST, found among the handlers. */
    @Test
    void aPostWithoutItsTokenIsRefused() {
        var clerk = Staff.clerk(jdbc, "520402109");
        var let = new ArrayList<String>();
        for (var url : addresses(RequestMethod.POST)) {
            var status = mvc.post()
                    .uri(url)
                    .with(Staff.as(clerk))
                    .exchange()
                    .getResponse()
                    .getStatus();
            if (status != 403) {
                let.add(status + " " + url);
            }
        }
        assertThat(let).isEmpty();
    }

    /** Handlers say their method, and one that takes the key of a form is no GET. */
    @Test
    void whatChangesSomethingIsAPost() {
        var wrong = new TreeSet<String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("cn.yimen.")) {
                return;
            }
            var methods = mapping.getMethodsCondition().getMethods();
            var takesKey =
                    Arrays.stream(handler.getMethod().getParameterTypes()).anyMatch(OneTimeKey.class::equals);
            if (methods.isEmpty() || takesKey && methods.contains(RequestMethod.GET)) {
                wrong.add(handler.toString());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingButThePublicPagesOpensWithoutASignIn() {
        var parser = new PathPatternParser();
        var open = Arrays.stream(SecurityConfig.PUBLIC).map(parser::parse).toList();
        var let = new ArrayList<String>();
        for (var url : addresses(RequestMethod.GET)) {
            if (open.stream().anyMatch(pattern -> pattern.matches(PathContainer.parsePath(url)))) {
                continue;
            }
            var answer = mvc.get().uri(url).exchange().getResponse();
            if (answer.getStatus() != 302
                    || !String.valueOf(answer.getHeader("Location")).endsWith("/login")) {
                let.add(answer.getStatus() + " " + url);
            }
        }
        assertThat(let).isEmpty();
    }

    @Test
    void aSignInLeadsNowhereElse() {
        assertThat(mvc.post()
                        .uri("/login?continue=https://elsewhere.example/")
                        .with(csrf())
                        .header("Host", "elsewhere.example")
                        .param("login", "nobody")
                        .param("password", "nothing")
                        .param("redirect", "https://elsewhere.example/"))
                .hasHeader("Location", "/login?wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.git/config",
                "/.env",
                "/pom.xml",
                "/WEB-INF/web.xml",
                "/META-INF/sbom/application.cdx.json",
                "/actuator",
                "/actuator/env",
                "/actuator/sbom",
                "/actuator/heapdump",
                "/v3/api-docs",
                "/assets/",
                "/assets/js/",
                "/assets/js/../../application.yaml"
            })
    void nothingOfTheWorkshopIsServed(String url) throws IOException {
        var nobody = mvc.get().uri(url).exchange().getResponse();
        assertThat(nobody.getStatus())
                .as(url + " " + nobody.getContentAsString())
                .isIn(302, 400, 404);
        var administrator = mvc.get()
                .uri(url)
                .with(Staff.as(Staff.administrator(jdbc)))
                .exchange()
                .getResponse();
        assertThat(administrator.getStatus()).as(url).isIn(400, 404);
    }

    @Test
    void healthTellsNothingOfTheInside() {
        assertThat(mvc.get().uri("/actuator/health")).bodyText().doesNotContain("db", "diskSpace", "PostgreSQL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT"})
    void traceIsRefused(String method) {
        assertThat(mvc.method(HttpMethod.valueOf(method)).uri("/login")).hasStatus(400);
    }

    @Test
    void theBrowserStoresNothing() throws IOException {
        try (var scripts = Files.list(Path.of("src/main/resources/static/js"))) {
            assertThat(scripts)
                    .allSatisfy(script -> assertThat(Files.readString(script))
                            .doesNotContain("localStorage", "sessionStorage", "indexedDB", "document.cookie"));
        }
    }

    /** Addresses of our own with something in place of each variable. */
    private Set<String> addresses(RequestMethod method) {
        var found = new TreeSet<String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            var patterns = mapping.getPathPatternsCondition();
            if (patterns != null
                    && mapping.getMethodsCondition().getMethods().contains(method)
                    && handler.getBeanType().getName().startsWith("cn.yimen.")) {
                patterns.getPatternValues()
                        .forEach(pattern -> found.add(pattern.replaceAll(
                                "\\{(\\*?)[^{}]*(\\{[^{}]*}[^{}]*)*}",
                                UUID.randomUUID().toString())));
            }
        });
        assertThat(found).hasSizeGreaterThan(50);
        return found;
    }
}
