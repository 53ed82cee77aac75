package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Staff;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** OP-4, AU-1: who is turned away can be found in the log, and nothing typed can forge a line of it. */
@ProductTest
@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whoIsRefusedIsInTheLog(CapturedOutput log) {
        var clerk = Staff.clerk(jdbc, "520402109");
        var foreign = UUID.randomUUID();

        assertThat(mvc.get().uri("/accounts").with(Staff.as(clerk))).hasStatus(403);
        assertThat(mvc.post().uri("/cases/" + foreign + "/withdraw").with(Staff.as(clerk)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/cases/" + foreign).with(Staff.as(clerk))).hasStatus(404);

        assertThat(log.getOut())
                .contains("403 GET /accounts")
                .containsPattern("403 POST /cases/" + foreign + "/withdraw \\w*Csrf\\w*")
                .contains("404 GET /cases/" + foreign);
    }

    @Test
    void nothingTypedBreaksALine(CapturedOutput log) {
        var clerk = Staff.clerk(jdbc, "520402109");

        mvc.get()
                .uri(URI.create("/cases/x%0d%0a2026-11-22T00:00:00Z%20ERROR%20forged%20one"))
                .with(Staff.as(clerk))
                .exchange();
        mvc.post()
                .uri("/login")
                .with(csrf())
                .param("login", "x\r\n2026-11-22T00:00:00Z ERROR forged two")
                .param("password", "nothing")
                .exchange();

        assertThat(log.getOut().lines()).noneMatch(line -> line.contains("ERROR forged"));
    }
}
