package cn.yimen.access;

import cn.yimen.identity.Officer;
import cn.yimen.identity.OfficerAuthentication;
import cn.yimen.identity.Post;
import cn.yimen.identity.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** 柜台: people with sessions of their own, and what they ask of the served product. */
@TestComponent
class Desk {

    private final JdbcClient jdbc;
    private final SessionRepository<? extends Session> sessions;
    private final Environment environment;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Map<List<Post>, Visitor> known = new ConcurrentHashMap<>();

    Desk(JdbcClient jdbc, SessionRepository<? extends Session> sessions, Environment environment) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.environment = environment;
    }

    /** 来人: a browser with the cookies it has. */
    record Visitor(@Nullable Officer officer, String csrf, String cookies) {

        /** What a form of ours would carry. */
        String token() {
            var plain = csrf.getBytes(StandardCharsets.UTF_8);
            var masked = new byte[plain.length * 2]; // masked with nothing but zeros
            System.arraycopy(plain, 0, masked, plain.length, plain.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(masked);
        }
    }

    /** An answer. */
    record Answer(int status, Map<String, List<String>> headers, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        String location() {
            var all = headers.getOrDefault("location", List.of());
            return all.isEmpty() ? "" : all.get(0).replaceFirst("^https?://[^/]+", "");
        }

        String type() {
            var all = headers.getOrDefault("content-type", List.of());
            return all.isEmpty() ? "" : all.get(0);
        }

        boolean sendsToSignIn() {
            return status == 401 || (status == 302 && location().startsWith("/login"));
        }
    }

    Visitor anybody() {
        return visitor(null);
    }

    /** Somebody with these posts; the same one for the same posts. */
    Visitor with(Post... posts) {
        return known.computeIfAbsent(List.of(posts), all -> visitor(Staff.with(jdbc, posts)));
    }

    /** Signed in without a password, in a session as a sign-in makes it. */
    Visitor visitor(@Nullable Officer officer) {
        var csrf = UUID.randomUUID().toString();
        var cookies = "XSRF-TOKEN=" + csrf;
        if (officer != null) {
            cookies += "; yimen="
                    + Base64.getEncoder()
                            .encodeToString(session(sessions, officer).getBytes(StandardCharsets.UTF_8));
        }
        return new Visitor(officer, csrf, cookies);
    }

    private static <S extends Session> String session(SessionRepository<S> sessions, Officer officer) {
        var session = sessions.createSession();
        session.setAttribute(
                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                new SecurityContextImpl(OfficerAuthentication.token(officer)));
        sessions.save(session);
        return session.getId();
    }

    Answer get(Visitor visitor, String path) {
        return send(request(visitor, path).GET().build());
    }

    /** A page asked for that leaves nothing behind. */
    Answer tryGet(Visitor visitor, String path, String dry) {
        return send(request(visitor, path).header(DryRun.HEADER, dry).GET().build());
    }

    /** A submission with the token and a fresh one-time key, which leaves nothing behind. */
    Answer tryPost(
            Visitor visitor,
            String path,
            Map<String, String> fields,
            Map<String, String> headers,
            boolean files,
            String dry) {
        var request = request(visitor, path).header(DryRun.HEADER, dry);
        headers.forEach(request::header);
        return send(submit(request, visitor, fields, files).build());
    }

    /** A submission that counts. */
    Answer post(Visitor visitor, String path, Map<String, String> fields) {
        return send(submit(request(visitor, path), visitor, fields, false).build());
    }

    HttpRequest.Builder request(Visitor visitor, String path) {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(60));
        request.header("Cookie", visitor.cookies());
        return request;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder submit(
            HttpRequest.Builder request, Visitor visitor, Map<String, String> fields, boolean files) {
        var all = new java.util.LinkedHashMap<>(fields);
        all.putIfAbsent("_csrf", visitor.token());
        all.putIfAbsent("_key", UUID.randomUUID().toString());
        if (!files) {
            return request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(all.entrySet().stream()
                            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                            .collect(Collectors.joining("&"))));
        }
        var edge = "----yimen";
        var body = new StringBuilder();
        all.forEach((name, value) -> body.append("--")
                .append(edge)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--")
                .append(edge)
                .append("\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nx\r\n--")
                .append(edge)
                .append("--\r\n");
        return request.header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String address() {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }
}
