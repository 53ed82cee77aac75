package cn.yimen.verification;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.PostgresTestConfiguration;
import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobState;
import cn.yimen.job.Jobs;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.kernel.ResidentId;
import cn.yimen.protection.FieldCipher;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * VR-1: 100,000 rows with matching, 3,000 a second or better. Fills a database of its own, so it runs on demand:
 * {@code ./mvnw test -Dtest=ImportAtScaleTest -Dyimen.scale=on}.
 */
@SpringBootTest(properties = {"yimen.demo=false", "yimen.job.every=PT6H", "yimen.volume=20000"})
@Import(PostgresTestConfiguration.class)
@AutoConfigureMockMvc
@EnabledIfSystemProperty(named = "yimen.scale", matches = "on")
@NullUnmarked
class ImportAtScaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(ImportAtScaleTest.class);

    static final int ROWS = 100_000;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ALONE = Duration.ofSeconds(25);

    @Autowired
    Imports imports;

    @Autowired
    Jobs jobs;

    @Autowired
    JobsAtOnce now;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FieldCipher cipher;

    @Autowired
    Superuser superuser;

    @Autowired
    MockMvcTester mvc;

    @Test
    @Timeout(1800)
    void aHundredThousandRows() throws Exception {
        try (var connection = DriverManager.getConnection(superuser.url());
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze person");
        }
        Officer bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var people = jdbc
                .sql("select identity_enc from person where identity_enc is not null limit " + ROWS / 2)
                .query(byte[].class)
                .list()
                .stream()
                .map(number -> cipher.decrypt("person.identity", number))
                .toList();
        LOG.info("people of the register in the file: {}", people.size());
        var rows = rows(people);
        var text = new StringBuilder("姓名,身份证号,余额,余额日期,开户银行,账号\n");
        rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
        var csv = text.toString().getBytes(Charset.forName("GB18030"));
        Officer clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        desk(clerk, WARM_UP);
        var alone = desk(clerk, ALONE);
        var beside = deskBeside(clerk, () -> run(bureau, "csv", csv));
        LOG.info(
                "the desk's list of cases, 20 times a second: p50 %.1f ms, p99 %.1f ms alone; p50 %.1f ms, p99 %.1f ms beside the import = %.1f times"
                        .formatted(
                                percentile(alone, 50),
                                percentile(alone, 99),
                                percentile(beside, 50),
                                percentile(beside, 99),
                                percentile(beside, 99) / percentile(alone, 99)));
        run(
                bureau,
                "csv again, one line more",
                (text + "某人," + people.get(0) + ",1,20260101,信用社,9\n").getBytes(Charset.forName("GB18030")));

        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("数据");
            var heads = List.of("姓名", "身份证号", "余额", "余额日期", "开户银行", "账号");
            for (var column = 0; column < heads.size(); column++) {
                sheet.value(0, column, heads.get(column));
            }
            for (var n = 0; n < rows.size(); n++) {
                for (var column = 0; column < heads.size(); column++) {
                    var cell = rows.get(n).get(column);
                    sheet.value(n + 1, column, column == 5 ? "X" + cell : cell);
                }
            }
        }
        assertThat(run(bureau, "xlsx", out.toByteArray())).isGreaterThan(500);
    }

    /** Times of the list of cases in milliseconds, asked for at a fixed rate for so long. */
    private List<Double> desk(Officer clerk, Duration during) throws InterruptedException {
        return deskBeside(
                clerk,
                () -> assertThat(new CountDownLatch(1).await(during.toMillis(), TimeUnit.MILLISECONDS))
                        .isFalse());
    }

    private List<Double> deskBeside(Officer clerk, ThrowingRunnable what) throws InterruptedException {
        var times = new ConcurrentLinkedQueue<Double>();
        var clock = Executors.newSingleThreadScheduledExecutor();
        var asked = clock.scheduleAtFixedRate(
                () -> {
                    var since = System.nanoTime();
                    assertThat(mvc.get().uri("/cases").with(Staff.as(clerk))).hasStatusOk();
                    times.add((System.nanoTime() - since) / 1e6);
                },
                0,
                50,
                TimeUnit.MILLISECONDS);
        try {
            what.run();
        } finally {
            clock.shutdownNow();
            assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(asked.isCancelled() || !asked.isDone())
                .as("the desk was answered each time")
                .isTrue();
        return List.copyOf(times);
    }

    private interface ThrowingRunnable {
        void run() throws InterruptedException;
    }

    private static double percentile(List<Double> times, int percent) {
        return times.stream()
                .sorted()
                .skip(Math.min(times.size() - 1L, times.size() * (long) percent / 100))
                .findFirst()
                .orElseThrow();
    }

    private double run(Officer bureau, String what, byte[] content) {
        var begun = System.nanoTime();
        var id = imports.upload("DEPOSIT", "scale", content, LocalDate.of(2026, 11, 1), false, bureau);
        var uploaded = System.nanoTime();
        var job = imports.start(id, imports.preview(id, bureau).guess(), false, bureau);
        var started = System.nanoTime();
        now.runAll();
        var seconds = (System.nanoTime() - started) / 1e9;
        assertThat(jobs.get(job, bureau).state()).isEqualTo(JobState.DONE);
        LOG.info("%s: upload %.1f s, import with matching %.1f s = %,.0f rows/s (%s)"
                .formatted(
                        what,
                        (uploaded - begun) / 1e9,
                        seconds,
                        ROWS / seconds,
                        jobs.get(job, bureau).message()));
        return ROWS / seconds;
    }

    /** Half of them people of the register, half strangers. */
    private static List<List<String>> rows(List<String> people) {
        var random = new Random(7);
        var rows = new ArrayList<List<String>>();
        for (var n = 0; n < ROWS; n++) {
            var known = n % 2 == 0 && n / 2 < people.size();
            rows.add(List.of(
                    "某某" + n % 977,
                    known ? people.get(n / 2) : stranger(n),
                    random.nextInt(90_000) + "." + (10 + random.nextInt(90)),
                    "2026-10-31",
                    "农村信用社",
                    "62" + (10_000_000_000L + n)));
        }
        return rows;
    }

    private static String stranger(int n) {
        var digits = "520499%04d%02d%02d%03d".formatted(1940 + n % 70, 1 + n / 7 % 12, 1 + n / 11 % 28, n % 1000);
        return digits + ResidentId.checkCharacter(digits);
    }
}
