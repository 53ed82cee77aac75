package cn.yimen;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The pages under load, by one command and without anything but a JDK: {@code java src/bench/java/cn/yimen/Load.java}
 * starts the packaged product on a folder of its own, signs officers in by the form, drives the pages by 1, 8 and 32 of them
 * without a pause, and prints a table for {@code src/docs/benchmarks.md}. Pages and yardsticks take turns, twice, so that a
 * busy machine is seen. Every answer must carry a mark of its page: a way to the sign-in page is an error, not a success.
 *
 * <p>{@code --jar=target/yimen.jar --data=target/load --seconds=5 --users=1,8,32 --households=0 --java=java --jvm="-Xmx…"
 * --port=9140}
 */
public final class Load {

    private static final String PASSWORD = "demo-yimen-2026";
    private static final List<String> LETTERS = List.of("l", "w", "zh", "李", "王", "张", "lgf", "秀英", "罗", "ch");

    private final Map<String, String> options = new LinkedHashMap<>(Map.of(
            "jar", "target/yimen.jar",
            "data", "target/load",
            "seconds", "5",
            "users", "1,8,32",
            "households", "0",
            "java", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "jvm", "",
            "port", "9140",
            "rounds", "2"));
    private final String address;
    private final List<String> report = new ArrayList<>();

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
        new Load(arguments).run();
    }

    private void run() throws Exception {
        var begun = Instant.now();
        var product = start();
        try {
            say(
                    "%s, %s, %d processors, JVM %s %s",
                    LocalDate.now(ZoneOffset.UTC),
                    System.getProperty("os.name"),
                    Runtime.getRuntime().availableProcessors(),
                    option("java"),
                    option("jvm"));
            say("first page after %.1f s, resident %d MB", seconds(begun), resident(product.pid()));
            say("");
            var most = Arrays.stream(option("users").split(","))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(8);
            var officers = new ArrayList<Officer>();
            for (var n = 0; n < most; n++) {
                officers.add(new Officer(address, "clerk"));
            }
            var pages = pages(officers.get(0));
            for (var page : pages) {
                measure(product, page, officers.subList(0, Math.min(8, most)), 2 * number("seconds")); // to warm up
            }
            say("| page | users | requests/s | p50 ms | p99 ms | processor ms: application, database | kB | errors |");
            say("|---|---|---|---|---|---|---|---|");
            for (var users : option("users").split(",")) {
                for (var round = 0; round < number("rounds"); round++) {
                    for (var page : pages) {
                        say(measure(product, page, officers.subList(0, Integer.parseInt(users)), number("seconds"))
                                .row(page, users));
                    }
                }
            }
            say("");
            say("resident after load %d MB, %s, load of the machine %s", resident(product.pid()), pauses(), machine());
            select(product);
        } finally {
            product.destroy();
            if (!product.waitFor(60, TimeUnit.SECONDS)) {
                product.destroyForcibly();
            }
        }
        Files.write(Path.of(option("data"), "report.md"), report);
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

    private Process start() throws Exception {
        var data = Files.createDirectories(Path.of(option("data")));
        var command = new ArrayList<String>();
        command.add(option("java"));
        Arrays.stream(option("jvm").split(" ")).filter(each -> !each.isBlank()).forEach(command::add);
        command.add("-Xlog:gc:file=" + data.resolve("gc.log"));
        command.addAll(
                List.of("-jar", option("jar"), "--yimen.data-folder=" + data, "--server.port=" + option("port")));
        if (number("households") > 0) {
            command.add("--yimen.volume=" + option("households"));
        }
        var product = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("load.log").toFile())
                .start();
        var client = HttpClient.newHttpClient();
        var login = HttpRequest.newBuilder(URI.create(address + "/login")).build();
        for (var until = Instant.now().plus(Duration.ofMinutes(30));
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

    /** What a district asks for, and the yardsticks: a page without content behind the same chain, the sign-in page. */
    private List<Page> pages(Officer first) throws Exception {
        var list = first.get("/cases?size=50");
        var cases = Pattern.compile("href=\"(/cases/[0-9a-f-]{36})\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalStateException("no case to look at");
        }
        return List.of(
                new Page("nothing (`/alive`), yardstick", "", (officer, n) -> officer.get("/alive")),
                new Page("sign-in page, yardstick", "password", (officer, n) -> officer.get("/login")),
                new Page("list of cases, 50 rows", "sa-table", (officer, n) -> officer.get("/cases?size=50")),
                new Page("list of applications", "sa-table", (officer, n) -> officer.get("/applications")),
                new Page("workbench", "sa-top", (officer, n) -> officer.get("/workbench")),
                new Page(
                        "case page, with its access log",
                        "sa-top",
                        (officer, n) -> officer.get(cases.get(n % cases.size()))),
                new Page(
                        "search while typing (POST)",
                        "",
                        (officer, n) -> officer.post(
                                "/search/hints", Map.of("q", LETTERS.get(n % LETTERS.size()), "top", "1"))));
    }

    private Figures measure(Process product, Page page, List<Officer> officers, int seconds) throws Exception {
        var application = cpu(product.toHandle());
        var database = databaseCpu();
        var until = System.nanoTime() + seconds * 1_000_000_000L;
        var pool = Executors.newFixedThreadPool(officers.size());
        var each = new ArrayList<java.util.concurrent.Future<Sample>>();
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
        return new Figures(all, seconds, cpu(product.toHandle()) - application, databaseCpu() - database);
    }

    private static Sample drive(Page page, Officer officer, int from, long until) {
        var sample = new Sample();
        for (var n = from; System.nanoTime() < until; n++) {
            var begun = System.nanoTime();
            try {
                var body = page.ask.answer(officer, n);
                if (!body.contains(page.mark)) {
                    sample.errors++;
                }
                sample.bytes += body.getBytes(StandardCharsets.UTF_8).length;
            } catch (IOException | InterruptedException | IllegalStateException e) {
                sample.errors++;
            }
            sample.nanos.add(System.nanoTime() - begun);
        }
        return sample;
    }

    /** Processor time of the application, in seconds. */
    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** Of the embedded PostgreSQL; processes that ended meanwhile are missing. */
    private double databaseCpu() throws IOException {
        var pidFile = Path.of(option("data"), "postgres", "postmaster.pid");
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
    private String pauses() throws IOException {
        var found = Pattern.compile("Pause .* ([0-9.]+)ms")
                .matcher(Files.readString(Path.of(option("data"), "gc.log")))
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
    private void select(Process product) throws Exception {
        var pidFile = Path.of(option("data"), "postgres", "postmaster.pid");
        if (!Files.exists(pidFile) || !product.isAlive()) {
            return;
        }
        var port = Files.readAllLines(pidFile).get(3);
        var base = List.of("--host=localhost", "--port=" + port, "--username=postgres");
        try {
            command("createdb", base, "yardstick");
            command("pgbench", base, "--initialize", "--quiet", "yardstick");
            for (var line : command(
                            "pgbench", base, "--select-only", "--client=8", "--time=" + option("seconds"), "yardstick")
                    .split("\n")) {
                if (line.startsWith("tps") || line.startsWith("latency average")) {
                    say("pgbench -S, 8 connections: %s", line);
                }
            }
            command("dropdb", base, "yardstick");
        } catch (IOException e) {
            say("pgbench: not on this machine");
        }
    }

    private static String command(String program, List<String> base, String... more) throws Exception {
        var command = new ArrayList<>(List.of(program));
        command.addAll(base);
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private record Page(String name, String mark, Ask ask) {}

    private interface Ask {
        String answer(Officer officer, int n) throws IOException, InterruptedException;
    }

    private static final class Sample {
        private final List<Long> nanos = new ArrayList<>();
        private long bytes;
        private long errors;

        void add(Sample other) {
            nanos.addAll(other.nanos);
            bytes += other.bytes;
            errors += other.errors;
        }
    }

    private record Figures(Sample sample, int seconds, double application, double database) {

        String row(Page page, String users) {
            var sorted =
                    sample.nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            var count = Math.max(1, sorted.length);
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.1f | %.1f | %.2f, %.2f | %.1f | %d |",
                    page.name,
                    users,
                    (double) sorted.length / seconds,
                    at(sorted, 0.5),
                    at(sorted, 0.99),
                    1000 * application / count,
                    1000 * database / count,
                    sample.bytes / 1024.0 / count,
                    sample.errors);
        }

        private static double at(long[] sorted, double share) {
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
        }
    }

    /** A browser without pictures: cookies of its own, the token of the forms. */
    private static final class Officer {

        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]*)\"");
        private static final Pattern META = Pattern.compile("name=\"csrf-token\" content=\"([^\"]*)\"");

        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        private final String address;
        private final String token;

        Officer(String address, String login) throws IOException, InterruptedException {
            this.address = address;
            var asked = TOKEN.matcher(get("/login"));
            if (!asked.find()) {
                throw new IllegalStateException("the sign-in page has no token");
            }
            var answer = send(form("/login", Map.of("login", login, "password", PASSWORD, "_csrf", asked.group(1))));
            if (!answer.headers().firstValue("Location").orElse("").endsWith("/workbench")) {
                throw new IllegalStateException("not signed in as " + login);
            }
            var page = META.matcher(get("/workbench"));
            token = page.find() ? page.group(1) : "";
        }

        String get(String path) throws IOException, InterruptedException {
            return good(send(HttpRequest.newBuilder(URI.create(address + path))));
        }

        String post(String path, Map<String, String> fields) throws IOException, InterruptedException {
            return good(send(form(path, fields).header("X-XSRF-TOKEN", token)));
        }

        private HttpRequest.Builder form(String path, Map<String, String> fields) {
            var body = new StringBuilder();
            fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            return HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body.toString()));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        }

        private static String good(HttpResponse<String> answer) {
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("answer " + answer.statusCode());
            }
            return answer.body();
        }
    }
}
