package cn.yimen.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 重复和同时: the same form sent many times at once and again later; two people in one form. */
final class Again {

    /** What is written by looking, waiting and listening, not by the form. */
    private static final String BESIDE =
            "protection_rotation|audit.*|.*opened.*|spring_session.*|event_publication.*|search_word|sign_in.*|job.*|login.*|officer_session.*";

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern ENDING = Pattern.compile("/(drop|hand-over)$| submit$");

    private final Site site;
    private final JdbcClient jdbc;
    final Map<String, String> findings = new TreeMap<>();
    final Set<String> done = new TreeSet<>();
    final Map<String, String> refused = new TreeMap<>();

    Again(Site site, JdbcClient jdbc) {
        this.site = site;
        this.jdbc = jdbc;
    }

    // ---- many times at once, and by the back button

    /** @param every one of so many kinds of forms */
    void atOnce(int times, int every) {
        var handlers = new HashSet<String>();
        for (var records : lastThoseThatEnd(site.forms.values())) {
            for (var form : records.stream().limit(3).toList()) {
                var way = form.post() ? site.way("POST", form.action()) : java.util.Optional.<Site.Way>empty();
                var name = way.map(Site.Way::name).orElse("") + act(form);
                if (way.isEmpty() || form.action().matches("/logout|/login|/account/.*") || handlers.contains(name)) {
                    continue;
                }
                if (every > 1 && Math.floorMod(name.hashCode(), every) != 0) {
                    continue;
                }
                var now = site.fresh(form);
                if (now.isPresent() && atOnce(now.get(), name, times)) {
                    handlers.add(name);
                    done.add(name);
                } else {
                    refused.putIfAbsent(name, now.isPresent() ? last : "not on its page");
                }
            }
        }
        refused.keySet().removeAll(done);
    }

    /** 撤销、提交、移交: afterwards there is nothing left to be done with the record. */
    private static List<List<Form>> lastThoseThatEnd(Collection<List<Form>> forms) {
        return forms.stream()
                .sorted(Comparator.comparing(
                        records -> ENDING.matcher(records.get(0).action() + act(records.get(0)))
                                .find()))
                .toList();
    }

    static String act(Form form) {
        return form.fields().stream()
                .filter(field -> field.kind() == Form.Kind.BUTTON)
                .map(field -> " " + field.values().get(0).replaceAll(":.*", ""))
                .findFirst()
                .orElse("");
    }

    private boolean atOnce(Form form, String name, int times) {
        var desk = site.desks.get(form.role());
        var params = filled(form, desk, Map.of());
        var keyed = form.fields().stream().anyMatch(field -> field.name().equals("_key"));
        var before = transaction();
        var pool = Executors.newFixedThreadPool(times);
        var answers = new ArrayList<Desk.Answer>();
        try {
            Callable<Desk.Answer> post = () -> post(desk, form, params);
            for (var one : pool.invokeAll(java.util.Collections.nCopies(times, post))) {
                answers.add(one.get());
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
        faults(name);
        var carriedOut = answers.stream().filter(one -> one.status() / 100 == 3).toList();
        if (carriedOut.isEmpty() || carriedOut.get(0).location().startsWith("/login")) {
            last = why(answers.get(0));
            return false;
        }
        var effects = effects(before);
        if (!keyed || !effects.containsKey("one_time_key")) {
            if (effects.values().stream().anyMatch(n -> n > 1)) {
                findings.put(name + " uses no key and changes", effects.toString());
            }
            return true;
        }
        var where = carriedOut.get(0).location();
        for (var one : answers) {
            if (one.status() / 100 != 3 || !one.location().equals(where)) {
                findings.put(name + " at once", "first " + where + ", another " + one.status() + " " + one.location());
            }
        }
        effects.forEach((table, n) -> {
            if (n > 1) {
                findings.put(name + " at once in " + table, n + " transactions");
            }
        });
        var later = transaction();
        var again = post(desk, form, params);
        faults(name);
        if (again.status() / 100 != 3 || !again.location().equals(where)) {
            findings.put(name + " again", "first " + where + ", again " + again.status() + " " + again.location());
        }
        var more = effects(later);
        if (!more.isEmpty()) {
            findings.put(name + " again changed", more.toString());
        }
        return true;
    }

    private Desk.Answer post(Desk desk, Form form, List<Form.Param> params) {
        return desk.post(
                form.action(),
                params,
                files(form),
                form.multipart(),
                form.script() ? Map.of("HX-Request", "true") : Map.of());
    }

    private static List<Desk.Upload> files(Form form) {
        return form.fields().stream()
                .filter(field -> field.kind() == Form.Kind.FILE)
                .map(field -> form.action().contains("/imports")
                        ? new Desk.Upload(
                                field.name(),
                                "名单.csv",
                                "text/csv",
                                "姓名,身份证号,号牌号码\n赵小满,123,贵G00001\n".getBytes(StandardCharsets.UTF_8))
                        : new Desk.Upload(field.name(), "户口簿.png", "image/png", BadFiles.png(40, 30)))
                .toList();
    }

    private void faults(String name) {
        for (var fault : Watch.faults()) {
            findings.put(name + " our fault", fault);
        }
    }

    private static List<Form.Param> filled(Form form, Desk desk, Map<String, String> other) {
        var params = new ArrayList<Form.Param>();
        for (var field : form.fields()) {
            switch (field.name()) {
                case "_csrf" -> params.add(new Form.Param("_csrf", desk.token()));
                case "_key" -> params.add(new Form.Param("_key", Desk.freshKey()));
                default -> {
                    var given = other.get(field.name());
                    if (given != null) {
                        params.add(new Form.Param(field.name(), given));
                    } else {
                        Plausible.of(field).forEach(value -> params.add(new Form.Param(field.name(), value)));
                    }
                }
            }
        }
        return params;
    }

    long transaction() {
        return jdbc.sql("select pg_current_xact_id()::text::bigint")
                .query(Long.class)
                .single();
    }

    /** Transactions that left rows in a table since then, by table. */
    Map<String, Integer> effects(long since) {
        var sql = jdbc.sql("""
                        select string_agg(format('select %L as t, count(distinct xmin::text) as n from %I where xmin::text::bigint > %s', table_name, table_name, ?::bigint), ' union all ')
                        from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name !~ ('^(' || ? || ')$') and has_table_privilege(format('%I', table_name), 'select')
                        """).params(since, BESIDE).query(String.class).single();
        var effects = new LinkedHashMap<String, Integer>();
        jdbc.sql("select t, n from (" + sql + ") x where n > 0 order by t")
                .query((row, n) -> Map.entry(row.getString(1), row.getInt(2)))
                .list()
                .forEach(one -> effects.put(one.getKey(), one.getValue()));
        return effects;
    }

    // ---- two editors

    /** Both open the form, both save: the second is told, with both values. */
    void twoEditors() {
        for (var entry : site.forms.entrySet()) {
            var form = entry.getValue().get(0);
            if (form.post() && (versioned(form) || prefilled(form))) {
                var name = entry.getKey();
                if (entry.getValue().stream()
                        .limit(3)
                        .flatMap(one -> site.fresh(one).stream())
                        .anyMatch(one -> twoEditors(one, name))) {
                    done.add(name);
                } else {
                    refused.put(name, last);
                }
            }
        }
    }

    private static boolean versioned(Form form) {
        return form.fields().stream()
                .anyMatch(field -> field.kind() == Form.Kind.HIDDEN
                        && field.name().toLowerCase(java.util.Locale.ROOT).endsWith("version"));
    }

    /** What somebody wrote before is in it. */
    private static boolean prefilled(Form form) {
        return !form.action().endsWith("/search")
                && form.fields().stream()
                        .filter(field -> field.kind().typed())
                        .flatMap(field -> field.values().stream())
                        .anyMatch(value -> HAN.matcher(value).find());
    }

    private String last = "";

    private static String why(Desk.Answer answer) {
        var page = answer.page();
        var words = page.select(".sa-errors, .sa-errmsg, [role=alert]").text();
        return answer.status() + " " + (words.isEmpty() ? page.select("main").text() : words);
    }

    private boolean twoEditors(Form form, String name) {
        var desk = site.desks.get(form.role());
        var field = form.fields().stream()
                .filter(one -> one.kind() == Form.Kind.LINES)
                .findFirst()
                .or(() -> form.fields().stream()
                        .filter(one -> one.kind() == Form.Kind.TEXT
                                && Plausible.text(one).matches("核对过.*|赵小满"))
                        .findFirst())
                .orElse(null);
        Map<String, String> one = field == null ? Map.of() : Map.of(field.name(), "甲改成这样");
        Map<String, String> other = field == null ? Map.of() : Map.of(field.name(), "乙改成那样");
        var opened = site.fresh(form).orElse(form); // the second one's window
        var first = post(desk, form, filled(form, desk, one));
        faults(name);
        if (first.status() / 100 != 3 || first.location().startsWith("/login")) {
            last = why(first);
            return false;
        }
        var second = post(desk, opened, filled(opened, desk, other));
        faults(name);
        var made = form.action().endsWith("/new")
                && form.fields().stream()
                        .anyMatch(each ->
                                each.name().equals("version") && each.values().contains("0"));
        if (made) {
            return true; // two new ones
        }
        if (second.status() / 100 == 3) {
            findings.put(name + " two editors", "the second was carried out: " + second.location());
        } else if (second.status() != 409 && second.status() != 422 && second.status() != 404) {
            findings.put(name + " two editors", "the second was answered " + second.status());
        } else if (field != null && second.status() != 404) {
            var text = second.page().text()
                    + second.page().select("textarea").text()
                    + second.page().select("input").eachAttr("value");
            if (!text.contains("乙改成那样")) {
                findings.put(
                        name + " two editors", second.status() + " without what the second typed in " + field.name());
            } else if (second.status() == 409
                    && versioned(form)
                    && !form.action().endsWith("/new")
                    && !text.contains("甲改成这样")) {
                findings.put(name + " two editors", "409 without what the first saved in " + field.name());
            }
        }
        return true;
    }
}
