package cn.yimen.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.PostgresTestConfiguration;
import cn.yimen.job.JobsAtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * 坏输入: every form of every page of every role and every handler no page shows, found by themselves, are given bad
 * values. Nothing may be our own fault (500), nothing may come to life in an answer, and what a person can type is kept
 * exactly or refused in words at its field with everything else still there (IN-8, OP-4).
 *
 * <p>A build tries a part of the values, the same each time; {@code -Dyimen.hostile=long} all of them on every input
 * (src/docs/proving.md).
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"yimen.demo=true", "yimen.demo.households=60", "yimen.job.every=PT6H"})
@Import({PostgresTestConfiguration.class, Watch.class})
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {

    private static final String HOW = System.getProperty("yimen.hostile", "short");
    /** How many values an input is given: by itself, or together with the other inputs of its form. */
    private static final int ALONE = HOW.equals("long") ? 12 : HOW.equals("short") ? 1 : Integer.parseInt(HOW);

    private static final int TOGETHER =
            HOW.equals("long") ? Values.ALL.size() : HOW.equals("short") ? 2 : Integer.parseInt(HOW);
    private static final int CHOSEN = HOW.equals("long") ? 12 : HOW.equals("short") ? 1 : Integer.parseInt(HOW);
    private static final int FILES = HOW.equals("long") ? 100 : HOW.equals("short") ? 8 : Integer.parseInt(HOW);
    /** In the long form every form gets so many of the values, then every form the next of them. */
    private static final int PORTION = HOW.equals("long") ? 60 : TOGETHER;
    /**
     * So many minutes the long form has. Every form gets the first portion whatever it takes; then each an equal share of
     * what is left for its fields one by one, its shapes and its files, mixed.
     */
    private static final int MINUTES = Integer.getInteger("yimen.hostile.minutes", 600);

    private static final Logger LOG = LoggerFactory.getLogger(HostileTest.class);
    private static final long SLOW = 20_000;
    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]");
    private static final Pattern MARK = Pattern.compile("记(\\d+)yhz");

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JobsAtOnce jobs;

    private final Map<String, List<String>> findings = new TreeMap<>();
    private final Map<Integer, String> kept = new HashMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Site known;
    private final long start = System.nanoTime();
    /** Acts that were sent a second time as the back button does. */
    private final Set<String> resent = new TreeSet<>();

    private int posts;
    private int gets;
    private int planned;
    private int alone;
    private int accepted;
    private long slowest;

    @BeforeEach
    void listen() {
        Watch.listen();
    }

    @AfterEach
    void stop() {
        Watch.stop();
    }

    /** Two people in one form: the second is told what the first saved, and what he typed himself is still there. */
    @Test
    @Order(1)
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void anEditOfASecondPersonLosesNothingInSilence() throws IOException {
        var again = new Again(site(), jdbc);
        again.twoEditors();
        write("hostile-edits.txt", again);
        assertThat(again.findings).isEmpty();
        assertThat(again.done).hasSizeGreaterThan(5);
    }

    /** IN-8: the same form many times at once, and once more by the back button, is one act with one answer. */
    @Test
    @Order(2)
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aFormSentManyTimesAtOnceAndAgainIsOneActWithOneAnswer() throws IOException {
        var again = new Again(site(), jdbc);
        again.atOnce(HOW.equals("short") ? 6 : 20, HOW.equals("short") ? 4 : 1);
        write("hostile-again.txt", again);
        assertThat(again.findings).isEmpty();
        assertThat(again.done).hasSizeGreaterThan(HOW.equals("short") ? 8 : 40);
    }

    private static void write(String file, Again again) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("carried out " + again.done.size());
        again.findings.forEach((what, example) -> lines.add("FOUND " + what + ": " + example));
        again.done.forEach(one -> lines.add("done " + one));
        again.refused.forEach((what, why) ->
                lines.add("not carried out " + what + ": " + why.substring(0, Math.min(200, why.length()))));
        Files.write(Path.of("target", file), lines, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    @Order(3)
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void everyInputOfEveryHandlerStandsBadValues() throws IOException {
        assertThat(Values.ALL).hasSizeGreaterThanOrEqualTo(600);
        assertThat(BadFiles.ALL).hasSizeGreaterThanOrEqualTo(600);
        var site = site();
        say("%d pages, %d kinds of forms, %d handlers".formatted(site.pages, site.forms.size(), site.ways.size()));
        var attacked = new HashSet<String>();
        var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        var rounds = HOW.equals("short") ? 2 : 3;
        for (int round = 0; round < rounds; round++) {
            if (round > 0) {
                visit(site);
                seek(site, true);
            }
            var found = byRole(site).stream()
                    .filter(entry -> attacked.add(entry.getKey()))
                    .toList();
            if (HOW.equals("long")) {
                for (var entry : found) {
                    var before = System.nanoTime();
                    together(new Turn(site, entry.getValue()), 0);
                    progress("first portion " + entry.getKey(), before);
                }
                say("first portion");
            }
            // what is done leads to further forms, which are to have a part of the time
            var now = System.nanoTime();
            var over = round < rounds - 1 ? now + (until - now) / 3 * 2 : until;
            for (int i = 0; i < found.size(); i++) {
                var before = System.nanoTime();
                attack(site, found.get(i).getValue(), before + (over - before) / (found.size() - i));
                report(site);
                progress(found.get(i).getKey(), before);
            }
            say("forms, %d of %d acts one by one".formatted(alone, planned));
        }
        var portion = 1;
        for (; portion * PORTION < TOGETHER && System.nanoTime() < until; portion++) {
            for (var entry : byRole(site)) {
                var turn = new Turn(site, entry.getValue());
                if (System.nanoTime() < until) {
                    together(turn, portion);
                }
            }
            report(site);
            say("portion " + portion);
        }
        say("each typed field got %d values".formatted(Math.min(TOGETHER, portion * PORTION)));
        addresses(site);
        say("addresses");
        var untried = hidden(site);
        say("handlers no page shows");
        // what was stored must not come to life on any page
        site.crawl(
                1,
                HOW.equals("short") ? List.of("", "clerk", "officer", "admin") : Site.ROLES,
                (opened, answer) -> sound("page afterwards", opened.role(), opened.url(), answer));
        cells();
        say("pages afterwards");
        report(site);
        assertThat(posts).isGreaterThan(HOW.equals("long") ? 30_000 : 1_000);
        assertThat(accepted).as("posts that were carried out").isGreaterThan(20);
        assertThat(resent).as("acts that were sent again").hasSizeGreaterThan(40);
        assertThat(untried).as("handlers with inputs that were not tried").isEmpty();
        assertThat(findings.entrySet().stream()
                        .map(one -> one.getKey() + " (" + one.getValue().size() + "): "
                                + one.getValue().get(0))
                        .toList())
                .isEmpty();
    }

    /** The administrator last: what he changes is changed for everybody. */
    private static List<Map.Entry<String, List<Form>>> byRole(Site site) {
        return site.forms.entrySet().stream()
                .filter(one -> !one.getValue().get(0).action().equals("/logout"))
                .sorted(java.util.Comparator.comparing(
                        one -> one.getValue().get(0).role().equals("admin") ? 1 : 0))
                .toList();
    }

    private void seek(Site site, boolean again) {
        site.seek(
                HOW.equals("short") ? 2 : 6,
                again,
                (opened, answer) -> sound("page", opened.role(), opened.url(), answer));
        say("sought %d pages, %d kinds of forms, %d handlers of forms not seen"
                .formatted(site.pages, site.forms.size(), site.unseen().size()));
    }

    /** One record in each state, after the jobs that were asked for; the short form has not the time. */
    private void visit(Site site) {
        if (HOW.equals("short")) {
            return;
        }
        jobs.runAll();
        site.visit(Stations.of(jdbc), (opened, answer) -> sound("page", opened.role(), opened.url(), answer));
        say("visited %d pages, %d kinds of forms, %d handlers of forms not seen"
                .formatted(site.pages, site.forms.size(), site.unseen().size()));
    }

    private Site site() {
        if (known == null) {
            say("started");
            var own = jdbc.sql("select id::text from officer where login = any(?)")
                    .param(Stream.concat(Site.ROLES.stream(), Site.FURTHER.stream())
                            .toArray(String[]::new))
                    .query(String.class)
                    .list();
            known = new Site(port, mapping, Set.copyOf(own));
            known.crawl(
                    HOW.equals("short") ? 1 : 2,
                    Site.ROLES,
                    (opened, answer) -> sound("page", opened.role(), opened.url(), answer));
            say("crawled %d pages, %d kinds of forms, %d handlers of forms not seen"
                    .formatted(known.pages, known.forms.size(), known.unseen().size()));
            visit(known);
            seek(known, false);
        }
        return known;
    }

    // ---- forms

    /** @param until the long form leaves off here ({@link System#nanoTime()}) and says how far it came */
    private void attack(Site site, List<Form> records, long until) {
        var turn = new Turn(site, records);
        if (!turn.form().post()) {
            return; // its fields are parameters of a handler and tried as such
        }
        var acts = acts(site, turn);
        if (HOW.equals("long")) {
            Collections.shuffle(acts, new Random(turn.form().key().hashCode()));
        } else {
            together(turn, 0);
        }
        planned += acts.size();
        for (var act : acts) {
            if (HOW.equals("long") && System.nanoTime() > until) {
                return;
            }
            act.run();
            alone++;
        }
    }

    /** What is done to a form besides giving it all bad values at once. */
    private List<Runnable> acts(Site site, Turn turn) {
        var acts = new ArrayList<Runnable>();
        var form = turn.form();
        for (var field : form.fields()) {
            if (field.name().startsWith("_") || field.kind() == Form.Kind.FILE || turn.spared(field)) {
                continue;
            }
            var many = field.kind().typed() || field.kind() == Form.Kind.PASSWORD ? ALONE : CHOSEN;
            for (int j = 0; j < many; j++) {
                var value = pick(field.name() + form.key(), j, many);
                acts.add(() -> turn.post(Map.of(field.name(), value), false));
            }
            if (field.kind().typed()) {
                var mark = kept.size();
                var text = "记" + mark + "yhz 'a' \"b\" <i>c</i> & ${1} \\ %00 =1 完";
                kept.put(mark, text);
                acts.add(() -> turn.post(Map.of(field.name(), Value.typed("kept", text)), false));
            } else if (!site.ids.isEmpty() && field.kind() != Form.Kind.BUTTON) {
                var ids = List.copyOf(site.ids);
                var id = ids.get(Math.floorMod((field.name() + form.key()).hashCode(), ids.size()));
                acts.add(() -> turn.post(Map.of(field.name(), Value.typed("somebody else's record", id)), false));
            }
        }
        turn.shapes(acts);
        for (var field : form.fields()) {
            if (field.kind() == Form.Kind.FILE) {
                for (int j = 0; j < FILES; j++) {
                    var size = BadFiles.ALL.size();
                    var at =
                            Math.floorMod((field.name() + form.key()).hashCode() + j * Math.max(1, size / FILES), size);
                    acts.add(() -> turn.upload(field, BadFiles.ALL.get(at)));
                }
            }
        }
        return acts;
    }

    /** All typed fields of a form bad at once, each with another value. */
    private void together(Turn turn, int portion) {
        if (!turn.form().post()) {
            return;
        }
        for (int j = portion * PORTION; j < Math.min(TOGETHER, (portion + 1) * PORTION); j++) {
            var form = turn.form();
            var typed =
                    form.fields().stream().filter(field -> field.kind().typed()).toList();
            Map<String, Value> bad = new LinkedHashMap<>();
            for (var field : typed) {
                var value = pick(form.key() + field.name(), j, TOGETHER);
                // together they must stay below what the server reads at all
                if (value.text().length() < 4_000 || typed.size() < 4) {
                    bad.put(field.name(), value);
                }
            }
            if (!bad.isEmpty()) {
                turn.post(bad, true);
            }
        }
    }

    private static Value pick(String input, int turn, int turns) {
        var size = Values.ALL.size();
        return Values.ALL.get(Math.floorMod(input.hashCode() + turn * Math.max(1, size / turns), size));
    }

    /** One kind of form on the records where it was found. */
    private final class Turn {

        private final Site site;
        private final List<Form> records;
        private int at;

        Turn(Site site, List<Form> records) {
            this.site = site;
            this.records = records;
            renew();
        }

        /** In the short form: of a long form, or one of many buttons, some fields alone; the others with the rest. */
        boolean spared(Form.Field field) {
            if (!HOW.equals("short")) {
                return false;
            }
            var form = form();
            var like = site.forms.keySet().stream()
                    .filter(key -> key.startsWith("POST " + Paths.pattern(form.action()) + " "))
                    .count();
            var every = Math.max(1, like * form.fields().size() / 5);
            return Math.floorMod((form.key() + field.name()).hashCode(), every) != 0;
        }

        Form form() {
            return records.get(Math.min(at, records.size() - 1));
        }

        private Desk desk() {
            return site.desks.get(form().role());
        }

        private List<Form.Param> params(Map<String, Value> bad) {
            var params = new ArrayList<Form.Param>();
            for (var field : form().fields()) {
                if (field.name().equals("_csrf") || field.name().equals("_key")) {
                    continue;
                }
                var one = bad.get(field.name());
                if (one != null) {
                    params.add(new Form.Param(field.name(), one.text()));
                } else {
                    Plausible.of(field).forEach(value -> params.add(new Form.Param(field.name(), value)));
                }
            }
            return params;
        }

        void post(Map<String, Value> bad, boolean together) {
            send(params(bad), List.of(), bad, together, bad.keySet());
        }

        void upload(Form.Field field, BadFiles.Bad file) {
            send(
                    params(Map.of()),
                    List.of(new Desk.Upload(field.name(), file.name(), file.type(), file.bytes())),
                    Map.of(field.name(), new Value("file " + file.kind(), file.name(), false)),
                    false,
                    Set.of(field.name()));
        }

        /** Fields that are missing, twice there, or of a shape nobody asked for. */
        void shapes(List<Runnable> acts) {
            var form = form();
            var names = form.fields().stream()
                    .map(Form.Field::name)
                    .filter(name -> !name.startsWith("_"))
                    .toList();
            acts.add(() -> shape(List.of(), "", "", names));
            if (!HOW.equals("short")) {
                acts.add(() -> shape(twice(), "", "", names));
            }
            for (var field : form.fields()) {
                var name = field.name();
                if (name.startsWith("_") || spared(field)) {
                    continue;
                }
                acts.add(() -> send(
                        without(name), List.of(), Map.of(name, new Value("missing", "", false)), false, List.of(name)));
                var odd = new ArrayList<>(List.of(
                        name + "[0]",
                        name + "[99999999]",
                        name + "[-1]",
                        name + "[x]",
                        name + ".x",
                        name + "[",
                        name + "[]",
                        "_" + name,
                        "!" + name));
                for (var index : List.of("99999999", "300", "-1", "2147483648", "x", "")) {
                    odd.add(name.replaceFirst("\\[[0-9]+\\]", "[" + index + "]"));
                }
                if (HOW.equals("short")) {
                    var one = odd.get(Math.floorMod((name + form.key()).hashCode(), odd.size()));
                    odd.clear();
                    odd.add(one);
                }
                for (var other : odd) {
                    acts.add(() -> {
                        var shaped = without(name);
                        shaped.add(new Form.Param(other, "1"));
                        shape(shaped, name, other, List.of(name));
                    });
                }
            }
            acts.add(() -> {
                var inner = HOW.equals("short") ? twice() : params(Map.of());
                for (var name : List.of(
                        "class.module.classLoader.defaultAssertionStatus",
                        "class.name",
                        "form.class",
                        "values[class]",
                        "version.x",
                        "id",
                        "by",
                        "officer.id",
                        "roles[0]",
                        "state")) {
                    inner.add(new Form.Param(name, "1"));
                }
                shape(inner, "", "", List.of());
            });
        }

        private void shape(List<Form.Param> params, String field, String shape, List<String> names) {
            send(params, List.of(), Map.of(field, new Value("shape", shape, false)), false, names);
        }

        private List<Form.Param> twice() {
            var twice = params(Map.of());
            twice.addAll(params(Map.of()));
            return twice;
        }

        private List<Form.Param> without(String name) {
            var params = params(Map.of());
            params.removeIf(param -> param.name().equals(name));
            return params;
        }

        private void send(
                List<Form.Param> params,
                List<Desk.Upload> files,
                Map<String, Value> bad,
                boolean together,
                java.util.Collection<String> names) {
            var form = form();
            var desk = desk();
            var all = new ArrayList<>(params);
            all.add(new Form.Param("_csrf", desk.token()));
            all.add(new Form.Param("_key", Desk.freshKey()));
            var headers = new HashMap<String, String>();
            headers.put(Watch.HEADER, header(names));
            if (form.script()) {
                headers.put("HX-Request", "true");
            }
            var answer = desk.post(form.action(), all, files, form.multipart(), headers);
            posts++;
            var what = bad.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue().shown())
                    .collect(Collectors.joining(" & "));
            if (lost(answer) && !form.role().isEmpty()) {
                signInAgain(desk, form.key() + " " + what);
                return;
            }
            sound(form.key(), form.role() + " " + form.action(), what, answer);
            if (answer.status() / 100 == 3) {
                accepted++;
                again(form, all, files, headers, answer);
                var next = answer.location().startsWith("/") ? desk.get(answer.location()) : null;
                if (next != null) {
                    sound(form.key() + " then", form.role() + " " + answer.location(), what, next);
                } else {
                    finding("sent away", form.key(), what + " -> " + answer.location());
                }
                renew();
            } else if (answer.status() == 200 && answer.html() && !form.script() && !HOW.equals("short")) {
                site.learn(form, answer);
            } else if (answer.status() == 422 && answer.html()) {
                refused(form, all, bad, together, what, answer);
            } else if (answer.status() == 400 && answer.text().contains("看不见的字符")) {
                return; // said in words where there is no field to say it at
            } else if (answer.status() == 400 && !together && bad.size() == 1) {
                var one = bad.entrySet().iterator().next();
                form.fields().stream()
                        .filter(field -> field.name().equals(one.getKey())
                                && field.kind().typed()
                                && one.getValue().legal())
                        .forEach(field -> finding("typed text answered by an error page", form.key(), what));
            } else if (answer.status() == 400
                    && together
                    && bad.values().stream().allMatch(Value::legal)) {
                finding("typed texts answered by an error page", form.key(), what);
            }
        }

        /** Once for each act: the same form again, by the back button, does nothing and gets the first's answer. */
        private void again(
                Form form,
                List<Form.Param> all,
                List<Desk.Upload> files,
                Map<String, String> headers,
                Desk.Answer first) {
            var act = site.way("POST", form.action()).map(Site.Way::name).orElse(form.action()) + Again.act(form);
            var key = all.get(all.size() - 1).value();
            if (resent.contains(act)
                    || jdbc.sql("select count(*) from one_time_key where key = ?::uuid")
                                    .param(key)
                                    .query(Integer.class)
                                    .single()
                            == 0) {
                return;
            }
            resent.add(act);
            var effects = new Again(site, jdbc);
            var before = effects.transaction();
            var second = desk().post(form.action(), all, files, form.multipart(), headers);
            posts++;
            sound(form.key() + " again", form.role() + " " + form.action(), "", second);
            if (second.status() / 100 != 3 || !second.location().equals(first.location())) {
                finding(
                        "sent again and answered otherwise",
                        form.key(),
                        first.location() + ", again " + second.status() + " " + second.location());
            }
            var more = effects.effects(before);
            if (!more.isEmpty()) {
                finding("sent again and done again", form.key(), more.toString());
            }
        }

        /** The same form as the same page has it now, else on the next record. */
        private void renew() {
            while (at < records.size()) {
                var now = site.fresh(records.get(at));
                if (now.isPresent()) {
                    records.set(at, now.get());
                    return;
                }
                at++;
            }
        }
    }

    private void signInAgain(Desk desk, String after) {
        try {
            desk.signIn();
        } catch (IllegalStateException e) {
            finding("shut out", after, String.valueOf(e.getMessage()));
        }
    }

    private static String header(java.util.Collection<String> names) {
        var text = names.stream()
                .map(name -> name.replaceAll("[^A-Za-z0-9\\[\\]._-]", "?"))
                .collect(Collectors.joining(","));
        return text.isEmpty() ? "-" : text;
    }

    private static boolean lost(Desk.Answer answer) {
        return answer.status() == 302 && answer.location().startsWith("/login");
    }

    /** A refusal says why in words, and everything typed is still there. */
    private void refused(
            Form form,
            List<Form.Param> sent,
            Map<String, Value> bad,
            boolean together,
            String what,
            Desk.Answer answer) {
        var page = answer.page();
        var words = page.select(".sa-errors, .sa-errmsg, [role=alert]").text();
        if (!CHINESE.matcher(words).find()) {
            finding("refused without words", form.key(), what);
        }
        if (page.select("form").isEmpty() || bad.containsKey("")) {
            return; // a part of a page; a field that came twice
        }
        var named = page.select("[name]").stream().collect(Collectors.groupingBy(one -> one.attr("name")));
        for (var field : form.fields()) {
            if (field.name().startsWith("_") || field.kind() == Form.Kind.FILE || field.kind() == Form.Kind.BUTTON) {
                continue;
            }
            var values = sent.stream()
                    .filter(param -> param.name().equals(field.name()))
                    .map(Form.Param::value)
                    .toList();
            if (values.isEmpty()
                    || (bad.containsKey(field.name()) && !bad.get(field.name()).legal())) {
                continue;
            }
            var controls = named.getOrDefault(field.name(), List.of());
            if (field.kind() == Form.Kind.PASSWORD) {
                if (controls.stream().anyMatch(one -> !one.attr("value").isEmpty())) {
                    finding("a password shown again", form.key(), what);
                }
                continue;
            }
            if (field.kind() != Form.Kind.HIDDEN && !shows(controls, field, values)) {
                finding(
                        "typed text lost: " + field.name(),
                        form.key(),
                        what + " typed " + new Value("", values.get(0), true).shown() + " shown "
                                + controls.stream()
                                        .map(one -> new Value("", one.val(), true).shown())
                                        .toList());
            }
        }
        if (!together && bad.size() == 1 && !words.isEmpty()) {
            place(form, bad.keySet().iterator().next(), bad.values().iterator().next(), page, what);
        }
    }

    private final Map<String, Set<String>> usually = new HashMap<>();

    /** The bad field is marked, if anything is marked that is not marked for good values too. */
    private void place(Form form, String name, Value value, Document page, String what) {
        var marked = page.select("[aria-invalid=true]").stream()
                .map(one -> one.attr("name"))
                .collect(Collectors.toSet());
        if (value.kind().equals("missing") || name.isEmpty() || !value.legal()) {
            return;
        }
        var field = form.fields().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
        if (field != null
                && field.kind().typed()
                && marked.isEmpty()
                && page.select(".sa-errors li, [role=alert]").isEmpty()) {
            finding("refused at no place", form.key(), what);
        }
    }

    private static boolean shows(List<Element> controls, Form.Field field, List<String> values) {
        var first = values.get(0);
        return switch (field.kind()) {
            case TEXT, LINES ->
                controls.stream()
                        .anyMatch(one ->
                                same(one.tagName().equals("textarea") ? one.wholeText() : one.attr("value"), first));
            case CHOICE, TICK -> {
                var offered = values.stream().filter(field.offered()::contains).toList();
                yield offered.isEmpty()
                        || offered.get(0).isEmpty()
                        || controls.stream()
                                .anyMatch(one -> one.tagName().equals("select")
                                        ? one.select("option[selected]").stream()
                                                .anyMatch(option -> option.val().equals(offered.get(0)))
                                        : one.attr("type").equals("hidden")
                                                || (one.hasAttr("checked")
                                                        && (one.attr("value").equals(offered.get(0))
                                                                || !one.hasAttr("value"))));
            }
            default -> true;
        };
    }

    /** What is kept under seal is shown masked. */
    private static boolean same(String shown, String typed) {
        var mask = shown.indexOf("****");
        return plain(shown).equals(plain(typed))
                || mask > 0
                        && plain(typed).startsWith(shown.substring(0, mask))
                        && plain(typed).endsWith(shown.substring(shown.lastIndexOf('*') + 1));
    }

    /** As a page can show it: one kind of line end, no NUL, and without blanks around it. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u0000', '\ufffd')
                .replace('\uffff', '\ufffd')
                .strip();
    }

    // ---- addresses, parameters, headers

    private void addresses(Site site) {
        for (var way : site.ways) {
            if (!way.method().equals("GET")) {
                continue;
            }
            var visited = site.opened.getOrDefault(way.name(), List.of()).stream()
                    .filter(one -> way.pattern()
                            .matches(org.springframework.http.server.PathContainer.parsePath(
                                    one.url().replaceAll("\\?.*", ""))))
                    .findFirst();
            if (visited.isEmpty()) {
                continue;
            }
            var desk = site.desks.get(visited.get().role());
            variables(desk, way, visited.get().url().replaceAll("\\?.*", ""));
            var names = new TreeSet<>(site.queries.getOrDefault(way.name(), Set.of()));
            names.addAll(Inputs.fields(way.handler()));
            names.remove("*");
            for (var name : names) {
                for (int j = 0; j < CHOSEN; j++) {
                    var value = pick(way.name() + name, j, CHOSEN);
                    if (value.text().length() < 4_000) {
                        ask(
                                desk,
                                way,
                                visited.get().url().replaceAll("\\?.*", "") + "?" + Value.encoded(name) + "="
                                        + Value.encoded(value.text()),
                                name,
                                value);
                    }
                }
            }
            if (!names.isEmpty()) {
                var name = names.first();
                ask(
                        desk,
                        way,
                        visited.get().url().replaceAll("\\?.*", "") + "?" + name + "=1&" + name + "=2&" + name + "[]=3&"
                                + name + "[0]=4&%00=1&=&&;=x&class.x=1",
                        name,
                        new Value("shape", "", false));
            }
            for (var header : Inputs.headers(way.handler())) {
                for (int j = 0; j < CHOSEN; j++) {
                    header(desk, way, visited.get().url(), header, pick(header + way.name(), j, CHOSEN));
                }
            }
        }
        var desk = site.desks.get("clerk");
        var way = site.way("GET", "/workbench").orElseThrow();
        for (var header : List.of(
                "HX-Request",
                "X-Draft",
                "HX-Target",
                "HX-Current-URL",
                "Accept-Language",
                "Accept",
                "Referer",
                "User-Agent",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Request-Id",
                "If-None-Match",
                "If-Modified-Since",
                "Range",
                "X-HTTP-Method-Override",
                "Forwarded",
                "Origin")) {
            for (int j = 0; j < Math.max(CHOSEN, 4); j++) {
                header(desk, way, "/workbench", header, pick(header, j, Math.max(CHOSEN, 4)));
            }
        }
        for (int j = 0; j < Math.max(CHOSEN, 12); j++) {
            var value = pick("Cookie", j, Math.max(CHOSEN, 12));
            for (var name : List.of("SESSION", "__Host-SESSION", "JSESSIONID", "x")) {
                header(
                        site.desks.get(""),
                        way,
                        "/workbench",
                        "Cookie",
                        Value.typed(value.kind(), name + "=" + value.text()));
            }
        }
    }

    private void header(Desk desk, Site.Way way, String url, String header, Value value) {
        if (value.text().isEmpty()
                || value.text().length() > 4_000
                || value.text().chars().anyMatch(c -> c < 0x20 || c > 0xff || c == 0x7f)) {
            return; // no client can send it
        }
        gets++;
        sound(
                "GET " + way.pattern() + " header " + header,
                desk.role + " " + url,
                value.shown(),
                desk.get(url, header, value.text(), Watch.HEADER, header));
    }

    private void variables(Desk desk, Site.Way way, String url) {
        var pattern = way.pattern().getPatternString().split("/");
        var path = url.split("/");
        for (int i = 0; i < pattern.length && i < path.length; i++) {
            if (!pattern[i].contains("{")) {
                continue;
            }
            var name = pattern[i].replaceAll(".*\\{\\*?([A-Za-z]+).*", "$1");
            for (int j = 0; j < CHOSEN + 1; j++) {
                var value = pick(way.name() + name + "path", j, CHOSEN + 1);
                if (value.text().isEmpty() || value.text().length() > 2_000) {
                    continue;
                }
                var other = path.clone();
                other[i] = Value.encoded(value.text()).replace("%2e", ".")
                        + pattern[i].substring(pattern[i].lastIndexOf('}') + 1);
                ask(desk, way, String.join("/", other), name, value);
            }
        }
    }

    private void ask(Desk desk, Site.Way way, String url, String name, Value value) {
        gets++;
        var answer = desk.get(url, Watch.HEADER, header(List.of(name)));
        if (lost(answer) && !desk.role.isEmpty()) {
            signInAgain(desk, "GET " + way.pattern());
            return;
        }
        sound("GET " + way.pattern(), desk.role + " " + name, value.shown(), answer);
    }

    // ---- handlers no page shows

    /** Tries what was not reached by a page, by the names in the handler's signature; tells what could not be tried. */
    private Set<String> hidden(Site site) {
        for (var way : site.ways) {
            var need = missing(way);
            if (need.isEmpty()) {
                continue;
            }
            var desk = suited(site, way);
            var paths = Inputs.paths(way.handler());
            for (var name : need) {
                for (int j = 0; j < CHOSEN; j++) {
                    var value = pick(way.name() + name + "hidden", j, CHOSEN);
                    hidden(site, desk, way, paths, name, value, j);
                }
                if (missing(way).contains(name)) {
                    // the server read none of them as far as the handler
                    hidden(site, desk, way, paths, name, Value.typed("markup", "hostile ' \" <" + Values.TAG + ">"), 0);
                }
            }
        }
        var untried = new TreeSet<String>();
        for (var way : site.ways) {
            var left = missing(way);
            if (!left.isEmpty()
                    || !Watch.REACHED.containsKey(way.name())
                            && !Inputs.fields(way.handler()).isEmpty()) {
                untried.add(way.method() + " " + way.pattern() + " " + left);
            }
        }
        return untried;
    }

    private void hidden(Site site, Desk desk, Site.Way way, Set<String> paths, String name, Value value, int turn) {
        var url = site.address(way, turn);
        var headers = new HashMap<String, String>();
        way.headers().forEach(header -> headers.put(header, "1"));
        headers.put(Watch.HEADER, header(List.of(name)));
        if (paths.contains(name)) {
            var pattern = way.pattern().getPatternString().split("/");
            var path = url.split("/");
            for (int i = 0; i < pattern.length; i++) {
                if (pattern[i].contains("{" + name) && i < path.length) {
                    // too long or broken for an address is refused before any handler: then this word is enough
                    path[i] = pattern[i].matches(".*\\{[a-z]+:.*")
                            ? path[i]
                            : value.text().length() > 2_000
                                            || value.text().isEmpty()
                                            || !value.text().matches("[\\p{IsHan}A-Za-z0-9 ]+")
                                    ? "hostile"
                                    : Value.encoded(value.text());
                    path[i] += path[i].endsWith(pattern[i].substring(pattern[i].lastIndexOf('}') + 1))
                            ? ""
                            : pattern[i].substring(pattern[i].lastIndexOf('}') + 1);
                }
            }
            url = String.join("/", path);
        } else if (Inputs.headers(way.handler()).contains(name)) {
            headers.put(name, "hostile ' \" <" + Values.TAG + ">");
        }
        Desk.Answer answer;
        if (way.method().equals("GET")) {
            gets++;
            var flat = headers.entrySet().stream()
                    .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                    .toArray(String[]::new);
            var text = value.text().length() > 4_000 ? "9".repeat(4_000) : value.text();
            answer = desk.get(
                    paths.contains(name) || name.equals("*") ? url : url + "?" + name + "=" + Value.encoded(text),
                    flat);
        } else {
            var params = new ArrayList<Form.Param>();
            for (var field : Inputs.fields(way.handler())) {
                params.add(new Form.Param(
                        field.equals("*") ? "x" : field,
                        field.equals(name)
                                ? value.text()
                                : Plausible.text(new Form.Field(field, Form.Kind.TEXT, "", List.of(), List.of(), ""))));
            }
            params.add(new Form.Param("_csrf", desk.token()));
            params.add(new Form.Param("_key", Desk.freshKey()));
            posts++;
            answer = desk.post(url, params, List.of(), false, headers);
        }
        if (lost(answer) && !desk.role.isEmpty()) {
            signInAgain(desk, way.method() + " " + way.pattern());
            return;
        }
        sound(way.method() + " " + way.pattern() + " (no page)", desk.role + " " + name, value.shown(), answer);
    }

    private static Set<String> missing(Site.Way way) {
        var need = new TreeSet<>(Inputs.fields(way.handler()));
        need.addAll(Inputs.paths(way.handler()));
        need.addAll(Inputs.headers(way.handler()));
        var tried = Watch.REACHED.getOrDefault(way.name(), Set.of()).stream()
                .map(name -> name.replaceAll("[.\\[].*", "").replaceAll("^_", ""))
                .collect(Collectors.toSet());
        need.removeAll(tried);
        if (!tried.isEmpty()) {
            need.remove("*");
        }
        // a fixed choice in the address leads to no handler when it is another
        need.removeIf(name -> way.pattern().getPatternString().contains("{" + name + ":") && !tried.isEmpty());
        return need;
    }

    /** The role that sees most of the pages of the same controller. */
    private static Desk suited(Site site, Site.Way way) {
        var bean = way.name().replaceAll("\\..*", ".");
        var first = way.pattern().getPatternString().replaceAll("^(/[^/]*).*", "$1");
        Map<String, Integer> seen = new LinkedHashMap<>();
        site.opened.forEach((name, all) -> all.forEach(one -> {
            if (name.startsWith(bean)) {
                seen.merge(one.role(), 100, Integer::sum);
            } else if (one.url().startsWith(first)) {
                seen.merge(one.role(), 1, Integer::sum);
            }
        }));
        return site.desks.get(seen.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("clerk"));
    }

    // ---- what every answer must be

    private void sound(String where, String who, String what, Desk.Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        slowest = Math.max(slowest, answer.millis());
        if (answer.millis() > 3_000) {
            progress("slow: " + answer.millis() + " " + where + " " + what, System.nanoTime());
        }
        var context = who + " | " + what + " | " + answer.status();
        for (var fault : Watch.faults()) {
            finding("our fault: " + first(fault), where, context + "\n" + fault);
        }
        if (answer.status() >= 500) {
            finding("answered " + answer.status(), where, context);
        }
        if (answer.millis() > SLOW && HOW.equals("long")) {
            finding("slow", where, context + " " + answer.millis() + " ms");
        }
        if (!answer.html()) {
            return;
        }
        var text = answer.text();
        if (answer.status() >= 400 && !CHINESE.matcher(text).find() && answer.status() != 400) {
            finding(
                    "an error without a Chinese word",
                    where,
                    context + " " + text.substring(0, Math.min(120, text.length())));
        }
        if (text.contains(Values.PRODUCT)) {
            finding("an expression was evaluated", where, context);
        }
        if (text.contains(Values.TAG) || text.contains("yimenHostile")) {
            alive(where, context, answer.page());
        }
    }

    private void alive(String where, String context, Document page) {
        for (var element : page.getAllElements()) {
            if (element.tagName().contains(Values.TAG)) {
                finding("markup came to life", where, context);
            }
            for (var attribute : element.attributes()) {
                var name = attribute.getKey();
                if (name.startsWith("on") || name.contains(Values.TAG)) {
                    finding("an attribute came to life", where, context + " " + name);
                }
                var value = attribute.getValue().strip().toLowerCase(java.util.Locale.ROOT);
                if (Set.of("href", "src", "action", "formaction", "hx-post", "hx-get")
                                .contains(name)
                        && (value.startsWith("javascript:")
                                || value.startsWith("data:text")
                                || value.startsWith("//"))) {
                    finding("an address came to life", where, context + " " + name + "=" + value);
                }
            }
            if (element.tagName().equals("script") && element.data().contains("yimenHostile")) {
                finding("a script came to life", where, context);
            }
        }
    }

    /** Every stored text that carries a mark carries all that was typed with it. */
    private void cells() {
        var columns = jdbc.sql("""
                        select format('select %L, %I from %I.%I where %I like ''%%yhz%%'' limit 500', table_name || '.' || column_name, column_name, table_schema, table_name, column_name)
                        from information_schema.columns
                        join information_schema.tables using (table_schema, table_name)
                        where table_schema = 'public' and data_type = 'text' and table_type = 'BASE TABLE' and has_table_privilege(format('%I.%I', table_schema, table_name), 'select')
                        order by table_name, column_name
                        """).query(String.class).list();
        var seen = new HashSet<Integer>();
        for (var query : columns) {
            jdbc.sql(query)
                    .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                    .list()
                    .forEach(cell -> {
                        var mark = MARK.matcher(cell[1]);
                        while (mark.find()) {
                            var number = Integer.parseInt(mark.group(1));
                            seen.add(number);
                            var typed = kept.get(number);
                            if (typed != null
                                    && !cell[1].contains(typed)
                                    && !cell[1].contains(
                                            typed.replace("\\", "\\\\").replace("\"", "\\\""))
                                    && !cell[0].matches("event_publication.*")) {
                                finding("kept, but not exactly: " + cell[0], "", cell[1]);
                            }
                        }
                    });
        }
        LOG.info("hostile: {} marked texts are stored", seen.size());
    }

    private static String first(String fault) {
        return fault.lines()
                .limit(2)
                .collect(Collectors.joining(" "))
                .replaceAll("\\[[^]]*\\]|[0-9a-f-]{36}|/[^ ]*[0-9][^ ]*", "#");
    }

    private void finding(String what, String where, String example) {
        findings.computeIfAbsent(what + " @ " + where, key -> new ArrayList<>()).add(example);
    }

    private void say(String what) {
        LOG.info(
                "hostile: {}, {} s (processor {} s), {} posts ({} carried out, {} sent again), {} gets, slowest {} ms, {} findings",
                what,
                (System.nanoTime() - start) / 1_000_000_000,
                ((com.sun.management.OperatingSystemMXBean)
                                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                                .getProcessCpuTime()
                        / 1_000_000_000,
                posts,
                accepted,
                resent.size(),
                gets,
                slowest,
                findings.size());
        progress(what, start);
    }

    private void progress(String what, long since) {
        try {
            Files.writeString(
                    Path.of("target", "hostile-progress.txt"),
                    "%s %.1f s, %d posts, %d gets, slowest %d ms %s%n"
                            .formatted(
                                    java.time.LocalTime.now(java.time.ZoneOffset.UTC),
                                    (System.nanoTime() - since) / 1e9,
                                    posts,
                                    gets,
                                    slowest,
                                    what),
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void report(Site site) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("posts " + posts + ", carried out " + accepted + ", gets " + gets + ", answers " + statuses);
        findings.forEach((what, examples) -> {
            lines.add("");
            lines.add(what + "  × " + examples.size());
            examples.stream().limit(4).forEach(one -> lines.add("    " + one.replace("\n", "\n      ")));
        });
        lines.add("");
        lines.add("sent again: " + resent);
        lines.add("forms on no page: "
                + site.unseen().stream()
                        .map(way -> way.pattern().getPatternString())
                        .toList());
        lines.add("");
        site.forms.forEach((key, records) -> lines.add(key + " × " + records.size() + " "
                + records.get(0).role() + " " + records.get(0).page()));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "hostile.txt"), lines, java.nio.charset.StandardCharsets.UTF_8);
    }
}
