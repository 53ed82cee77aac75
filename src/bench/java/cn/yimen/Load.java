package cn.yimen;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The product under load, by one command and without anything but a JDK: {@code java src/bench/java/cn/yimen/Load.java
 * --households=3000,30000,300000} unpacks the packaged product beside its yardsticks, fills a data folder for each size
 * (once; it is used again), starts on it, signs officers in by the form, drives pages and forms by 1, 8 and 32 of them without
 * a pause, and writes {@code report.md} for {@code src/docs/benchmarks.md}. Pages and yardsticks take turns, so that a busy
 * machine is seen. Every answer must carry a mark of its page: a way to the sign-in page is an error, not a success.
 *
 * <p>{@code --soak=600} drives the mixture of a district for so many seconds, {@code --overload=60} by 256 users, both on the
 * largest size only. {@code --jar=target/yimen.jar --data=target/load --seconds=5 --users=1,8,32 --households=0 --rounds=2
 * --java=java --jvm="-Xmx…" --port=9140 --source=src/bench/java}
 */
public final class Load {

    private static final String PASSWORD = "demo-yimen-2026";
    private static final int MOST_USERS = 256;
    private static final List<String> LETTERS = List.of("l", "w", "zh", "李", "王", "张", "lgf", "秀英", "罗", "ch");

    /** Of the next person, who must not be known yet from here or from a run before. */
    private final AtomicInteger mark = new AtomicInteger((int) (System.currentTimeMillis() / 50 % 7_000_000));

    private final Map<String, String> options = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("jar", "target/yimen.jar"),
            Map.entry("data", "target/load"),
            Map.entry("source", "src/bench/java"),
            Map.entry("seconds", "5"),
            Map.entry("users", "1,8,32"),
            Map.entry("households", "0"),
            Map.entry(
                    "java",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            Map.entry("jvm", "-Xms64m -Xmx512m -XX:+UseSerialGC"),
            Map.entry("port", "9140"),
            Map.entry("soak", "0"),
            Map.entry("overload", "0"),
            Map.entry("rounds", "2")));
    private final String address;
    private final List<String> report = new ArrayList<>();
    private final Map<String, Map<String, Double>> medians = new LinkedHashMap<>();

    private Load(String[] arguments) {
        for (var each : arguments) {
            var parts = each.substring(2).split("=", 2);
            if (!options.containsKey(parts[0])) {
                throw new IllegalArgumentException("unknown: " + each + "; known: " + options.keySet());
            }
            options.put(parts[0], parts[1]);
        }
        address = "http://localhost:" + option("port");
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("http.maxConnections", Integer.toString(MOST_USERS + 8)); // kept open
        new Load(arguments).run();
    }

    private void run() throws Exception {
        var folder = Files.createDirectories(Path.of(option("data")));
        unpack();
        say(
                "%s, %s, %d processors, %s %s, %d MB heap of the load tool",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                option("java"),
                option("jvm"),
                Runtime.getRuntime().maxMemory() >> 20);
        var sizes = option("households").split(",");
        for (var size : sizes) {
            measure(Integer.parseInt(size), size.equals(sizes[sizes.length - 1]));
            Files.write(folder.resolve("report.md"), report);
        }
        growth();
        Files.write(folder.resolve("report.md"), report);
    }

    private void measure(int households, boolean last) throws Exception {
        var data = Files.createDirectories(Path.of(option("data"), Integer.toString(households)));
        var filled = data.resolve("filled");
        say("");
        say("## %s households", households == 0 ? "the demo district's" : households);
        say("");
        if (households > 0 && !Files.exists(filled)) {
            Files.writeString(filled, fill(data, households));
        }
        if (Files.exists(filled)) {
            say("%s", Files.readString(filled));
        }
        var begun = Instant.now();
        var product = start(data);
        try {
            say("first page after %.1f s, resident %d MB", seconds(begun), resident(product.pid()));
            say("");
            var users = Arrays.stream(option("users").split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            var most = Arrays.stream(users).max().orElse(8);
            var clerks = officers("clerk", most);
            var chief = new Officer(address, "officer");
            var pages = pages(clerks.get(0), chief);
            for (var page : pages) {
                measure(product, data, page, clerks.subList(0, Math.min(8, most)), number("seconds")); // to warm up
            }
            say(
                    "| page | users | requests/s | p50 ms | p99 ms | processor ms: application, database | kB | statements |"
                            + " errors |");
            say("|---|---|---|---|---|---|---|---|---|");
            for (var user : users) {
                for (var round = 0; round < number("rounds"); round++) {
                    for (var page : pages) {
                        var figures = measure(product, data, page, clerks.subList(0, user), number("seconds"));
                        say(figures.row(page, user, page.statements(clerks.get(0))));
                        if (user == Math.min(8, most)) {
                            medians.computeIfAbsent(page.name, name -> new LinkedHashMap<>())
                                    .put(Integer.toString(households), figures.median());
                        }
                    }
                }
            }
            say("");
            var windows = windows(clerks.get(0), Math.min(8, most));
            forms(product, data, windows.subList(0, 1), Math.min(8, most));
            forms(product, data, windows, Math.min(8, most));
            if (last && number("soak") > 0) {
                soak(product, data, mixture(pages), clerks.subList(0, Math.min(8, most)));
            }
            if (last && number("overload") > 0) {
                overload(product, data, mixture(pages));
            }
            say("");
            say(
                    "resident after load %d MB, %s, load of the machine %s",
                    resident(product.pid()), pauses(data), machine());
            select(product, data);
        } finally {
            stop(product);
        }
    }

    private List<Officer> officers(String login, int number) throws IOException, InterruptedException {
        var officers = new ArrayList<Officer>();
        for (var n = 0; n < number; n++) {
            officers.add(new Officer(address, login));
        }
        return officers;
    }

    private void say(String words, Object... values) {
        var line = values.length == 0 ? words : String.format(Locale.ROOT, words, values);
        report.add(line);
        System.out.println(line);
    }

    private String option(String name) {
        return Objects.requireNonNull(options.get(name), name);
    }

    private int number(String option) {
        return Integer.parseInt(option(option));
    }

    // —— the product and its yardsticks ——

    /** The jar unpacked, as it is unpacked in the image, and the yardsticks compiled beside it. */
    private void unpack() throws Exception {
        var jar = Path.of(option("jar"));
        var layout = Path.of(option("data"), "layout");
        var unpacked = layout.resolve(jar.getFileName());
        // whatever lies there: two packages of different days have the same time, so that the same sources give the
        // same file
        command(
                option("java"),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                layout.toString());
        var classes = Files.createDirectories(Path.of(option("data"), "yardsticks"));
        var source = Path.of(option("source"), "cn", "yimen", "yardstick", "Yardsticks.java");
        var said = command(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "--release",
                "17",
                "-nowarn",
                "-proc:none",
                "-encoding",
                "UTF-8",
                "-cp",
                unpacked + System.getProperty("path.separator") + layout.resolve("lib") + "/*",
                "-d",
                classes.toString(),
                source.toString());
        if (!Files.exists(classes.resolve("cn/yimen/yardstick/Yardsticks.class"))) {
            throw new IllegalStateException("the yardsticks do not compile: " + said);
        }
    }

    private Process launch(Path data, String... more) throws IOException {
        var layout = Path.of(option("data"), "layout");
        var command = new ArrayList<String>();
        command.add(option("java"));
        Arrays.stream(option("jvm").split(" ")).filter(each -> !each.isBlank()).forEach(command::add);
        command.add("-Xlog:gc:file=" + data.resolve("gc.log"));
        command.addAll(List.of(
                "-cp",
                layout.resolve(Path.of(option("jar")).getFileName())
                        + System.getProperty("path.separator")
                        + Path.of(option("data"), "yardsticks"),
                "cn.yimen.YimenApplication",
                "--spring.profiles.include=yardstick",
                "--yimen.data-folder=" + data,
                "--server.port=" + option("port")));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("load.log").toFile())
                .start();
    }

    /** @return the line in which the product says how long it took */
    private String fill(Path data, int households) throws Exception {
        var product = launch(data, "--yimen.demo=false", "--yimen.volume=" + households);
        try {
            var done = Pattern.compile("filled to \\d+ households in \\d+ s");
            for (var until = Instant.now().plus(Duration.ofHours(2));
                    Instant.now().isBefore(until) && product.isAlive(); ) {
                var found = done.matcher(Files.readString(data.resolve("load.log")));
                if (found.find()) {
                    return found.group();
                }
                Thread.sleep(500);
            }
            throw new IllegalStateException("it was not filled, see " + data.resolve("load.log"));
        } finally {
            stop(product);
        }
    }

    private Process start(Path data) throws Exception {
        var product = launch(data);
        var client = HttpClient.newHttpClient();
        var login = HttpRequest.newBuilder(URI.create(address + "/login")).build();
        for (var until = Instant.now().plus(Duration.ofMinutes(10));
                Instant.now().isBefore(until); ) {
            try {
                if (client.send(login, BodyHandlers.discarding()).statusCode() == 200) {
                    return product;
                }
            } catch (IOException e) {
                // not there yet
            }
            if (!product.isAlive()) {
                break;
            }
            Thread.sleep(100);
        }
        product.destroyForcibly();
        throw new IllegalStateException("it did not start, see " + data.resolve("load.log"));
    }

    private static void stop(Process product) throws InterruptedException {
        product.destroy();
        if (!product.waitFor(120, TimeUnit.SECONDS)) {
            product.destroyForcibly();
        }
    }

    // —— pages ——

    /** What a district asks for, and the yardsticks it is measured against, side by side. */
    private static List<Page> pages(Officer clerk, Officer chief) throws Exception {
        clerk.get("/cases?size=50&keep=1"); // the yardstick keeps what the list is drawn from
        var cases = links(clerk, "/cases?size=50", "href=\"(/cases/[0-9a-f-]{36})\"");
        var referrals = links(clerk, "/referrals", "href=\"(/referrals/[0-9a-f-]{36})");
        var applications = links(clerk, "/applications", "href=\"(/applications/[0-9a-f-]{36})");
        var deep = deep(clerk, 30);
        return List.of(
                Page.get("hello, yardstick", "hello", "/yardstick/hello"),
                Page.get("sign-in page, yardstick", "password", "/login"),
                Page.get("the list's template from memory, yardstick", "sa-table", "/yardstick/list"),
                Page.get("list of cases, 50 rows", "sa-table", "/cases?size=50"),
                new Page("list of cases with a search", "sa-table", (officer, n) -> {
                    var found = officer.redirected(
                            "/cases/search", Map.of("q", List.of("秀英", "建国").get(n % 2)));
                    return officer.get(found);
                }),
                new Page(
                        "the same, one character",
                        "sa-table",
                        (officer, n) -> officer.get(officer.redirected("/cases/search", Map.of("q", "王")))),
                new Page(
                        "the same, nothing found",
                        "",
                        (officer, n) -> officer.get(officer.redirected("/cases/search", Map.of("q", "龘靐")))),
                Page.get("the thirtieth page of the list", "sa-table", deep),
                new Page("list of the whole district", "sa-table", (officer, n) -> chief.get("/cases?size=50")),
                new Page(
                        "search while typing (POST)",
                        "",
                        (officer, n) -> officer.post(
                                "/search/hints", Map.of("q", LETTERS.get(n % LETTERS.size()), "top", "1"))),
                new Page(
                        "one query, yardstick",
                        "row",
                        (officer, n) -> officer.get("/yardstick/query?id=" + (1 + n * 7919 % 100_000))),
                new Page(
                        "three queries and a line written, yardstick",
                        "row",
                        (officer, n) -> officer.get("/yardstick/look?id=" + (1 + n * 7919 % 100_000))),
                new Page(
                        "case page, with its access log",
                        "sa-top",
                        (officer, n) -> officer.get(cases.get(n % cases.size()))),
                Page.get("list of referrals", "sa-top", "/referrals"),
                new Page("referral", "sa-top", (officer, n) -> officer.get(referrals.get(n % referrals.size()))),
                Page.get("list of applications", "sa-table", "/applications"),
                new Page(
                        "application",
                        "sa-top",
                        (officer, n) -> officer.get(applications.get(n % applications.size()))),
                Page.get("workbench", "sa-top", "/workbench"),
                new Page(
                        "two inserts and an update (POST), yardstick",
                        "written",
                        (officer, n) -> officer.post(
                                "/yardstick/write", Map.of("id", Integer.toString(1 + n * 7919 % 100_000)))));
    }

    private static List<String> links(Officer officer, String page, String pattern) throws Exception {
        var links = Pattern.compile(pattern)
                .matcher(officer.get(page))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (links.isEmpty()) {
            throw new IllegalStateException("nothing to look at on " + page);
        }
        return links;
    }

    /** Page by page to a far one, or the last there is. */
    private static String deep(Officer officer, int pages) throws Exception {
        var next = Pattern.compile("href=\"(/cases\\?[^\"]*after=[^\"]*)\"");
        var at = "/cases?size=50";
        for (var page = 1; page < pages; page++) {
            var found = next.matcher(officer.get(at));
            if (!found.find()) {
                break;
            }
            at = found.group(1).replace("&amp;", "&");
        }
        return at;
    }

    /** What a district does all day: mostly lists and cases, a search now and then. */
    private static Page mixture(List<Page> pages) {
        var shares = List.of(
                "list of cases, 50 rows",
                "case page, with its access log",
                "search while typing (POST)",
                "workbench",
                "list of referrals",
                "case page, with its access log",
                "search while typing (POST)",
                "list of applications",
                "application",
                "list of cases with a search");
        var mixed = shares.stream()
                .map(name -> pages.stream()
                        .filter(page -> page.name.equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        return new Page(
                "the mixture", "", (officer, n) -> mixed.get(n % mixed.size()).marked(officer, n));
    }

    private Figures measure(Process product, Path data, Page page, List<Officer> officers, int seconds)
            throws Exception {
        var application = cpu(product.toHandle());
        var database = databaseCpu(data);
        var until = System.nanoTime() + seconds * 1_000_000_000L;
        var pool = Executors.newFixedThreadPool(officers.size());
        var each = new ArrayList<Future<Sample>>();
        for (var at = 0; at < officers.size(); at++) {
            var officer = officers.get(at);
            var from = at * 7;
            each.add(pool.submit(() -> drive(page, officer, from, until)));
        }
        var all = new Sample();
        for (var one : each) {
            all.add(one.get());
        }
        pool.shutdown();
        return new Figures(all, seconds, cpu(product.toHandle()) - application, databaseCpu(data) - database);
    }

    private static Sample drive(Page page, Officer officer, int from, long until) {
        var sample = new Sample();
        for (var n = from; System.nanoTime() < until; n++) {
            sample.ask(page, officer, n);
        }
        return sample;
    }

    private void growth() {
        var sizes = option("households").split(",");
        if (sizes.length < 2) {
            return;
        }
        say("");
        say("## p50 at 8 users by size, ms");
        say("");
        say("| page | %s | last : first |", String.join(" | ", sizes));
        say("|---|%s---|", "---|".repeat(sizes.length));
        medians.forEach((page, bySize) -> {
            var first = bySize.getOrDefault(sizes[0], 0.0);
            var last = bySize.getOrDefault(sizes[sizes.length - 1], 0.0);
            say(
                    "| %s | %s | %.1f |",
                    page,
                    String.join(
                            " | ",
                            Arrays.stream(sizes)
                                    .map(size -> String.format(Locale.ROOT, "%.1f", bySize.getOrDefault(size, 0.0)))
                                    .toList()),
                    first == 0 ? 0 : last / first);
        });
    }

    // —— forms ——

    /** The endings of the accounts of so many townships: the pilot's have none. */
    private static List<String> windows(Officer officer, int most) throws Exception {
        return officer.get("/yardstick/clerks")
                .lines()
                .map(login -> login.substring("clerk".length()))
                .limit(most)
                .toList();
    }

    /**
     * What is posted: an application from the first word to the department's answer and the township's survey. Each user
     * works on cases of an own; pages between the posts are asked for and not measured. What was answered must be there.
     *
     * @param windows of the townships where they sit, by turns: cases of one township take their numbers one after the
     *     other, each when the one before it is committed
     */
    private void forms(Process product, Path data, List<String> windows, int users) throws Exception {
        var desks = new ArrayList<Desk>();
        for (var n = 0; n < users; n++) {
            var window = windows.get(n % windows.size());
            var clerk = new Officer(address, "clerk" + window);
            desks.add(new Desk(
                    clerk,
                    new Officer(address, "reviewer" + window),
                    new Officer(address, "liaison"),
                    villageOf(clerk)));
        }
        var samples = new LinkedHashMap<String, Sample>();
        for (var step : List.of(
                "new draft",
                "draft saved",
                "preview",
                "application submitted",
                "referral dispatched",
                "referral signed",
                "referral examined",
                "referral answered",
                "survey begun")) {
            samples.put(step, new Sample());
        }
        var counter = desks.get(0).clerk;
        var before = rows(counter);
        var application = cpu(product.toHandle());
        var database = databaseCpu(data);
        var begun = System.nanoTime();
        var until = begun + 6L * number("seconds") * 1_000_000_000L;
        var pool = Executors.newFixedThreadPool(users);
        var all = new ArrayList<Future<Map<String, Sample>>>();
        for (var desk : desks) {
            all.add(pool.submit(() -> {
                while (System.nanoTime() < until) {
                    desk.once(mark.getAndIncrement());
                }
                return desk.samples;
            }));
        }
        for (var one : all) {
            one.get().forEach((step, sample) -> samples.get(step).add(sample));
        }
        pool.shutdown();
        var took = (System.nanoTime() - begun) / 1e9;
        var after = rows(counter);
        say(
                "Forms, %d users at the windows of %d townships, each with cases of an own, pages between the posts not"
                        + " measured:",
                users, windows.size());
        say("");
        say("| form | posts/s | p50 ms | p99 ms | refused |");
        say("|---|---|---|---|---|");
        samples.forEach((step, sample) -> say(
                "| %s | %.1f | %.1f | %.1f | %d |",
                step, sample.nanos.size() / took, sample.at(0.5), sample.at(0.99), sample.errors));
        say("");
        say(
                "processor: application %.1f s, database %.1f s of %.1f s; rows written: %s",
                cpu(product.toHandle()) - application,
                databaseCpu(data) - database,
                took,
                compared(samples, before, after));
    }

    private static String compared(Map<String, Sample> samples, long[] before, long[] after) {
        var names = List.of("drafts", "cases", "acts on referrals", "surveys begun");
        var answered = new long[] {
            samples.get("new draft").good(),
            samples.get("application submitted").good(),
            Stream.of("dispatched", "signed", "examined", "answered")
                    .mapToLong(act -> samples.get("referral " + act).good())
                    .sum(),
            samples.get("survey begun").good()
        };
        var words = new ArrayList<String>();
        for (var n = 0; n < names.size(); n++) {
            words.add(names.get(n) + " " + (after[n] - before[n]) + " for " + answered[n] + " answers");
        }
        return String.join(", ", words);
    }

    private static long[] rows(Officer officer) throws Exception {
        return Arrays.stream(officer.get("/yardstick/rows").split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static String villageOf(Officer clerk) throws Exception {
        var draft = clerk.redirected("/intake", Map.of("channel", "TELEPHONE", "_key", key()));
        var found = Pattern.compile("<option value=\"([0-9]{12})\"").matcher(clerk.get(draft));
        if (!found.find()) {
            throw new IllegalStateException("no village in the form of an application");
        }
        return found.group(1);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** 一个窗口 with its department and reviewer behind it. */
    private static final class Desk {
        private final Officer clerk;
        private final Officer reviewer;
        private final Officer liaison;
        private final String village;
        private final Map<String, Sample> samples = new LinkedHashMap<>();

        Desk(Officer clerk, Officer reviewer, Officer liaison, String village) {
            this.clerk = clerk;
            this.reviewer = reviewer;
            this.liaison = liaison;
            this.village = village;
        }

        /** One application, as far as it gets: a step that is refused ends it. */
        void once(int mark) throws IOException, InterruptedException {
            var draft = post("new draft", clerk, "/intake", Map.of("channel", "TELEPHONE", "_key", key()));
            if (!draft.matches("/intake/[0-9a-f-]{36}")) {
                return;
            }
            var form = new LinkedHashMap<>(form(clerk.get(draft), draft));
            filled(form, mark);
            posted("preview", clerk, draft + "/preview", form);
            var saved = posted("draft saved", clerk, draft + "/draft", form);
            var version = Pattern.compile("\"version\":(\\d+)").matcher(saved);
            if (version.find()) {
                form.put("version", version.group(1));
            }
            form.put("act", "submit");
            form.put("_key", key());
            if (!post("application submitted", clerk, draft, form).endsWith("/done")) {
                return;
            }
            var found = Pattern.compile("/cases/[0-9a-f-]{36}").matcher(clerk.get(draft + "/done"));
            if (found.find()) {
                handle(clerk.get(found.group()));
            }
        }

        private void handle(String page) throws IOException, InterruptedException {
            var referral = Pattern.compile("/referrals/[0-9a-f-]{36}").matcher(page);
            if (referral.find()) {
                var here = referral.group();
                step("referral dispatched", clerk, here, "dispatch", Map.of("wish", "请按规定审查。"));
                post("referral signed", liaison, here + "/sign", Map.of("_key", key()));
                step("referral examined", liaison, here, "examine", Map.of("result", "PASS"));
                step("referral answered", liaison, here, "answer", Map.of("words", "初核符合条件。"));
            }
            var application = Pattern.compile("/applications/[0-9a-f-]{36}").matcher(page);
            if (application.find()) {
                step("survey begun", reviewer, application.group(), "ways/start-survey", Map.of());
            }
        }

        private void step(String name, Officer by, String here, String act, Map<String, String> typed)
                throws IOException, InterruptedException {
            var address = here + "/" + act;
            var form = new LinkedHashMap<>(form(by.get(address), address));
            form.putAll(typed);
            form.putIfAbsent("_key", key());
            post(name, by, address, form);
        }

        /** @return where it led; empty when it was refused */
        private String post(String name, Officer by, String path, Map<String, String> form)
                throws InterruptedException {
            var sample = samples.computeIfAbsent(name, any -> new Sample());
            var to = new String[] {""};
            sample.ask(
                    new Page(name, "", (officer, n) -> {
                        to[0] = officer.redirected(path, form);
                        return "";
                    }),
                    by,
                    0);
            return to[0];
        }

        private String posted(String name, Officer by, String path, Map<String, String> form) {
            var sample = samples.computeIfAbsent(name, any -> new Sample());
            return sample.ask(new Page(name, "", (officer, n) -> officer.post(path, form)), by, 0);
        }

        private void filled(Map<String, String> form, int mark) {
            form.putAll(Map.of(
                    "idno",
                    identity(mark),
                    "name",
                    "量测" + chinese(mark),
                    "phone",
                    "13900001234",
                    "village",
                    village,
                    "hukou",
                    "RURAL_SAME",
                    "houseNo",
                    "三组 " + mark + " 号",
                    "channel",
                    "TELEPHONE",
                    "pension",
                    "120",
                    "story",
                    "量测第 " + mark + " 件"));
            form.putAll(Map.of("say", "可以申请低保", "assets", "NONE", "noSupporters", "true"));
            form.put("needs", "MZ-01\nYB-01");
            form.replaceAll((name, value) -> name.startsWith("mat.") ? "got" : value);
            for (var code : List.of(
                    "ID",
                    "HUKOU",
                    "APPLICATION",
                    "AUTHORISATION",
                    "BANK_CARD",
                    "DECLARATION",
                    "LOW_INCOME",
                    "SETTLEMENT",
                    "DIAGNOSIS")) {
                form.putIfAbsent("mat." + code, "got");
            }
        }

        /** A valid number of nobody: the division code is not assigned. */
        private static String identity(int mark) {
            var day = LocalDate.of(1950, 1, 1).plusDays(mark % 10_000).format(DateTimeFormatter.BASIC_ISO_DATE);
            var digits = "520499" + day + String.format(Locale.ROOT, "%03d", mark / 10_000 % 1000);
            var weights = new int[] {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
            var sum = 0;
            for (var n = 0; n < weights.length; n++) {
                sum += weights[n] * (digits.charAt(n) - '0');
            }
            return digits + "10X98765432".charAt(sum % 11);
        }

        private static String chinese(int mark) {
            var words = new StringBuilder();
            for (var digit : Integer.toString(mark).toCharArray()) {
                words.append("零一二三四五六七八九".charAt(digit - '0'));
            }
            return words.toString();
        }

        private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>.*?</form>", Pattern.DOTALL);
        private static final Pattern FIELD = Pattern.compile(
                "<input\\b([^>]*)>|<textarea\\b([^>]*)>([^<]*)</textarea>|<select\\b([^>]*)>(.*?)</select>",
                Pattern.DOTALL);
        private static final Pattern CHOSEN =
                Pattern.compile("<option\\b(?=[^>]*\\bselected)[^>]*\\bvalue=\"([^\"]*)\"", Pattern.DOTALL);
        private static final Pattern FIRST = Pattern.compile("<option\\b[^>]*\\bvalue=\"([^\"]*)\"", Pattern.DOTALL);

        /** The names and values a browser would send for the form that goes to this address; the last of a name. */
        private static Map<String, String> form(String page, String action) {
            var fields = new LinkedHashMap<String, String>();
            FORM.matcher(page)
                    .results()
                    .map(MatchResult::group)
                    .filter(form -> form.substring(0, form.indexOf('>')).contains("action=\"" + action + "\""))
                    .findFirst()
                    .ifPresent(form -> FIELD.matcher(form).results().forEach(field -> field(fields, field)));
            return fields;
        }

        private static void field(Map<String, String> fields, MatchResult field) {
            var of = Stream.of(field.group(1), field.group(2), field.group(4))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            var name = attribute(of, "name");
            var type = attribute(of, "type");
            var choice = type.equals("checkbox") || type.equals("radio");
            if (name.isEmpty() || type.equals("submit") || type.equals("file") || (choice && !of.contains("checked"))) {
                return;
            }
            if (field.group(1) != null) {
                fields.put(name, attribute(of, "value"));
            } else if (field.group(2) != null) {
                fields.put(name, field.group(3));
            } else {
                var chosen = CHOSEN.matcher(field.group(5));
                var first = FIRST.matcher(field.group(5));
                fields.put(name, chosen.find() ? chosen.group(1) : first.find() ? first.group(1) : "");
            }
        }

        private static String attribute(String tag, String name) {
            var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
            return found.find() ? found.group(1).replace("&amp;", "&").replace("&quot;", "\"") : "";
        }
    }

    // —— soak and overload ——

    private void soak(Process product, Path data, Page mixture, List<Officer> officers) throws Exception {
        say("");
        say("### soak, %d users, %d s", officers.size(), number("soak"));
        say("");
        say("| part | requests/s | p50 ms | p99 ms | heap after a collection MB | resident MB | errors |");
        say("|---|---|---|---|---|---|---|");
        var parts = 10;
        for (var part = 1; part <= parts; part++) {
            var figures = measure(product, data, mixture, officers, Math.max(1, number("soak") / parts));
            say(
                    "| %d of %d | %.0f | %.1f | %.1f | %s | %d | %d |",
                    part,
                    parts,
                    figures.rate(),
                    figures.median(),
                    figures.sample.at(0.99),
                    officers.get(0).get("/yardstick/heap"),
                    resident(product.pid()),
                    figures.sample.errors);
        }
    }

    private void overload(Process product, Path data, Page mixture) throws Exception {
        var officers = officers("clerk", MOST_USERS);
        say("");
        say("### overload by %d users, %d s", MOST_USERS, number("overload"));
        say("");
        say("| when | users | requests/s | p50 ms | p99 ms | errors |");
        say("|---|---|---|---|---|---|");
        var few = officers.subList(0, 8);
        tell("before", few.size(), measure(product, data, mixture, few, 10));
        tell("overloaded", officers.size(), measure(product, data, mixture, officers, number("overload")));
        for (var second = 0; second < 10; second += 2) {
            tell("%d s after".formatted(second), few.size(), measure(product, data, mixture, few, 2));
        }
    }

    private void tell(String when, int users, Figures figures) {
        say(
                "| %s | %d | %.0f | %.1f | %.1f | %d |",
                when, users, figures.rate(), figures.median(), figures.sample.at(0.99), figures.sample.errors);
    }

    // —— the machine ——

    /** Processor time of a process, in seconds. */
    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** Of the embedded PostgreSQL; processes that ended meanwhile are missing. */
    private static double databaseCpu(Path data) throws IOException {
        var pidFile = data.resolve("postgres").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return 0; // an outside database: look there
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        return ProcessHandle.of(pid)
                .map(server ->
                        cpu(server) + server.children().mapToDouble(Load::cpu).sum())
                .orElse(0.0);
    }

    private static long resident(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return -1; // only Linux says it in a file
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** From the collector's log: how often everything stood still, how long, and the longest. */
    private static String pauses(Path data) throws IOException {
        var found = Pattern.compile("Pause .* ([0-9.]+)ms")
                .matcher(Files.readString(data.resolve("gc.log")))
                .results()
                .mapToDouble(each -> Double.parseDouble(each.group(1)))
                .summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%d pauses of the collector, %.1f s together, at most %.0f ms",
                found.getCount(),
                found.getSum() / 1000,
                found.getCount() == 0 ? 0 : found.getMax());
    }

    private static String machine() throws IOException {
        var load = Path.of("/proc/loadavg");
        return Files.exists(load) ? Files.readString(load).strip() : "unknown";
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    /** {@code pgbench -S} on the same server, where the machine has it. */
    private void select(Process product, Path data) throws Exception {
        var pidFile = data.resolve("postgres").resolve("postmaster.pid");
        if (!Files.exists(pidFile) || !product.isAlive()) {
            return;
        }
        var port = Files.readAllLines(pidFile).get(3);
        var base = List.of("--host=localhost", "--port=" + port, "--username=postgres");
        try {
            pg("createdb", base, "yardstick");
            pg("pgbench", base, "--initialize", "--quiet", "yardstick");
            for (var line : pg(
                            "pgbench", base, "--select-only", "--client=8", "--time=" + option("seconds"), "yardstick")
                    .split("\n")) {
                if (line.startsWith("tps") || line.startsWith("latency average")) {
                    say("pgbench -S, 8 connections: %s", line);
                }
            }
            pg("dropdb", base, "yardstick");
        } catch (IOException e) {
            say("pgbench: not on this machine");
        }
    }

    private static String pg(String program, List<String> base, String... more) throws Exception {
        return command(Stream.of(List.of(program), base, List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static String command(String... words) throws Exception {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    // —— figures ——

    private interface Ask {
        String answer(Officer officer, int n) throws IOException, InterruptedException;
    }

    private record Page(String name, String mark, Ask ask) {

        static Page get(String name, String mark, String path) {
            return new Page(name, mark, (officer, n) -> officer.get(path));
        }

        /** @throws IllegalStateException if it is another page */
        String marked(Officer officer, int n) throws IOException, InterruptedException {
            var body = ask.answer(officer, n);
            if (!body.contains(mark)) {
                throw new IllegalStateException("not the page: " + name);
            }
            return body;
        }

        /** Statements that one of these sends, of ten. */
        String statements(Officer officer) throws IOException, InterruptedException {
            officer.get("/yardstick/statements?count=true");
            try {
                for (var n = 0; n < 10; n++) {
                    ask.answer(officer, n);
                }
            } finally {
                officer.counted = officer.get("/yardstick/statements?count=false");
            }
            return String.format(Locale.ROOT, "%.1f", Integer.parseInt(officer.counted) / 10.0);
        }
    }

    private static final class Sample {
        private final List<Long> nanos = new ArrayList<>();
        private long bytes;
        private long errors;

        String ask(Page page, Officer officer, int n) {
            var begun = System.nanoTime();
            var body = "";
            try {
                body = page.marked(officer, n);
                bytes += body.getBytes(StandardCharsets.UTF_8).length;
            } catch (IOException | IllegalStateException e) {
                errors++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                errors++;
            }
            nanos.add(System.nanoTime() - begun);
            return body;
        }

        void add(Sample other) {
            nanos.addAll(other.nanos);
            bytes += other.bytes;
            errors += other.errors;
        }

        long good() {
            return nanos.size() - errors;
        }

        /** Milliseconds that such a share stays below. */
        double at(double share) {
            var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
        }
    }

    private record Figures(Sample sample, int seconds, double application, double database) {

        double rate() {
            return (double) sample.nanos.size() / seconds;
        }

        double median() {
            return sample.at(0.5);
        }

        String row(Page page, int users, String statements) {
            var count = Math.max(1, sample.nanos.size());
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.1f | %.1f | %.2f, %.2f | %.1f | %s | %d |",
                    page.name,
                    users,
                    rate(),
                    median(),
                    sample.at(0.99),
                    1000 * application / count,
                    1000 * database / count,
                    sample.bytes / 1024.0 / count,
                    statements,
                    sample.errors);
        }
    }

    /**
     * A browser without pictures: cookies of its own, the token of the forms. It asks by the old connection of the JDK: the
     * new client takes so much of the processor that it measures itself.
     */
    private static final class Officer {

        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]*)\"");
        private static final Pattern META = Pattern.compile("name=\"csrf-token\" content=\"([^\"]*)\"");
        private static final int PATIENCE = 60_000;

        private final Map<String, String> cookies = new ConcurrentHashMap<>();
        private final String address;
        private final String token;
        private String counted = "0";

        Officer(String address, String login) throws IOException {
            this.address = address;
            var asked = TOKEN.matcher(get("/login"));
            if (!asked.find()) {
                throw new IllegalStateException("the sign-in page has no token");
            }
            var answer = send("/login", Map.of("login", login, "password", PASSWORD, "_csrf", asked.group(1)), null);
            if (!answer.location.endsWith("/workbench")) {
                throw new IllegalStateException("not signed in as " + login);
            }
            var page = META.matcher(get("/workbench"));
            token = page.find() ? page.group(1) : "";
        }

        private record Answer(int status, String location, String body) {

            String good() {
                if (status / 100 != 2) {
                    throw new IllegalStateException("answer " + status);
                }
                return body;
            }
        }

        String get(String path) throws IOException {
            return send(path, null, null).good();
        }

        String post(String path, Map<String, String> fields) throws IOException {
            return send(path, fields, token).good();
        }

        /**
         * @return the path the answer leads to
         * @throws IllegalStateException if it leads nowhere: the form was refused
         */
        String redirected(String path, Map<String, String> fields) throws IOException {
            var answer = send(path, fields, token);
            if (answer.status / 100 != 3 || answer.location.contains("/login")) {
                throw new IllegalStateException("answer " + answer.status + " to " + path);
            }
            return answer.location.replace(address, "");
        }

        /** A value of several lines is a field of several values. */
        private static byte[] form(Map<String, String> fields) {
            var pairs = new ArrayList<String>();
            fields.forEach((name, value) -> {
                for (var each : name.equals("needs") ? value.split("\n") : new String[] {value}) {
                    pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8)
                            + '='
                            + URLEncoder.encode(each, StandardCharsets.UTF_8));
                }
            });
            return String.join("&", pairs).getBytes(StandardCharsets.US_ASCII);
        }

        /** A GET without fields, a POST with them. */
        private Answer send(String path, Map<String, String> fields, String header) throws IOException {
            var connection =
                    (HttpURLConnection) URI.create(address + path).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            connection.setRequestProperty(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + '=' + each.getValue())
                            .collect(Collectors.joining("; ")));
            if (fields != null) {
                var form = form(fields);
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(form.length); // never sent twice by itself
                connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
                if (header != null) {
                    connection.setRequestProperty("X-XSRF-TOKEN", header);
                }
                try (var out = connection.getOutputStream()) {
                    out.write(form);
                }
            }
            var status = connection.getResponseCode();
            for (var each : connection.getHeaderFields().getOrDefault("Set-Cookie", List.of())) {
                var pair = each.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            var location = connection.getHeaderField("Location");
            try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                var body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, location == null ? "" : location, body);
            }
        }
    }
}
