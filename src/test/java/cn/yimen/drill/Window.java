package cn.yimen.drill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/**
 * 窗口前的一个人: a browser without a screen. It signs in, opens pages, fills their forms and sends them; what gets no
 * answer, or the answer that the service is away, it sends again with the same one-time key until it is answered.
 */
@NullUnmarked
final class Window {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(
            "<(input)\\b([^>]*)>|<(textarea)\\b([^>]*)>([^<]*)</textarea>|<(select)\\b([^>]*)>(.*?)</select>",
            Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option\\b([^>]*)>");

    private final String login;
    private final Supplier<String> site;
    private final Consumer<String> notes;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private volatile String csrf;

    /** @param site where the product is now; @param notes hears of each answer that was none */
    Window(String login, Supplier<String> site, Consumer<String> notes) {
        this.login = login;
        this.site = site;
        this.notes = notes;
    }

    /** 答复. */
    record Answer(int status, String location, String body) {

        /** What the page says, without its markup. */
        String words() {
            var words = body.replaceAll("(?s)<(script|style|head|nav|header|footer)\\b.*?</\\1>", " ")
                    .replaceAll("<[^>]*>", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            return words.length() > 900
                    ? words.substring(0, 200) + " … " + words.substring(words.length() - 700)
                    : words;
        }

        /** The first group of the pattern in the page. */
        String find(String pattern) {
            var found = Pattern.compile(pattern).matcher(body);
            if (!found.find()) {
                throw new IllegalStateException("no " + pattern + " in: " + words());
            }
            return found.group(1);
        }

        /** The names and values a browser would send for the form that goes to this address. */
        Form form(String action) {
            return FORM.matcher(body)
                    .results()
                    .map(MatchResult::group)
                    .filter(form -> attribute(form.substring(0, form.indexOf('>') + 1), "action")
                            .equals(action))
                    .findFirst()
                    .map(form -> new Form(action, fields(form)))
                    .orElseThrow(() -> new IllegalStateException(status + " no form to " + action + " in: " + words()));
        }

        private static Map<String, List<String>> fields(String form) {
            var fields = new LinkedHashMap<String, List<String>>();
            FIELD.matcher(form).results().forEach(field -> {
                var kind = field.group(1) != null ? "input" : field.group(3) != null ? "textarea" : "select";
                var of = switch (kind) {
                    case "input" -> field.group(2);
                    case "textarea" -> field.group(4);
                    default -> field.group(7);
                };
                var name = attribute(of, "name");
                var type = attribute(of, "type");
                if (name.isEmpty() || type.equals("submit") || type.equals("file")) {
                    return;
                }
                var values = fields.computeIfAbsent(name, any -> new ArrayList<>());
                if ((type.equals("checkbox") || type.equals("radio")) && !of.matches("(?s).*\\bchecked\\b.*")) {
                    return;
                }
                values.add(
                        switch (kind) {
                            case "input" -> attribute(of, "value");
                            case "textarea" -> text(field.group(5)).replaceFirst("^\n", "");
                            default -> chosen(field.group(8));
                        });
            });
            return fields;
        }

        private static String chosen(String options) {
            var first = new String[1];
            return OPTION.matcher(options)
                    .results()
                    .map(option -> option.group(1))
                    .peek(option -> first[0] = first[0] == null ? attribute(option, "value") : first[0])
                    .filter(option -> option.matches("(?s).*\\bselected\\b.*"))
                    .map(option -> attribute(option, "value"))
                    .findFirst()
                    .orElse(first[0] == null ? "" : first[0]);
        }

        private static String attribute(String tag, String name) {
            var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
            return found.find() ? text(found.group(1)) : "";
        }

        private static String text(String html) {
            return org.springframework.web.util.HtmlUtils.htmlUnescape(html);
        }
    }

    /** 填好的表单: sent again it is the same form, one-time key included. */
    static final class Form {

        private final String action;
        private final Map<String, List<String>> fields;
        private byte[] file;
        private String fileField;
        private String fileName;

        Form(String action, Map<String, List<String>> fields) {
            this.action = action;
            this.fields = new LinkedHashMap<>(fields);
            this.fields.putIfAbsent("_key", List.of(UUID.randomUUID().toString()));
        }

        /** A form without a page of its own, e.g. a button of a list. */
        static Form to(String action) {
            return new Form(action, Map.of());
        }

        Form with(String name, String... values) {
            fields.put(name, List.of(values));
            return this;
        }

        /** The same for all fields whose names begin so. */
        Form each(String prefix, String value) {
            fields.replaceAll((name, old) -> name.startsWith(prefix) ? List.of(value) : old);
            return this;
        }

        Form file(String field, String name, byte[] content) {
            fileField = field;
            fileName = name;
            file = content;
            return this;
        }

        /** The same contents, sent to another address of the same page. */
        Form at(String other) {
            return new Form(other, fields);
        }

        String key() {
            return fields.get("_key").get(0);
        }

        String action() {
            return action;
        }

        String value(String name) {
            return fields.get(name).get(0);
        }

        /** What is sent: names with at least one value. */
        Map<String, List<String>> sent() {
            var sent = new LinkedHashMap<>(fields);
            sent.values().removeIf(List::isEmpty);
            return sent;
        }
    }

    /** Signs in, however long it takes until the product is there. */
    Window signIn() throws InterruptedException {
        get("/login");
        var welcome = post(Form.to("/login").with("login", login).with("password", Plant.PASSWORD));
        if (welcome.status() != 302 || welcome.location().contains("/login")) {
            throw new IllegalStateException(login + " is not let in: " + welcome);
        }
        get("/workbench");
        return this;
    }

    /** Opens a page, however long it takes. */
    Answer get(String path) throws InterruptedException {
        for (var attempt = 0; ; attempt++) {
            var answer = tryGet(path);
            if (answer.status() == 302 && answer.location().contains("/login")) {
                notes.accept("SIGNED-OUT " + login + " " + path);
                signIn();
            } else if (answer.status() != 0 && answer.status() != 503) {
                return answer;
            } else {
                away(answer, path);
            }
        }
    }

    /** One try; status 0 if nothing was answered. */
    Answer tryGet(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(site.get() + path)).GET());
    }

    /** Sends a form, and the same again, until it is answered. */
    Answer post(Form form) throws InterruptedException {
        while (true) {
            var answer = tryPost(form);
            if (answer.status() == 302 && answer.location().contains("/login") && !form.action.equals("/login")) {
                notes.accept("SIGNED-OUT " + login + " " + form.action);
                signIn();
            } else if (answer.status() != 0 && answer.status() != 503) {
                return answer;
            } else {
                away(answer, form.action);
                notes.accept("AGAIN " + form.fields.get("_key").get(0));
            }
        }
    }

    /** One try; status 0 if nothing was answered. */
    Answer tryPost(Form form) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(site.get() + form.action));
        form.fields.put("_csrf", List.of(csrf == null ? "" : csrf));
        if (form.file == null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(encoded(form.fields)));
        } else {
            var boundary = "drill" + UUID.randomUUID();
            request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(parts(form, boundary)));
        }
        return send(request);
    }

    private void away(Answer answer, String path) throws InterruptedException {
        notes.accept("AWAY " + answer.status() + " " + path);
        Thread.sleep(150);
    }

    private Answer send(HttpRequest.Builder request) throws InterruptedException {
        try {
            var answer = http.send(
                    request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var body = answer.body();
            var token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(body);
            if (token.find()) {
                csrf = token.group(1);
            }
            if (answer.statusCode() >= 500) {
                notes.accept("STATUS " + answer.statusCode() + " "
                        + answer.request().uri().getPath());
            }
            var to = answer.headers().firstValue("Location").orElse("");
            return new Answer(
                    answer.statusCode(), to.startsWith("http") ? URI.create(to).getRawPath() : to, body);
        } catch (IOException none) {
            return new Answer(0, "", String.valueOf(none));
        }
    }

    private static String encoded(Map<String, List<String>> fields) {
        var pairs = new ArrayList<String>();
        fields.forEach((name, values) ->
                values.forEach(value -> pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return String.join("&", pairs);
    }

    private static byte[] parts(Form form, String boundary) {
        var body = new ByteArrayOutputStream();
        form.fields.forEach((name, values) -> values.forEach(value -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8))));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + form.fileField
                        + "\"; filename=\"" + form.fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(form.file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
