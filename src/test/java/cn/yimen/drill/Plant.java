package cn.yimen.drill;

import static org.awaitility.Awaitility.await;

import cn.yimen.config.EmbeddedDatabase;
import cn.yimen.pages.Outage;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * 演练的一套装置: a PostgreSQL, the product in the profile {@code production} and a {@link FaultProxy} between them, each
 * of which can be killed or disturbed without the others. Everything lies in one folder.
 */
@NullUnmarked
final class Plant implements AutoCloseable {

    static final String PASSWORD = "drill-Yimen-2026";

    private static final Logger LOG = LoggerFactory.getLogger(Plant.class);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int DISK_MEGABYTES = 192;

    private final Path folder;
    private final Path postgresLog;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> command = new ArrayList<>();
    private final FaultProxy proxy;
    private final int databasePort;
    private final List<Node> nodes = new ArrayList<>();
    private final Path small;
    private final boolean mounted;
    private Process postgres;
    private SingleConnectionDataSource filling;

    /** 一个应用进程. */
    static final class Node {

        private final int port;
        private final Path log;
        private final List<String> settings;
        private volatile Process process;

        private Node(int port, Path log, List<String> settings) {
            this.port = port;
            this.log = log;
            this.settings = settings;
        }

        String url() {
            return "http://127.0.0.1:" + port;
        }

        Path log() {
            return log;
        }

        Process process() {
            return process;
        }
    }

    /** Makes the database; nothing runs yet but that. */
    Plant(Path folder) throws Exception {
        this(folder, false);
    }

    /**
     * Makes the database; nothing runs yet but that.
     *
     * @param smallDisk whether its tables lie on a disk that {@link #fillDisk()} fills; only where this machine lets us
     *     mount one that nobody else sees, see {@link #hasSmallDisk()}
     */
    Plant(Path folder, boolean smallDisk) throws Exception {
        this.folder = folder;
        this.small = smallDisk ? Files.createDirectories(folder.resolve("small")) : null;
        this.postgresLog = folder.resolve("postgres.log");
        // made by the product's own means, then run as a process of ours: the same folder, the same settings
        try (var first = EmbeddedDatabase.start(folder.resolve("data"), true)) {
            first.prepare("yimen");
            databasePort = first.port();
        }
        var unshare =
                System.getProperty("os.name").startsWith("Linux") && "root".equals(System.getProperty("user.name"));
        mounted = small != null && mayMount(unshare);
        if (mounted) {
            command.addAll(mounting(unshare));
        }
        if (unshare || mounted) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to be root
        }
        var words = WORD.matcher(Files.readString(folder.resolve("data/postgres/postmaster.opts")));
        while (words.find()) {
            command.add(words.group(1) != null ? words.group(1) : words.group(2));
        }
        launcher();
        clock(Duration.ZERO);
        startDatabase();
        if (mounted) {
            server().sql("create tablespace small owner yimen_owner location '" + small + "'")
                    .update();
            server().sql("alter database yimen set tablespace small").update();
        }
        proxy = new FaultProxy(databasePort);
    }

    /** Beside the product's own classes only those of {@link DrillProduct}: no component of the tests. */
    private void launcher() throws IOException {
        var from = Path.of(DrillProduct.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        var to = Files.createDirectories(folder.resolve("launcher/cn/yimen/drill"));
        try (var classes = Files.list(from.resolve("cn/yimen/drill"))) {
            for (var one : classes.filter(it -> it.getFileName().toString().startsWith("DrillProduct"))
                    .toList()) {
                Files.copy(one, to.resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** Puts the clock of every node forward by so much. */
    void clock(Duration by) throws IOException {
        var next = folder.resolve("clock.next");
        Files.writeString(next, by.toString());
        Files.move(next, folder.resolve("clock"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The database past the proxy, for whoever counts. */
    JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(url(databasePort) + "?user=postgres"));
    }

    /** The database past the proxy, without its user. */
    String address() {
        return url(databasePort);
    }

    private JdbcClient server() {
        return JdbcClient.create(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres?user=postgres"));
    }

    /** What the database says past the proxy, also to who asks in the moment it is killed. */
    <T> T ask(Function<JdbcClient, T> question) {
        return await("PostgreSQL, see " + postgresLog)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(Outage::is)
                .until(() -> question.apply(jdbc()), answer -> true);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/yimen";
    }

    // --- PostgreSQL

    void startDatabase() {
        // again where the backends of a killed server took a moment to die
        await("PostgreSQL, see " + postgresLog).atMost(PATIENCE).until(this::databaseRuns);
    }

    private boolean databaseRuns() throws IOException {
        if (postgres == null || !postgres.isAlive()) {
            postgres = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(postgresLog.toFile()))
                    .start();
        }
        try (var connection = DriverManager.getConnection(url(databasePort) + "?user=postgres");
                var statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException notYet) {
            return false;
        }
    }

    void killDatabase() throws InterruptedException {
        postgres.destroyForcibly().waitFor();
    }

    /** The folder of its data. */
    Path data() {
        return folder.resolve("data/postgres");
    }

    /** Keeps every change beside the data from now on. */
    void archive(String archiveCommand) throws Exception {
        stopDatabase();
        command.addAll(List.of("-c", "archive_mode=on", "-c", "archive_command=" + archiveCommand));
        startDatabase();
    }

    void stopDatabase() throws Exception {
        if (postgres.isAlive()) {
            new ProcessBuilder("kill", "-INT", String.valueOf(postgres.pid()))
                    .start()
                    .waitFor();
            if (!postgres.waitFor(20, TimeUnit.SECONDS)) {
                killDatabase();
            }
        }
    }

    // --- its disk

    /** PostgreSQL sees the disk, in a name space of its own; it is gone with the process. */
    private List<String> mounting(boolean root) {
        return List.of(
                "unshare",
                root ? "-m" : "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + DISK_MEGABYTES + "m,mode=0700 none \"$0\" && exec \"$@\"",
                small.toString());
    }

    private boolean mayMount(boolean root) throws InterruptedException {
        try {
            var trial = new ArrayList<>(mounting(root));
            trial.addAll(
                    List.of("unshare", "-U", "touch", small.resolve("trial").toString()));
            return new ProcessBuilder(trial)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** Whether the tables lie on a disk of their own that can be filled. */
    boolean hasSmallDisk() {
        return mounted;
    }

    /** Until not one page more can be had. */
    void fillDisk() {
        filling = new SingleConnectionDataSource(url(databasePort) + "?user=postgres", true);
        var jdbc = JdbcClient.create(filling);
        jdbc.sql("create unlogged table filler (it text)").update();
        jdbc.sql("alter table filler alter it set storage plain").update();
        for (var rows : new int[] {4096, 512, 64, 8, 1}) {
            try {
                while (true) {
                    jdbc.sql("insert into filler select repeat('x', 8000) from generate_series(1, ?)")
                            .param(rows)
                            .update();
                }
            } catch (DataAccessException full) {
                if (!(full.getRootCause() instanceof SQLException sql && "53100".equals(sql.getSQLState()))) {
                    throw full;
                }
            }
        }
    }

    /** By the connection that filled it, who knows whether the full disk lets another in. */
    void freeDisk() {
        try {
            JdbcClient.create(filling).sql("drop table filler").update();
        } catch (DataAccessException fault) {
            if (!Outage.is(fault)) {
                throw fault;
            }
            LOG.warn("the server itself went for want of room, see {}", postgresLog, fault);
            ask(jdbc -> jdbc.sql("drop table if exists filler").update());
        } finally {
            filling.destroy();
        }
    }

    // --- the product

    /** A node on a port of its own; it runs when this returns. */
    Node node(String... settings) throws Exception {
        var node = beginning(settings);
        ready(node);
        return node;
    }

    /** A node on a port of its own that has only just begun to start. */
    Node beginning(String... settings) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var node = new Node(port, folder.resolve("node-" + (nodes.size() + 1) + ".log"), List.of(settings));
        nodes.add(node);
        begin(node);
        return node;
    }

    void begin(Node node) throws IOException {
        var classPath = new ArrayList<String>();
        classPath.add(folder.resolve("launcher").toString());
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(one -> !one.endsWith("test-classes") && !one.endsWith("test-classes/"))
                .forEach(classPath::add);
        var java = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Duser.timezone=UTC",
                "-Ddrill.clock=" + folder.resolve("clock"),
                "-cp",
                String.join(File.pathSeparator, classPath),
                DrillProduct.class.getName(),
                "--spring.profiles.active=production",
                "--server.port=" + node.port,
                "--server.servlet.session.cookie.secure=false",
                "--spring.datasource.url=" + url(proxy.port()) + "?reWriteBatchedInserts=true",
                "--spring.datasource.username=" + EmbeddedDatabase.APPLICATION,
                "--spring.flyway.user=" + EmbeddedDatabase.OWNER,
                "--yimen.data-folder=" + folder.resolve("files"),
                "--yimen.demo=false",
                "--yimen.notice.every=PT1S"));
        java.addAll(node.settings);
        var builder = new ProcessBuilder(java)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(node.log.toFile()));
        builder.environment().put("YIMEN_KEYS", "1:" + key("field", 16));
        builder.environment().put("YIMEN_INDEXKEY", key("index", 32));
        builder.environment().put("YIMEN_AUDITKEY", key("audit", 32));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        node.process = builder.start();
    }

    private static String key(String of, int bytes) {
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOf(
                        (of + " key of the drill, of no use elsewhere").getBytes(StandardCharsets.UTF_8), bytes));
    }

    /** Waits until the node says that it is ready. */
    void ready(Node node) {
        await("ready, see " + node.log).atMost(PATIENCE).until(() -> {
            if (!node.process.isAlive()) {
                throw new IllegalStateException("the product does not start: " + tail(node.log));
            }
            return status(node, "/actuator/health/readiness") == 200;
        });
    }

    /** The answer's status, 0 if there is none. */
    int status(Node node, String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(node.url() + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException none) {
            return 0;
        }
    }

    static void kill(Node node) throws InterruptedException {
        node.process.destroyForcibly().waitFor();
    }

    private static String tail(Path log) throws IOException {
        var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    // --- people

    /** An account that can sign in with {@link #PASSWORD}, whatever the clock says. */
    String officer(String login, String role, String place) {
        var id = UUID.randomUUID();
        // without the triggers of the audit trail: nobody of the product did this
        var jdbc = JdbcClient.create(new DriverManagerDataSource(
                url(databasePort) + "?user=postgres&options=-c%20session_replication_role=replica"));
        jdbc.sql("""
                        insert into officer (id, login, name, password_hash, password_changed_at, must_change)
                        values (?, ?, ?, ?, timestamptz '2036-01-01', false)
                        """).params(id, login, "演练" + login, Hash.OF_PASSWORD).update();
        jdbc.sql("insert into post (id, officer_id, role, place_code) values (?, ?, ?, ?)")
                .params(Arrays.asList(UUID.randomUUID(), id, role, place))
                .update();
        return id.toString();
    }

    private static final class Hash {
        static final String OF_PASSWORD = "{argon2}"
                + Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(PASSWORD);
    }

    @Override
    public void close() throws Exception {
        for (var node : nodes) {
            kill(node);
        }
        proxy.close();
        stopDatabase();
    }
}
