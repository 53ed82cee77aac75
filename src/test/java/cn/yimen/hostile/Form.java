package cn.yimen.hostile;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * 页面上找到的一张表单, with one of its buttons.
 *
 * @param page where it is; empty if it came as an answer
 */
record Form(
        String role, String page, String action, boolean post, boolean multipart, boolean script, List<Field> fields) {

    enum Kind {
        TEXT,
        LINES,
        PASSWORD,
        CHOICE,
        TICK,
        HIDDEN,
        FILE,
        BUTTON;

        boolean typed() {
            return this == TEXT || this == LINES;
        }
    }

    /**
     * @param values what would be sent if nothing were touched
     * @param offered what a choice offers
     */
    record Field(String name, Kind kind, String label, List<String> values, List<String> offered, String marks) {}

    record Param(String name, String value) {}

    static List<Form> all(String role, String url, Document page) {
        var found = new ArrayList<Form>();
        for (var form : page.select("form")) {
            var action = form.hasAttr("action") ? form.attr("action") : url;
            var post = form.attr("method").equalsIgnoreCase("post");
            var multipart = form.attr("enctype").contains("multipart");
            var fields = fields(page, form);
            var buttons = buttons(page, form);
            if (buttons.isEmpty()) {
                found.add(of(role, url, action, post, multipart, false, fields));
            }
            for (var button : buttons) {
                var all = new ArrayList<>(fields);
                if (!button.attr("name").isEmpty()) {
                    all.add(new Field(
                            button.attr("name"), Kind.BUTTON, "", List.of(button.attr("value")), List.of(), ""));
                }
                var to = button.hasAttr("formaction") ? button.attr("formaction") : action;
                found.add(of(role, url, to, post, multipart, false, all));
                if (button.hasAttr("hx-post")) {
                    found.add(of(role, url, button.attr("hx-post"), true, multipart, true, all));
                }
            }
        }
        for (var element : page.select("input[hx-post], select[hx-post], div[hx-post], form[hx-post]")) {
            var include = element.attr("hx-include");
            var form = !include.isEmpty()
                    ? page.selectFirst(include)
                    : element.tagName().equals("form")
                            ? element
                            : element.hasAttr("form")
                                    ? page.getElementById(element.attr("form"))
                                    : element.closest("form");
            if (form != null) {
                var fields = new ArrayList<>(fields(page, form));
                if (element.attr("type").equals("file")) {
                    fields.removeIf(field -> field.name().equals(element.attr("name")));
                    fields.add(field(page, element));
                }
                found.add(of(
                        role,
                        url,
                        element.attr("hx-post"),
                        true,
                        element.attr("hx-encoding").contains("multipart"),
                        true,
                        fields));
            }
        }
        return found;
    }

    private static Form of(
            String role,
            String url,
            String action,
            boolean post,
            boolean multipart,
            boolean script,
            List<Field> fields) {
        var to = URI.create("http://x" + url).resolve(action.isEmpty() ? url : action.replace(" ", "%20"));
        return new Form(
                role,
                url,
                to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()),
                post,
                multipart || fields.stream().anyMatch(field -> field.kind() == Kind.FILE),
                script,
                List.copyOf(fields));
    }

    private static List<Element> controls(Document page, Element form, String query) {
        var all = new LinkedHashSet<Element>();
        for (var one : form.select(query)) {
            if (!one.hasAttr("form") || one.attr("form").equals(form.id())) {
                all.add(one);
            }
        }
        if (!form.id().isEmpty()) {
            for (var one : page.select(query)) {
                if (one.attr("form").equals(form.id())) {
                    all.add(one);
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<Element> buttons(Document page, Element form) {
        var seen = new TreeSet<String>();
        return controls(page, form, "button:not([type=button]), input[type=submit]").stream()
                .filter(button -> seen.add(button.attr("formaction") + " " + button.attr("name") + " "
                        + button.attr("value").replaceAll(":.*", "") + button.hasAttr("hx-post")))
                .toList();
    }

    private static List<Field> fields(Document page, Element form) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (var one : controls(page, form, "input[name], select[name], textarea[name]")) {
            if (one.attr("type").equals("submit") || one.hasAttr("disabled")) {
                continue;
            }
            var field = field(page, one);
            var known = fields.get(field.name());
            if (known == null) {
                fields.put(field.name(), field);
            } else {
                var values = new ArrayList<>(known.values());
                values.addAll(field.values());
                Set<String> offered = new LinkedHashSet<>(known.offered());
                offered.addAll(field.offered());
                fields.put(
                        field.name(),
                        new Field(
                                field.name(),
                                known.kind(),
                                known.label(),
                                values,
                                List.copyOf(offered),
                                known.marks()));
            }
        }
        return List.copyOf(fields.values());
    }

    private static final Map<Document, Map<String, String>> LABELS = Collections.synchronizedMap(new WeakHashMap<>());

    private static Map<String, String> labels(Document page) {
        var labels = new HashMap<String, String>();
        for (var label : page.select("label[for]")) {
            labels.putIfAbsent(label.attr("for"), label.text());
        }
        return labels;
    }

    private static Field field(Document page, Element one) {
        var type = one.attr("type");
        var words = LABELS.computeIfAbsent(page, Form::labels).getOrDefault(one.id(), "");
        var marks = one.attr("inputmode") + " " + one.className() + " " + type
                + (one.hasAttr("data-idcard") ? " idcard" : "");
        var value = one.attr("value");
        if (one.tagName().equals("textarea")) {
            return new Field(one.attr("name"), Kind.LINES, words, List.of(one.wholeText()), List.of(), marks);
        }
        if (one.tagName().equals("select")) {
            var options = one.select("option").stream().map(Element::val).toList();
            var picked =
                    one.select("option[selected]").stream().map(Element::val).toList();
            return new Field(
                    one.attr("name"),
                    Kind.CHOICE,
                    words,
                    !picked.isEmpty() || options.isEmpty() ? picked : List.of(options.get(0)),
                    options,
                    marks);
        }
        return switch (type) {
            case "radio", "checkbox" ->
                new Field(
                        one.attr("name"),
                        type.equals("radio") ? Kind.CHOICE : Kind.TICK,
                        words,
                        one.hasAttr("checked") ? List.of(one.hasAttr("value") ? value : "on") : List.of(),
                        List.of(one.hasAttr("value") ? value : "on"),
                        marks);
            case "hidden" -> new Field(one.attr("name"), Kind.HIDDEN, words, List.of(value), List.of(), marks);
            case "file" -> new Field(one.attr("name"), Kind.FILE, words, List.of(), List.of(), marks);
            case "password" -> new Field(one.attr("name"), Kind.PASSWORD, words, List.of(value), List.of(), marks);
            default -> new Field(one.attr("name"), Kind.TEXT, words, List.of(value), List.of(), marks);
        };
    }

    /** 办到一半的表单: on no page of its own, only on the answer to what was sent before. */
    Form halfway() {
        return new Form(role, "", action, post, multipart, script, fields);
    }

    boolean isHalfway() {
        return page.isEmpty();
    }

    /** The same form on another record's page has the same key. */
    String key() {
        var names = new TreeSet<String>();
        for (var field : fields) {
            if (field.kind() == Kind.BUTTON) {
                names.add(field.name() + "="
                        + field.values().get(0).replaceAll(":.*", "").replaceAll("[0-9a-f-]{16,}", "#"));
            } else if (!field.name().startsWith("_")) {
                names.add(field.name()
                        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "#")
                        .replaceAll("[0-9]+", "#"));
            }
        }
        return (post ? "POST " : "GET ") + Paths.pattern(action) + (script ? " by script" : "") + " " + names;
    }
}
