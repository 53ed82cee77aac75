package cn.yimen.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.verification.Connector.ConnectorTrouble;
import cn.yimen.verification.Connector.Inquiry;
import cn.yimen.verification.Connector.Reply;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** VR-4: a department's interface that works, and one that is slow, wrong and dead. */
class ConnectorsTest {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    HttpServer server;
    String url;
    Answering answering = exchange -> say(exchange, 200, "{}");
    final AtomicInteger calls = new AtomicInteger();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final CountDownLatch slow = new CountDownLatch(1);

    interface Answering {
        void on(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void standIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/ask", exchange -> {
            calls.incrementAndGet();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            answering.on(exchange);
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/ask";
    }

    @AfterEach
    void stop() {
        slow.countDown();
        server.stop(0);
    }

    @Test
    void asksWithTheKeyAndReadsTheRows_VR_4() {
        var body = new CopyOnWriteArrayList<String>();
        var tokens = new CopyOnWriteArrayList<String>();
        answering = exchange -> {
            body.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            say(exchange, 200, """
                    {"asOf": "2026-11-21", "rows": [{"ref": "1", "plate": "贵G12345", "from": "2026-03-01", "x": null}]}
                    """);
        };
        var inquiry = inquiry();

        var reply = connector().ask(inquiry);

        assertThat(reply).isInstanceOfSatisfying(Reply.Answered.class, answer -> {
            assertThat(answer.asOf()).isEqualTo(LocalDate.of(2026, 11, 21));
            assertThat(answer.rows()).containsExactly(Map.of("ref", "1", "plate", "贵G12345", "from", "2026-03-01"));
        });
        assertThat(keys).containsExactly(inquiry.key().toString());
        assertThat(body.get(0)).contains("\"idNumber\":\"520402196511204622\"", "\"source\":\"VEHICLE\"");
        assertThat(tokens).containsExactly("Bearer secret");
        assertThat(inquiry.toString() + inquiry.people()).doesNotContain("5204021965");
    }

    @Test
    void anErrorOfTheOtherSideIsTriedAgainWithTheSameKey_VR_4() {
        answering = exchange -> {
            if (calls.get() < 3) {
                say(exchange, 503, "");
            } else {
                say(exchange, 200, "{\"asOf\": \"2026-11-21\", \"rows\": []}");
            }
        };
        assertThat(connector().ask(inquiry())).isEqualTo(new Reply.Answered(LocalDate.of(2026, 11, 21), List.of()));
        assertThat(keys).hasSize(3).containsOnly(keys.get(0));
    }

    @Test
    void aSlowSideIsGivenUpAfterItsTime_VR_4() {
        answering = exchange -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()))
                .withMessageContaining("连不上或太慢");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aSideThatSendsByteByByteIsSlowAsWell_VR_4() {
        answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write(' ');
                out.flush();
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>登录</html>",
                "",
                "[]",
                "{\"rows\": []}",
                "{\"asOf\": \"昨天\", \"rows\": []}",
                "{\"asOf\": \"2026-11-21\"}",
                "{\"asOf\": \"2999-01-01\", \"rows\": []}"
            })
    void aWrongAnswerIsNoneAndIsNotAskedForAgain_VR_4(String body) {
        answering = exchange -> say(exchange, 200, body);
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()))
                .withMessageContaining("看不懂");
        assertThat(calls).hasValue(1);
    }

    @Test
    void anAnswerWithoutEndIsCutOff_VR_4() {
        answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var piece = new byte[1 << 16];
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(piece);
                }
            } catch (IOException hungUp) {
                // as it should be
            }
        };
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()))
                .withMessageContaining("太大");
    }

    @Test
    void aRefusalIsToldAndNotRepeated_VR_4() {
        answering = exchange -> say(exchange, 403, "");
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()))
                .withMessageContaining("答复代码 403");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aRedirectIsNotFollowed_AU_4() {
        answering = exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            say(exchange, 302, "");
        };
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()));
        assertThat(calls).hasValue(1);
    }

    @Test
    void notYetIsAskedLater_VR_4() {
        answering = exchange -> say(exchange, 202, "");
        assertThat(connector().ask(inquiry())).isEqualTo(new Reply.Later());
    }

    @Test
    void aDeadSideIsLeftAloneForAWhileAndOnlyThatOne_VR_4() {
        answering = exchange -> say(exchange, 500, "");
        var connector = connector();
        for (var i = 0; i < 2; i++) {
            assertThatExceptionOfType(ConnectorTrouble.class).isThrownBy(() -> connector.ask(inquiry()));
        }
        assertThat(calls).hasValue(6);
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector.ask(inquiry()))
                .withMessageContaining("暂停询问");
        assertThat(calls).as("not asked at all").hasValue(6);

        answering = exchange -> say(exchange, 200, "{\"asOf\": \"2026-11-21\", \"rows\": []}");
        assertThat(connector.ask(inquiry("HOUSING"))).as("another source").isInstanceOf(Reply.Answered.class);
    }

    @Test
    void aPortWhereNobodyListensIsTold_VR_4() {
        server.stop(0);
        assertThatExceptionOfType(ConnectorTrouble.class)
                .isThrownBy(() -> connector().ask(inquiry()))
                .withMessageContaining("接口不通");
    }

    private HttpConnector connector() {
        return new HttpConnector(
                Duration.ofSeconds(1),
                Duration.ofMillis(400),
                Duration.ofMillis(5),
                Duration.ofMinutes(1),
                new MockEnvironment().withProperty("yimen.verification.http.token.VEHICLE", "secret"),
                CLOCK);
    }

    private Inquiry inquiry() {
        return inquiry("VEHICLE");
    }

    private Inquiry inquiry(String source) {
        return new Inquiry(
                UUID.randomUUID(),
                new VerificationSource(source, "机动车", "公安", "HTTP", url, true, true, 0, List.of()),
                LocalDate.of(2026, 11, 22),
                List.of(new Connector.Person("1", "王建国", "520402196511204622")));
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
