package cn.yimen.verification;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;

/**
 * 接口核对: posts the question as JSON to the source's address.
 *
 * <pre>{@code
 * → POST url   Idempotency-Key: <key>
 *   {"requestId": "…", "source": "VEHICLE", "asOf": "2026-11-22", "subjects": [{"ref": "1", "name": "…", "idNumber": "…"}]}
 * ← 200 {"asOf": "2026-11-21", "rows": [{"ref": "1", "plate": "…", "from": "2026-03-01"}]}      202: not yet
 * }</pre>
 *
 * A slow side is given up after its time, a failing one asked again with growing pauses, a dead one left alone for a while
 * (per source), so that one department's trouble stays its own. A wrong answer is not asked for again.
 */
@Component
class HttpConnector implements Connector {

    private static final int MOST = 4 << 20;

    /** Made when a source is asked: what it needs of the platform is a part of every start otherwise. */
    private final Supplier<RestClient> client;

    private final RetryRegistry retries;
    private final CircuitBreakerRegistry breakers;
    private final Environment environment;
    private final Duration total;
    private final Clock clock;

    HttpConnector(
            @Value("${yimen.verification.http.connect:PT3S}") Duration connect,
            @Value("${yimen.verification.http.read:PT15S}") Duration read,
            @Value("${yimen.verification.http.pause:PT0.5S}") Duration pause,
            @Value("${yimen.verification.http.rest:PT1M}") Duration rest,
            Environment environment,
            Clock clock) {
        this.environment = environment;
        this.clock = clock;
        this.total = read;
        this.client = SingletonSupplier.of(() -> client(connect, read));
        this.retries = RetryRegistry.of(RetryConfig.custom()
                .maxAttempts(3)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(pause, 2.0, 0.3))
                .retryExceptions(Unreached.class)
                .build());
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(6)
                .minimumNumberOfCalls(6)
                .failureRateThreshold(50)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordExceptions(Unreached.class)
                .build());
    }

    private static RestClient client(Duration connect, Duration read) {
        var factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        factory.setReadTimeout(read);
        return RestClient.builder().requestFactory(factory).build();
    }

    /** Not reached, or an error on the other side: worth another attempt. */
    private static final class Unreached extends RuntimeException {
        Unreached(String what) {
            super(what, null, false, false);
        }
    }

    @Override
    public String code() {
        return "HTTP";
    }

    @Override
    public String words() {
        return "接口";
    }

    @Override
    public Reply ask(Inquiry inquiry) {
        var source = inquiry.source();
        var breaker = breakers.circuitBreaker(source.code());
        var guarded = Retry.decorateSupplier(
                retries.retry(source.code()), CircuitBreaker.decorateSupplier(breaker, () -> once(inquiry)));
        try {
            return guarded.get();
        } catch (CallNotPermittedException e) {
            throw new ConnectorTrouble(source.name() + "接口连续不通，暂停询问，稍后自动再试");
        } catch (Unreached e) {
            throw new ConnectorTrouble(source.name() + "接口不通（" + e.getMessage() + "），稍后自动再试");
        }
    }

    private Reply once(Inquiry inquiry) {
        var url = inquiry.source().url();
        if (url == null) {
            throw new ConnectorTrouble(inquiry.source().name() + "没有填接口地址");
        }
        var token = environment.getProperty(
                "yimen.verification.http.token." + inquiry.source().code());
        var begun = System.nanoTime();
        try {
            return client.get()
                    .post()
                    .uri(java.net.URI.create(url))
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .header("Idempotency-Key", inquiry.key().toString())
                    .headers(headers -> {
                        if (token != null) {
                            headers.setBearerAuth(token);
                        }
                    })
                    .body(question(inquiry).getBytes(StandardCharsets.UTF_8))
                    .exchange((request, response) -> {
                        var status = response.getStatusCode().value();
                        if (status == 202) {
                            return new Reply.Later();
                        }
                        if (status >= 500 || status == 429 || status == 408) {
                            throw new Unreached("答复代码 " + status);
                        }
                        if (status != 200) {
                            throw new ConnectorTrouble(
                                    inquiry.source().name() + "接口拒绝了询问（答复代码 " + status + "），请联系对方或检查设置");
                        }
                        return answer(inquiry.source(), body(response.getBody(), begun));
                    });
        } catch (ResourceAccessException e) {
            throw new Unreached("连不上或太慢");
        }
    }

    /** A side that sends a byte a second is as slow as one that sends none. */
    private String body(java.io.InputStream in, long begun) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        var buffer = new byte[1 << 14];
        for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            if (out.size() > MOST) {
                throw new ConnectorTrouble("接口的答复太大，没有接收");
            }
            if (System.nanoTime() - begun > total.toNanos()) {
                throw new Unreached("连不上或太慢");
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String question(Inquiry inquiry) {
        return Sealed.JSON.writeValueAsString(Map.of(
                "requestId",
                inquiry.key().toString(),
                "source",
                inquiry.source().code(),
                "asOf",
                inquiry.asOn().toString(),
                "subjects",
                inquiry.people().stream()
                        .map(person ->
                                Map.of("ref", person.ref(), "name", person.name(), "idNumber", person.identity()))
                        .toList()));
    }

    private Reply answer(VerificationSource source, String body) {
        try {
            var json = Sealed.JSON.readTree(body);
            var asOf = LocalDate.parse(json.path("asOf").asString(""));
            var rows = json.path("rows");
            if (!rows.isArray() || asOf.isAfter(LocalDate.now(clock).plusDays(1))) {
                throw new ConnectorTrouble(source.name() + "接口的答复看不懂，没有接收，请联系对方");
            }
            List<Map<String, String>> read = new ArrayList<>();
            for (var row : rows) {
                var fields = new LinkedHashMap<String, String>();
                row.properties().forEach(one -> {
                    if (!one.getValue().isNull()) {
                        fields.put(one.getKey(), one.getValue().asString());
                    }
                });
                read.add(fields);
            }
            return new Reply.Answered(asOf, read);
        } catch (JacksonException | DateTimeException e) {
            throw new ConnectorTrouble(source.name() + "接口的答复看不懂，没有接收，请联系对方");
        }
    }
}
