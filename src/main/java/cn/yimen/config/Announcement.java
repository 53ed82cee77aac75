package cn.yimen.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The last line of the log at a start: where the product is, and whether it is the demo. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger("一门");

    private final JdbcClient jdbc;

    Announcement(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context
                && context.getWebServer() != null) {
            var demo = jdbc.sql("select count(*) from installation where demo")
                            .query(Long.class)
                            .single()
                    > 0;
            log.info(
                    "ready at http://localhost:{}/ {}",
                    context.getWebServer().getPort(),
                    demo ? "- DEMO district, invented people; the accounts stand on the login page" : "");
        }
    }
}
