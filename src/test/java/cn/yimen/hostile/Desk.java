package cn.yimen.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** 一个人的浏览器, without a script: cookies, forms, nothing it would refuse to send. */
final class Desk {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final AtomicLong KEYS = new AtomicLong();

    /** What was answered. */
    record Answer(int status, String type, String location, byte[] bytes, long millis, String url) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        boolean html() {
            return type.startsWith("text/html");
        }

        Document page() {
            return Jsoup.parse(text().replace('\uffff', '\ufffd')); // where it would see the end
        }
    }

    /** A file of a form. */
    record Upload(String field, String name, String type, byte[] bytes) {}

    final String role;
    private final int port;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private volatile String token = "";

    Desk(int port, String role) {
        this.port = port;
        this.role = role;
    }

    static Desk signedIn(int port, String role) {
        var desk = new Desk(port, role);
        if (!role.isEmpty()) {
            desk.signIn();
        }
        return desk;
    }

    void signIn() {
        cookies.clear();
        var page = get("/login").page();
        learnToken(page);
        var form = Form.all(role, "/login", page).stream()
                .filter(one ->
                        one.fields().stream().anyMatch(field -> field.name().equals("password")))
                .findFirst()
                .orElseThrow();
        var params = new ArrayList<Form.Param>();
        for (var field : form.fields()) {
            switch (field.name()) {
                case "login" -> params.add(new Form.Param("login", role));
                case "password" -> params.add(new Form.Param("password", "demo-yimen-2026"));
                default -> field.values().forEach(value -> params.add(new Form.Param(field.name(), value)));
            }
        }
        var answer = post(form.action(), params, List.of(), false, Map.of());
        if (answer.status() != 302 || answer.location().contains("login")) {
            throw new IllegalStateException(role + " cannot sign in: " + answer.status() + " " + answer.location());
        }
        learnToken(get("/workbench").page());
    }

    /** Of any page: one is as good as the other until the next sign-in. */
    void learnToken(Document page) {
        var field = page.selectFirst("input[name=_csrf]");
        if (field != null) {
            token = field.attr("value");
        }
    }

    String token() {
        return token;
    }

    Answer get(String url, String... headers) {
        return send(request(url, headers).GET());
    }

    Answer post(
            String url, List<Form.Param> params, List<Upload> files, boolean multipart, Map<String, String> headers) {
        var flat = headers.entrySet().stream()
                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
        if (multipart) {
            var mark = "yimen-hostile-" + KEYS.incrementAndGet();
            return send(request(url, flat)
                    .header("Content-Type", "multipart/form-data; boundary=" + mark)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(parts(mark, params, files))));
        }
        var body = new StringBuilder();
        for (var param : params) {
            body.append(body.isEmpty() ? "" : "&")
                    .append(Value.encoded(param.name()))
                    .append('=')
                    .append(Value.encoded(param.value()));
        }
        return send(request(url, flat)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.US_ASCII)));
    }

    private static byte[] parts(String mark, List<Form.Param> params, List<Upload> files) {
        var out = new ByteArrayOutputStream();
        for (var param : params) {
            out.writeBytes(("--" + mark + "\r\nContent-Disposition: form-data; name=\"" + param.name() + "\"\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(Value.bytes(param.value()));
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (var file : files) {
            out.writeBytes(
                    ("--" + mark + "\r\nContent-Disposition: form-data; name=\"" + file.field() + "\"; filename=\"")
                            .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(Value.bytes(
                    file.name().replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A")));
            out.writeBytes(("\"\r\nContent-Type: " + file.type() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(file.bytes());
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("--" + mark + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** A key no form had before; the same in each run. */
    static String freshKey() {
        return UUID.nameUUIDFromBytes(("hostile " + KEYS.incrementAndGet()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private HttpRequest.Builder request(String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + url))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "text/html");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                    .toList()));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder builder) {
        var request = builder.build();
        var start = System.nanoTime();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            for (var cookie : answer.headers().allValues("Set-Cookie")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty()) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.headers().firstValue("Location").orElse("").replaceFirst("^https?://[^/]+", ""),
                    answer.body(),
                    (System.nanoTime() - start) / 1_000_000,
                    request.uri().getRawPath());
        } catch (IOException e) {
            // an answer that breaks off: the page failed after its first part was out
            return new Answer(
                    599,
                    "",
                    "",
                    String.valueOf(e).getBytes(StandardCharsets.UTF_8),
                    (System.nanoTime() - start) / 1_000_000,
                    request.uri().getRawPath());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
