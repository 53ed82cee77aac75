package cn.yimen.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.access.Desk.Answer;
import cn.yimen.access.Desk.Visitor;
import cn.yimen.access.Handlers.Handler;
import cn.yimen.access.Samples.Sample;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * AU-3: what the table {@code src/docs/access/handlers.csv} says is what the served product does, for every handler, role
 * and record, asked over HTTP. A handler without a row, a variable without a record and a fault fail.
 *
 * <p>Submissions carry what their names let one guess, are answered in a transaction that rolls back, and pages that may be
 * seen are made ready but not rendered; those that are refused are compared to the letter. {@code -Dyimen.access=full}
 * renders all and asks for every paper of every record, {@code -Dyimen.access.only} (a pattern of addresses) for some.
 * {@code -Dyimen.access.write=true} writes what was found into the table, to be looked at before it is kept.
 */
@ServedTest
class AccessTableTest {

    static final Path TABLE = Path.of("src", "docs", "access", "handlers.csv");
    private static final String PUBLIC = "公众";
    private static final String NO_POST = "无岗位";
    private static final String OWNER = "本人";
    private static final String ELSEWHERE = "外地";
    private static final String MISSING = "不存在";
    private static final String WHY = "依据";

    /** What an answer says about the right to ask. */
    private static final String MAY = "可";

    /** A page that leads to another, the same for what there is and what there is not. */
    private static final String MOVED = "转";
    /** The form came back; what it would do was not asked. */
    private static final String FORM = "表";

    /** Nothing to be done about the record as it stands. */
    private static final String STATE = "状态";

    private static final Logger LOG = LoggerFactory.getLogger(AccessTableTest.class);
    private static final String MAY_NOT = "无权";
    private static final String UNSEEN = "不见";
    private static final String SIGN_IN = "登录";
    private static final Set<String> CLOSED = Set.of(MAY_NOT, UNSEEN, SIGN_IN);

    private static final boolean FULL = "full".equals(System.getProperty("yimen.access"));
    private static final Pattern ONLY = Pattern.compile(System.getProperty("yimen.access.only", ".*"));

    @Autowired
    Desk desk;

    @Autowired
    Samples samples;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Officers officers;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> faults = Collections.synchronizedSet(new TreeSet<>());

    @Test
    void au3everyHandlerAnswersEveryRoleAsTheTableSays() throws Exception {
        var found = new TreeMap<String, Map<String, String>>();
        var reading = new ArrayList<Callable<Void>>();
        var writing = new ArrayList<Callable<Void>>();
        var kept = new TreeSet<String>();
        var handlers = Handlers.of(mapping).stream()
                .filter(handler -> ONLY.matcher(handler.pattern()).matches())
                .toList();
        for (var handler : handlers) {
            try {
                var all = samples.of(handler, desk);
                for (var sample : all) {
                    if (!FULL && sample != all.get(0) && handler.pattern().endsWith(".pdf")) {
                        kept.add(key(handler, sample)); // a page of its own was asked about it just the same
                        continue;
                    }
                    var row = Collections.synchronizedMap(new LinkedHashMap<String, String>());
                    found.put(key(handler, sample), row);
                    (handler.get() ? reading : writing).add(() -> {
                        ask(handler, sample, sample == all.get(0), row);
                        return null;
                    });
                }
            } catch (Samples.NoSample e) {
                faults.add(e.getMessage());
            }
        }
        var begun = System.nanoTime();
        // submissions one after the other: two of them on one record would wait for each other
        var pool = Executors.newFixedThreadPool(3);
        try {
            var submissions = pool.submit(() -> {
                for (var each : writing) {
                    each.call();
                }
                return null;
            });
            for (var done : pool.invokeAll(reading)) {
                done.get();
            }
            submissions.get();
        } finally {
            pool.shutdown();
        }
        LOG.info(
                "access table: {} handlers, {} rows, {} cells asked in {} s",
                handlers.size(),
                found.size(),
                asked.get(),
                (System.nanoTime() - begun) / 1_000_000_000);
        compare(found, kept);
        assertThat(asked.get()).isGreaterThan(ONLY.pattern().equals(".*") ? 5_000 : 0);
        assertThat(faults).isEmpty();
    }

    private static String key(Handler handler, Sample sample) {
        return handler.pattern() + "," + handler.method() + "," + sample.name();
    }

    /** One row: its record by everybody, then by those it is not for. */
    private void ask(Handler handler, Sample sample, boolean first, Map<String, String> row) {
        var township = sample.township() != null ? sample.township() : "520402109";
        var village = sample.village() != null ? sample.village() : village(township, "");
        var dept = sample.dept() != null ? sample.dept() : "YB";
        var away = township.equals("520402102") ? "520402109" : "520402102";
        var variables = sample.variables();
        row.put(PUBLIC, said(handler, variables, desk.anybody()));
        row.put(NO_POST, said(handler, variables, desk.with()));
        for (var role : Role.values()) {
            row.put(role.words(), said(handler, variables, desk.with(post(role, township, village, dept))));
        }
        if (sample.owner() != null) {
            row.put(
                    OWNER,
                    said(
                            handler,
                            variables,
                            desk.visitor(officers.byId(sample.owner()).orElseThrow())));
        }
        if (!sample.placed()) {
            return;
        }
        var foreign = new LinkedHashMap<String, Visitor>();
        foreign.put("外乡镇窗口", desk.with(post(Role.WINDOW_CLERK, away, "", "")));
        foreign.put("外部门联络员", desk.with(Post.liaison(dept.equals("JT") ? "ZJ" : "JT")));
        if (first) {
            foreign.put("外乡镇审核", desk.with(post(Role.TOWNSHIP_REVIEWER, away, "", "")));
            foreign.put("邻村信息员", desk.with(Post.at(Role.VILLAGE_ASSISTANT, village(township, village))));
            foreign.put("外乡镇信息员", desk.with(Post.at(Role.VILLAGE_ASSISTANT, village(away, ""))));
        }
        var seen = new LinkedHashMap<String, String>();
        foreign.forEach((who, visitor) -> {
            var theirs = request(handler, variables, visitor, DryRun.FULL);
            var said = word(handler, theirs, who);
            seen.put(who, said);
            if (!said.equals(MAY)) {
                same(handler, sample, who, theirs, request(handler, missing(handler, variables), visitor, DryRun.FULL));
            }
        });
        row.put(
                ELSEWHERE,
                seen.entrySet().stream()
                        .filter(each -> each.getValue().equals(MAY))
                        .map(Map.Entry::getKey)
                        .reduce((a, b) -> a + "、" + b)
                        .orElse("—"));
        if (first) {
            var nobodys = new TreeSet<String>();
            for (var role : Role.values()) {
                if (!CLOSED.contains(String.valueOf(row.get(role.words())))) {
                    nobodys.add(
                            said(handler, missing(handler, variables), desk.with(post(role, township, village, dept))));
                }
            }
            row.put(MISSING, nobodys.isEmpty() ? "—" : String.join("、", nobodys));
            for (var two : List.of(
                    new Pair(
                            Set.of("窗口经办", "乡镇审核"),
                            Set.of(),
                            post(Role.WINDOW_CLERK, township, village, dept),
                            post(Role.TOWNSHIP_REVIEWER, township, village, dept)),
                    new Pair(
                            Set.of("民政审批", "管理员"),
                            Set.of(),
                            Post.of(Role.BUREAU_APPROVER),
                            Post.of(Role.ADMINISTRATOR)),
                    new Pair(
                            Set.of("信息员"),
                            Set.of("外乡镇窗口"),
                            Post.at(Role.VILLAGE_ASSISTANT, village),
                            Post.at(Role.WINDOW_CLERK, away)),
                    new Pair(
                            Set.of("信息员"),
                            Set.of("外乡镇审核"),
                            Post.at(Role.VILLAGE_ASSISTANT, village),
                            Post.at(Role.TOWNSHIP_REVIEWER, away)),
                    new Pair(Set.of("监督"), Set.of("外乡镇窗口"), Post.of(Role.SUPERVISOR), Post.at(Role.WINDOW_CLERK, away)),
                    new Pair(
                            Set.of("监督"),
                            Set.of("外乡镇审核"),
                            Post.of(Role.SUPERVISOR),
                            Post.at(Role.TOWNSHIP_REVIEWER, away)),
                    new Pair(
                            Set.of("窗口经办"),
                            Set.of("外部门联络员"),
                            post(Role.WINDOW_CLERK, township, village, dept),
                            Post.liaison(dept.equals("JT") ? "ZJ" : "JT")))) {
                pair(handler, sample, row, seen, two);
            }
        }
    }

    /** 两岗: posts of one person, by the columns of the table in which each would stand alone. */
    private record Pair(Set<String> here, Set<String> there, Post one, Post other) {}

    /** Two posts together allow what one of them allows, and no more (requirements: the union applies). */
    private void pair(Handler handler, Sample sample, Map<String, String> row, Map<String, String> seen, Pair two) {
        var here = two.here();
        var there = two.there();
        var expected = here.stream().map(row::get).anyMatch(each -> !CLOSED.contains(String.valueOf(each)))
                || there.stream().map(seen::get).anyMatch(each -> !CLOSED.contains(String.valueOf(each)));
        var who = String.join("+", new TreeSet<>(here)) + (there.isEmpty() ? "" : "+" + String.join("+", there));
        var said = said(handler, sample.variables(), desk.with(two.one(), two.other()));
        if (expected == CLOSED.contains(said)) {
            faults.add("两岗 " + handler.method() + " " + handler.pattern() + " [" + sample.name() + "] " + who + ": "
                    + said);
        }
    }

    /** Somebody else's record is answered as one that does not exist. */
    private void same(Handler handler, Sample sample, String who, Answer theirs, Answer none) {
        var a = comparable(theirs, sample.variables().values());
        var b = comparable(none, missing(handler, sample.variables()).values());
        if (!a.equals(b)) {
            faults.add("可辨 " + handler.method() + " " + handler.pattern() + " [" + sample.name() + "] " + who + ": "
                    + theirs.status() + " / " + none.status());
        }
    }

    private static List<String> comparable(Answer answer, Iterable<String> values) {
        var text = answer.text();
        for (var value : values) {
            text = value.length() < 8 ? text : text.replace(value, "‹›");
        }
        text = text.replaceAll("name=\"_(csrf|key)\" value=\"[^\"]*\"", "")
                .replaceAll("value=\"[^\"]*\" name=\"_(csrf|key)\"", "")
                .replaceAll("content=\"[A-Za-z0-9_-]{40,}\"", "")
                .replaceAll("(?s)<(code|b|span|strong)[^>]*>[0-9a-z]{6,20}</", "") // the request's own number
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "");
        var headers = new TreeMap<String, List<String>>(answer.headers());
        headers.keySet()
                .removeAll(Set.of("date", "set-cookie", "content-length", "x-request-id", "keep-alive", "connection"));
        var location = answer.location();
        for (var value : values) {
            location = value.length() < 8 ? location : location.replace(value, "‹›");
        }
        headers.remove("location");
        return List.of(Integer.toString(answer.status()), headers.toString(), location, text);
    }

    private Map<String, String> missing(Handler handler, Map<String, String> variables) {
        var none = new LinkedHashMap<>(variables);
        var name = handler.variables().get(0);
        var value = Objects.requireNonNull(variables.get(name));
        none.put(
                name,
                value.length() == 36
                        ? "00000000-0000-4000-8000-00000000dead"
                        : value.matches("[0-9]{9}")
                                ? "520402999"
                                : value.matches("[0-9]+") ? "99999999" : "nosuchrecord");
        return none;
    }

    private String said(Handler handler, Map<String, String> variables, Visitor visitor) {
        var who = visitor.officer() == null ? PUBLIC : visitor.officer().posts().toString();
        return word(handler, request(handler, variables, visitor, FULL ? DryRun.FULL : DryRun.RIGHT), who);
    }

    private String word(Handler handler, Answer answer, String who) {
        var status = answer.status();
        if (answer.sendsToSignIn() && !handler.pattern().equals("/")) {
            return SIGN_IN;
        } else if (status == 403) {
            return MAY_NOT;
        } else if (status == 404) {
            return UNSEEN;
        } else if (status >= 500 || status == 400 || status == 405 || status == 415) {
            faults.add("未能问到 " + handler.method() + " " + handler.pattern() + " " + who + ": " + status);
        } else if (status == 409) {
            return STATE;
        } else if (status == 422) {
            return FORM;
        } else if (status >= 300 && handler.get()) {
            return MOVED;
        }
        return MAY;
    }

    private Answer request(Handler handler, Map<String, String> variables, Visitor visitor, String dry) {
        asked.incrementAndGet();
        var path = handler.path(variables);
        return handler.get()
                ? desk.tryGet(visitor, path, dry)
                : desk.tryPost(visitor, path, handler.needed(), handler.headers(), handler.files(), dry);
    }

    private static Post post(Role role, String township, String village, String dept) {
        return switch (role.reach()) {
            case TOWNSHIP -> Post.at(role, township);
            case VILLAGE -> Post.at(role, village);
            case DEPARTMENT -> Post.liaison(dept);
            case HOUSEHOLDS, REFERRED, DISTRICT, NO_CASES -> Post.of(role);
        };
    }

    private String village(String township, String not) {
        return jdbc.sql("select min(code) from place where parent_code = ? and code <> ?")
                .params(township, not)
                .query(String.class)
                .single();
    }

    private void compare(Map<String, Map<String, String>> found, Set<String> unasked) throws IOException {
        var columns = new ArrayList<>(List.of(PUBLIC, NO_POST));
        EnumSet.allOf(Role.class).forEach(role -> columns.add(role.words()));
        columns.addAll(List.of(OWNER, ELSEWHERE, MISSING));
        var kept = read();
        for (var key : unasked) {
            var row = kept.get(key);
            if (row == null) {
                faults.add("表中无此行 " + key + "（-Dyimen.access=full）");
            } else {
                found.put(key, row);
            }
        }
        var text = new StringBuilder("地址,方法,记录," + String.join(",", columns) + "," + WHY + "\n");
        found.forEach((key, row) -> {
            var before = kept.get(key);
            text.append(key);
            columns.forEach(column -> text.append(',').append(row.getOrDefault(column, "—")));
            text.append(',')
                    .append(before == null ? "" : before.getOrDefault(WHY, ""))
                    .append('\n');
            if (before == null) {
                faults.add("表中无此行 " + key);
                return;
            }
            if (before.getOrDefault(WHY, "").isBlank()) {
                faults.add("没有写明依据 " + key);
            }
            for (var column : columns) {
                var is = row.getOrDefault(column, "—");
                if (!right(is).equals(right(before.getOrDefault(column, "")))) {
                    faults.add("与表不符 " + key + " " + column + ": 表 " + before.get(column) + ", 实际 " + is);
                }
            }
        });
        var gone = new LinkedHashSet<>(kept.keySet());
        gone.removeAll(found.keySet());
        gone.removeIf(key -> !ONLY.matcher(key.substring(0, key.indexOf(','))).matches());
        // a kind of record the demo district does not have today: the handler was asked about the others
        var handlers = new TreeSet<String>();
        found.keySet().forEach(key -> handlers.add(key.substring(0, key.lastIndexOf(','))));
        gone.removeIf(key -> handlers.contains(key.substring(0, key.lastIndexOf(','))));
        gone.forEach(key -> faults.add("表中多出 " + key));
        Files.createDirectories(Path.of("target", "access"));
        Files.writeString(Path.of("target", "access", "handlers.csv"), text);
        Files.write(Path.of("target", "access", "faults.txt"), faults);
        if (Boolean.getBoolean("yimen.access.write")) {
            Files.createDirectories(Objects.requireNonNull(TABLE.getParent()));
            Files.writeString(TABLE, text);
        }
    }

    /** What is said about the right; whether there is something left to do depends on the day and the record. */
    private static String right(String said) {
        return String.join(
                "、",
                new TreeSet<>(List.of(
                        said.replaceAll(MOVED + "|" + STATE + "|" + FORM, MAY).split("、"))));
    }

    private static Map<String, Map<String, String>> read() throws IOException {
        var rows = new LinkedHashMap<String, Map<String, String>>();
        if (!Files.exists(TABLE)) {
            return rows;
        }
        @Nullable String[] head = null;
        for (var line : Files.readAllLines(TABLE)) {
            var cells = line.split(",", -1);
            if (head == null) {
                head = cells;
                continue;
            }
            var row = new LinkedHashMap<String, String>();
            for (int i = 3; i < cells.length; i++) {
                row.put(String.valueOf(head[i]), cells[i]);
            }
            rows.put(String.join(",", Arrays.copyOf(cells, 3)), row);
        }
        return rows;
    }
}
