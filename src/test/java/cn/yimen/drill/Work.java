package cn.yimen.drill;

import static org.awaitility.Awaitility.await;

import cn.yimen.kernel.ResidentId;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/**
 * 干活的人们: three at once, over HTTP as from their browsers, in the whole lawful way. One takes applications in, one
 * imports a department's files, and a handful lead applications from the window through visit, opinion and notice to the
 * bureau's confirmation. What was answered is written down: an answer is a promise of the product.
 */
@NullUnmarked
final class Work {

    static final int ROWS = 1500;
    private static final String TOWNSHIP = "520402109";
    private static final String VILLAGE = "520402109202";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int HANGING = 3;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What is promised. */
    enum Kind {
        INTAKE,
        IMPORT,
        CONFIRM
    }

    private final Plant plant;
    private final Supplier<String> site;
    private final Map<Kind, List<String>> acknowledged = new EnumMap<>(Kind.class);
    private final Map<Kind, CountDownLatch> first = new EnumMap<>(Kind.class);
    private final Map<String, Integer> notes = new TreeMap<>();
    private final Set<String> sentAgain = new HashSet<>();
    private final Set<String> carriedOutBefore = new HashSet<>();
    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger(1);
    private final AtomicInteger repeated = new AtomicInteger();
    private volatile int life;
    private volatile boolean over;
    private final Queue<UnaryOperator<Duration>> turns = new ConcurrentLinkedQueue<>();
    private Duration clock = Duration.ZERO;
    private String[] visitors;
    private List<String> materials = List.of();

    /** @param site where the product is, asked anew for each request */
    Work(Plant plant, Supplier<String> site) {
        this.plant = plant;
        this.site = site;
        for (var kind : Kind.values()) {
            acknowledged.put(kind, Collections.synchronizedList(new ArrayList<>()));
            first.put(kind, new CountDownLatch(1));
        }
    }

    void begin() {
        plant.officer("clerk", "WINDOW_CLERK", TOWNSHIP);
        plant.officer("clerk2", "WINDOW_CLERK", TOWNSHIP);
        visitors = new String[] {
            plant.officer("visitor", "WINDOW_CLERK", TOWNSHIP), plant.officer("visitor2", "WINDOW_CLERK", TOWNSHIP)
        };
        plant.officer("reviewer", "TOWNSHIP_REVIEWER", TOWNSHIP);
        plant.officer("officer", "BUREAU_OFFICER", null);
        plant.officer("approver", "BUREAU_APPROVER", null);
        plant.officer("admin", "ADMINISTRATOR", null);
        materials = plant.jdbc().sql("""
                        select distinct m.code from policy_item_material m join policy_item_version v on v.id = m.version_id
                        where v.item_code = 'MZ-01' and m.source <> 'SHARED'
                        """).query(String.class).list();
        thread(Kind.INTAKE, this::takeIn);
        thread(Kind.IMPORT, this::load);
        thread(Kind.CONFIRM, this::decide);
    }

    /** Until each of the three was done once, so that whatever comes meets all of them. */
    void awaitFirst() throws InterruptedException {
        for (var one : first.entrySet()) {
            while (!one.getValue().await(1, TimeUnit.SECONDS)) {
                check();
            }
        }
    }

    /** A process was started again. */
    void anotherLife() {
        life++;
    }

    /**
     * Turns the clock of the product while everybody works: one turn before each round of applications.
     *
     * @param turn from how far it is put forward to how far it shall be
     */
    void turn(UnaryOperator<Duration> turn) {
        turns.add(turn);
    }

    /** Until the clock was turned as often as asked, and each of the three was done once more. */
    void awaitTurns() throws InterruptedException {
        await("turns of the clock").atMost(LONG).until(() -> {
            check();
            return turns.isEmpty();
        });
        awaitMore();
    }

    /** Until each of the three was done once more. */
    void awaitMore() throws InterruptedException {
        var before = sizes();
        await("once more").atMost(LONG).until(() -> {
            check();
            return before.entrySet().stream()
                    .allMatch(one -> acknowledged.get(one.getKey()).size() > one.getValue());
        });
    }

    /** Lets everybody finish what was begun. */
    void end() throws InterruptedException {
        over = true;
        for (var thread : threads) {
            thread.join(Duration.ofMinutes(5).toMillis());
            if (thread.isAlive()) {
                faults.add(new IllegalStateException(thread.getName() + " does not come to an end"));
            }
        }
        check();
    }

    /** Fails if somebody was answered what he should not. */
    void check() {
        var fault = faults.peek();
        if (fault != null) {
            over = true;
            throw new IllegalStateException(fault);
        }
    }

    Map<Kind, List<String>> acknowledged() {
        return acknowledged;
    }

    /** Answers that were none, by kind. */
    Map<String, Integer> notes() {
        synchronized (notes) {
            return new TreeMap<>(notes);
        }
    }

    String words() {
        return "acknowledged " + sizes() + ", sent again " + sentAgain.size() + " of which carried out before "
                + carriedOutBefore.size() + ", acknowledged ones sent once more " + repeated + ", " + notes();
    }

    private Map<Kind, Integer> sizes() {
        var sizes = new EnumMap<Kind, Integer>(Kind.class);
        acknowledged.forEach((kind, all) -> sizes.put(kind, all.size()));
        return sizes;
    }

    Window window(String login) {
        return new Window(login, site, this::note);
    }

    private void note(String words) {
        var parts = words.split(" ");
        if (parts[0].equals("AGAIN")) {
            again(parts[1]);
            return;
        }
        synchronized (notes) {
            notes.merge(
                    parts[0].equals("AWAY") || parts[0].equals("STATUS") ? parts[0] + " " + parts[1] : words,
                    1,
                    Integer::sum);
        }
    }

    /** Whether what is sent again had been carried out, its answer lost. */
    private void again(String key) {
        synchronized (sentAgain) {
            sentAgain.add(key);
            try {
                if (plant.jdbc()
                                .sql("select count(*) from one_time_key where key = ? and location <> ''")
                                .param(UUID.fromString(key))
                                .query(Long.class)
                                .single()
                        == 1) {
                    carriedOutBefore.add(key);
                }
            } catch (RuntimeException away) {
                // the database is not there yet
            }
        }
    }

    /** Something somebody does again and again. */
    private interface Task {
        void run() throws Exception;
    }

    private void thread(Kind kind, Task work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception | AssertionError fault) {
                        faults.add(new IllegalStateException(kind + ": " + fault.getMessage(), fault));
                    }
                },
                "drill " + kind);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    // --- intake

    private void takeIn() throws Exception {
        var clerk = window("clerk").signIn();
        var lived = life;
        Window.Form last = null;
        while (!over) {
            var draft = received(clerk);
            var form = filled(clerk, draft, next.getAndIncrement());
            done(Kind.INTAKE, draft, clerk.post(form), "/intake/" + draft + "/done");
            if (last != null && lived != life) {
                lived = life;
                repeat(clerk, last, Kind.INTAKE);
            }
            last = form;
        }
    }

    private static String received(Window clerk) throws InterruptedException {
        var answer = clerk.post(Window.Form.to("/receptions"));
        return expect(answer, "/intake/[0-9a-f-]{36}").replace("/intake/", "");
    }

    private Window.Form filled(Window clerk, String draft, int mark) throws InterruptedException {
        var form = clerk.get("/intake/" + draft).form("/intake/" + draft);
        form.with("act", "submit")
                .with("idno", number(mark).value())
                .with("name", "演练" + chinese(mark))
                .with("phone", "13900001234")
                .with("village", VILLAGE)
                .with("hukou", "RURAL_SAME")
                .with("houseNo", "三组 " + mark + " 号")
                .with("channel", "WINDOW")
                .with("pension", "120")
                .with("story", "演练第 " + mark + " 件")
                .with("say", "可以申请低保")
                .with("assets", "NONE")
                .with("noSupporters", "true")
                .with("needs", "MZ-01");
        materials.forEach(code -> form.with("mat." + code, "got"));
        return form;
    }

    static ResidentId number(int mark) {
        var day = LocalDate.of(1950, 1, 1).plusDays(mark % 10_000).format(DateTimeFormatter.BASIC_ISO_DATE);
        var digits = "520499" + day + "%03d".formatted(mark / 10_000 % 1000);
        return new ResidentId(digits + ResidentId.checkCharacter(digits));
    }

    private static String chinese(int mark) {
        return Integer.toString(mark)
                .chars()
                .mapToObj(digit -> "零一二三四五六七八九".substring(digit - '0', digit - '0' + 1))
                .reduce("", String::concat);
    }

    // --- import: the upload and its start are answered, the job goes on by itself

    private void load() throws Exception {
        var officer = window("officer").signIn();
        var lived = life;
        Window.Form last = null;
        while (!over) {
            var mark = next.getAndIncrement();
            officer.get("/verification/imports");
            var upload = Window.Form.to("/verification/imports")
                    .with("source", "DEPOSIT")
                    .with("asOf", "2026-11-01")
                    .file("file", "drill-" + mark + ".csv", file(mark));
            var batch = expect(officer.post(upload), "/verification/imports/[0-9a-f-]{36}");
            var form = officer.get(batch).form(batch);
            done(Kind.IMPORT, batch.substring(batch.lastIndexOf('/') + 1), officer.post(form), "/jobs/.*");
            if (last != null && lived != life) {
                lived = life;
                repeat(officer, last, Kind.IMPORT);
            }
            last = form;
            Thread.sleep(1500); // the jobs of other files want the cores too
        }
    }

    private static byte[] file(int mark) {
        var text = new StringBuilder("姓名,身份证号,余额,余额日期,开户银行,账号\n");
        for (var n = 0; n < ROWS; n++) {
            var born = LocalDate.of(1940, 1, 1).plusDays(n * 7L).format(DateTimeFormatter.BASIC_ISO_DATE);
            var digits = "520499" + born + "%03d".formatted(mark % 1000);
            text.append("某某,%s,%d.00,20261031,信用社,%d%05d%n"
                    .formatted(digits + ResidentId.checkCharacter(digits), n + 1, mark, n));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    // --- confirmation, with all that leads to it

    private void decide() throws Exception {
        var clerk = window("clerk2").signIn();
        var one = window("visitor").signIn();
        var two = window("visitor2").signIn();
        var reviewer = window("reviewer").signIn();
        var approver = window("approver").signIn();
        Deque<String> hanging = new ArrayDeque<>();
        var lived = life;
        Window.Form last = null;
        while (!over || !hanging.isEmpty()) {
            var turn = turns.peek();
            if (turn != null) {
                clock = turn.apply(clock);
                plant.clock(clock);
                turns.remove();
            }
            while (hanging.size() < HANGING && !over) {
                hanging.add(announced(clerk, one, two, reviewer, approver));
            }
            // the notices have hung for their seven days, and longer where the seventh is none of work
            clock = clock.plus(
                    Duration.between(Instant.now().plus(clock), lastDown()).plusHours(1));
            plant.clock(clock);
            while (!hanging.isEmpty()) {
                var id = hanging.remove();
                var here = "/applications/" + id;
                handOn(reviewer, approver, here);
                var check = approver.get(here + "/confirm?choice=CONFIRM").form(here + "/confirm/check");
                var form = approver.post(check.with("choice", "CONFIRM")).form(here + "/confirm");
                done(Kind.CONFIRM, id, approver.post(form), here);
                if (last != null && lived != life) {
                    lived = life;
                    repeat(approver, last, Kind.CONFIRM);
                }
                last = form;
            }
        }
    }

    /** By the reviewer or by the job that takes the notice down, whoever is first once the product has seen the day. */
    private static void handOn(Window reviewer, Window approver, String here) {
        await("handed on " + here).atMost(LONG).pollInSameThread().until(() -> {
            if (approver.get(here + "/confirm?choice=CONFIRM").body().contains(here + "/confirm/check")) {
                return true;
            }
            var page = reviewer.get(here + "/ways/submit");
            if (page.status() == 200) {
                var answer = reviewer.post(page.form(here + "/ways/submit"));
                if (answer.status() != 409) { // 409: the job was between the page and the button
                    expect(answer, here);
                }
            }
            return false;
        });
    }

    /** From the window to the village's board. */
    private String announced(Window clerk, Window one, Window two, Window reviewer, Window approver) throws Exception {
        var draft = received(clerk);
        var mark = next.getAndIncrement();
        done(Kind.INTAKE, draft, clerk.post(filled(clerk, draft, mark)), "/intake/" + draft + "/done");
        var caseId = clerk.get("/intake/" + draft + "/done").find("/cases/([0-9a-f-]{36})");
        var id = reviewer.get("/cases/" + caseId).find("/applications/([0-9a-f-]{36})");
        var here = "/applications/" + id;
        press(reviewer, here + "/ways/start-survey", here);
        var exception = "/verification/cases/" + caseId + "/exception";
        expect(
                approver.post(approver.get(exception)
                        .form(exception)
                        .with("reason", "核对平台停机")
                        .with("until", today().plusDays(30).toString())),
                "/verification/cases/.*");
        expect(
                reviewer.post(reviewer.get(here + "/visits/new")
                        .form(here + "/visits")
                        .with("officers", visitors)
                        .with("on", today().toString())),
                here);
        var visit = here + "/visits/" + one.get(here).find("/visits/([0-9a-f-]{36})");
        var page = one.get(visit);
        var form = page.form(visit);
        var head = page.find("values\\[a_([0-9a-f-]{36})\\]");
        expect(
                one.post(form.with("values[on]", today().toString())
                        .with("values[time]", "9:30")
                        .with("values[way]", "HOME")
                        .with("values[place]", "三组家中")
                        .with("values[living]", "砖房两间，家具简单，有电视一台")
                        .with("values[summary]", "情况属实")
                        .with("values[noPhoto]", "手机没电")
                        .with("values[sign]", "SIGNED")
                        .with("values[signer]", head)
                        .with("values[signerName]", "演练" + chinese(mark))
                        .each("values[a_", "true")
                        .each("values[r_", "SAME")
                        .each("values[c_", "PASS")
                        .at(visit + "/sign")),
                visit);
        expect(two.post(two.get(visit).form(visit + "/sign")), visit);
        expect(reviewer.post(reviewer.get(here + "/opinion").form(here + "/opinion")), here);
        expect(
                reviewer.post(reviewer.get(here + "/notice")
                        .form(here + "/notice")
                        .with("place", "把士村村务公开栏")
                        .with("day", today().toString())
                        .with("time", "00:00")
                        .with("statement", "村干部在公开栏张贴")),
                "/publicity/.*");
        return id;
    }

    private Instant lastDown() {
        return plant.ask(jdbc -> jdbc.sql("select max(d.due_at) from notice n join deadline d on d.id = n.deadline_id")
                        .query(Timestamp.class)
                        .single())
                .toInstant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(Instant.now().plus(clock), ZONE);
    }

    private static void press(Window window, String way, String to) throws InterruptedException {
        expect(window.post(window.get(way).form(way)), to);
    }

    // --- the ledger

    private void done(Kind kind, String ref, Window.Answer answer, String to) {
        expect(answer, to);
        acknowledged.get(kind).add(ref);
        first.get(kind).countDown();
    }

    /** What was answered before a kill is sent once more: the first's result. */
    private void repeat(Window window, Window.Form form, Kind kind) throws InterruptedException {
        var key = form.key();
        var before = plant.ask(jdbc -> jdbc.sql("select location from one_time_key where key = ?")
                .param(UUID.fromString(key))
                .query(String.class)
                .single());
        expect(window.post(form), Pattern.quote(before));
        repeated.incrementAndGet();
    }

    private static String expect(Window.Answer answer, String to) {
        if (answer.status() != 302 || !answer.location().matches(to)) {
            throw new IllegalStateException(
                    "not " + to + " but " + answer.status() + " " + answer.location() + ": " + answer.words());
        }
        return answer.location();
    }
}
