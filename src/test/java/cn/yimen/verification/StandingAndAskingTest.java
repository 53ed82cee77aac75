package cn.yimen.verification;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.household.Assistance;
import cn.yimen.household.Households;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.Jobs;
import cn.yimen.job.JobsAtOnce;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** VR-2, VR-4: the monthly check, and sources that are asked by an interface or by files. */
@ProductTest
@Import(Families.class)
class StandingAndAskingTest {

    @Autowired
    StandingJob standing;

    @Autowired
    Verifications verifications;

    @Autowired
    Findings findings;

    @Autowired
    Imports imports;

    @Autowired
    Jobs jobs;

    @Autowired
    JobsAtOnce now;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Value("${yimen.data-folder}")
    Path data;

    Officer clerk;
    Officer bureau;
    Families.Family family;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        family = families.couple(clerk);
    }

    @AfterEach
    void asBefore() {
        jdbc.sql("update verification_source set connector = 'FILE', url = null")
                .update();
    }

    @Test
    void everybodyInBenefitIsCheckedOnceAMonth_VR_2() {
        // the list came before the family drew anything
        load("DEATH", "姓名,身份证号,火化日期\n李桂芳,%s,2026-07-15\n".formatted(number(false)));
        assertThat(found()).isEmpty();
        var view = households.get(family.id(), clerk);
        households.save(family.id(), view.version(), view.details().assistance(Assistance.TEKUN), clerk);
        jdbc.sql("delete from job where kind = ?").param(StandingJob.KIND).update();

        standing.monthly();
        standing.monthly(); // the second node
        now.runAll();

        assertThat(jdbc.sql("select count(*) from job where kind = ? and once = ?")
                        .params(StandingJob.KIND, YearMonth.now(clock).toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(found())
                .singleElement()
                .satisfies(one -> assertThat(one.check()).isEqualTo(Check.DEATH));
    }

    @Test
    void anInterfaceAnswersTheRequestAndWhatItTellsIsCompared_VR_4() throws IOException {
        var mended = new AtomicBoolean();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            // at first somebody nobody asked about, however often it is asked; then the answer
            var body = !mended.get()
                    ? "{\"asOf\":\"%s\",\"rows\":[{\"ref\":\"9\",\"identity\":\"11010519491231002X\",\"plate\":\"京A\"}]}"
                    : "{\"asOf\":\"%s\",\"rows\":[{\"ref\":\"1\",\"plate\":\"贵GH0001\",\"from\":\"2026-03-01\"}]}";
            var bytes = body.formatted(LocalDate.now(clock)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            jdbc.sql("update verification_source set connector = 'HTTP', url = ? where code = 'VEHICLE'")
                    .param("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                    .update();
            var id = cases.open(Families.wish(family, "MZ-01").asked(), clerk).caseId();
            verifications.authorise(
                    id, List.of(family.applicant().id(), family.spouse().id()), LocalDate.now(clock), clerk);
            verifications.ask(id, clerk);
            verifications.start(id, List.of("VEHICLE"), bureau);
            now.runAll();

            var waiting = verifications.view(id, bureau).requests().get(0);
            assertThat(waiting.waiting()).as("half an answer is none").isTrue();
            assertThat(waiting.trouble()).contains("没有接收");

            mended.set(true);
            jobs.start(cn.yimen.job.NewJob.of(AskJob.KIND, "再问一次", ""), bureau);
            now.runAll();

            var answered = verifications.view(id, bureau);
            assertThat(answered.requests().get(0).waiting()).isFalse();
            assertThat(answered.requests().get(0).records()).isEqualTo(1);
            assertThat(answered.findings())
                    .singleElement()
                    .satisfies(one -> assertThat(one.verified()).contains("贵GH0001"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFolderCarriesTheQuestionOutAndTheAnswerIn_VR_4() throws IOException {
        jdbc.sql("update verification_source set connector = 'FOLDER' where code = 'HOUSING'")
                .update();
        var id = cases.open(Families.wish(family, "MZ-01").asked(), clerk).caseId();
        verifications.authorise(
                id, List.of(family.applicant().id(), family.spouse().id()), LocalDate.now(clock), clerk);
        verifications.ask(id, clerk);
        verifications.start(id, List.of("HOUSING"), bureau);
        now.runAll();

        var request = verifications.view(id, bureau).requests().get(0);
        assertThat(request.waiting()).isTrue();
        assertThat(request.sentAt()).isNotNull();
        var place = data.resolve("exchange").resolve("HOUSING");
        assertThat(Files.readString(place.resolve("out").resolve(request.id() + ".csv")))
                .contains("王建国", number(true));
        Files.writeString(place.resolve("in").resolve(request.id() + ".csv"), "无记录");

        jobs.start(cn.yimen.job.NewJob.of(AskJob.KIND, "再问一次", ""), bureau);
        now.runAll();
        assertThat(verifications.view(id, bureau).requests().get(0).waiting()).isFalse();
        assertThat(verifications.issue(id, bureau).content().sources())
                .extracting(Report.SourceLine::words)
                .containsExactly("查无记录");
    }

    private void load(String source, String text) {
        var batch = imports.upload(
                source, "名单.csv", text.getBytes(StandardCharsets.UTF_8), LocalDate.now(clock), false, bureau);
        imports.start(batch, imports.preview(batch, bureau).guess(), false, bureau);
        now.runAll();
        assertThat(imports.get(batch, bureau).state()).isEqualTo(Batch.State.DONE);
    }

    private List<Finding> found() {
        return findings.list(Findings.Filter.ALL, 0, 1000, bureau).stream()
                .filter(one -> one.household().equals(family.id().id()))
                .toList();
    }

    private String number(boolean applicant) {
        return String.valueOf(persons.details(applicant ? family.applicant() : family.spouse(), clerk, "试验")
                .identityNumber());
    }
}
