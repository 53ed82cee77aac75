package cn.yimen.casefile;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.document.Exports;
import cn.yimen.document.PrintedForm;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.household.HistorySource;
import cn.yimen.household.Households;
import cn.yimen.household.OpenItems;
import cn.yimen.household.PersonFinder;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.policy.Policy;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is kept, printed, registered and rated of a case. */
@ProductTest
@Import(Families.class)
class CaseBooksTest {

    @Autowired
    Cases cases;

    @Autowired
    CaseViews views;

    @Autowired
    Determinations determinations;

    @Autowired
    Materials materials;

    @Autowired
    Ratings ratings;

    @Autowired
    Register register;

    @Autowired
    CaseSecrets secrets;

    @Autowired
    CasesOfHousehold ofHousehold;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Families.Family family;

    @BeforeEach
    void aFamily() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        family = families.couple(clerk);
    }

    private Assessment run() {
        var today = LocalDate.now(clock);
        return MeansTest.determine(households.factsOn(family.id(), today), policy.eligibilityOn(today));
    }

    @Test
    void theRunIsKeptSealedAndComesBackWhole_EL_1() {
        var run = run();
        var opened = cases.open(Families.wish(family, "MZ-01").determined(run).asked(), clerk);

        var kept = determinations.latest(opened.caseId(), clerk).orElseThrow();

        assertThat(kept.assessment()).isEqualTo(run);
        assertThat(kept.assessment().replay()).isEqualTo(run);
        var sealed = jdbc.sql("select assessment_enc from case_determination where case_id = ?")
                .param(opened.caseId().id())
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("members", "gz:");
    }

    @Test
    void aStoredCaseIsRecalculatedUnderAnyDayAndComparedLineByLine_EL_4() {
        var opened = cases.open(Families.wish(family, "MZ-01").determined(run()).asked(), clerk);

        var same = determinations.recalculate(opened.caseId(), LocalDate.now(clock), false, clerk);
        var before = determinations.recalculate(opened.caseId(), LocalDate.of(2025, 6, 1), false, clerk);

        assertThat(java.util.Objects.requireNonNull(same.lines()).same()).isTrue();
        assertThat(java.util.Objects.requireNonNull(before.lines()).lines()).isNotEmpty();
        assertThat(jdbc.sql("select count(*) from case_determination where case_id = ?")
                        .param(opened.caseId().id())
                        .query(Integer.class)
                        .single())
                .as("a recalculation is stored nowhere")
                .isEqualTo(1);
        assertThat(get("/cases/" + opened.caseId() + "/recalculation?on=2025-06-01"))
                .hasStatusOk()
                .bodyText()
                .contains("逐行对照", "重算");
        assertThat(get("/cases/" + opened.caseId() + "/recalculation?on=gestern"))
                .hasStatusOk()
                .bodyText()
                .contains("不是日期", "gestern");
        assertThat(get("/cases/" + opened.caseId() + "/recalculation?on=1999-01-01"))
                .hasStatusOk()
                .bodyText()
                .contains("参数还不齐");
    }

    @Test
    void thePageAndThePaperShowTheSameSteps_EL_1() {
        var run = run();
        var opened = cases.open(Families.wish(family, "MZ-01").determined(run).asked(), clerk);
        var step = run.steps().get(0).what();

        assertThat(get("/cases/" + opened.caseId())).hasStatusOk().bodyText().contains(step, "依据：", "各项制度的结论");
        assertThat(get("/cases/" + opened.caseId() + "?scheme=TEKUN"))
                .hasStatusOk()
                .bodyText()
                .contains("特困");
        assertThat(get("/cases/" + opened.caseId() + "/print/explanation"))
                .hasStatusOk()
                .bodyText()
                .contains("测算说明", step);
    }

    @Test
    void whatTheItemsAskForIsAskedOnceAndWhatIsSharedNotAtAll_IN_5() {
        var required = materials.required(List.of("MZ-01", "YB-01"), family.id().id(), clerk);

        assertThat(required).extracting(RequiredMaterial::code).doesNotHaveDuplicates();
        assertThat(required).anyMatch(each -> each.items().containsAll(List.of("MZ-01", "YB-01")));
        assertThat(required)
                .filteredOn(each -> each.material().shared())
                .isNotEmpty()
                .allMatch(each -> each.proposed() == MaterialState.EXEMPT);
    }

    @Test
    void everyPaperPrintsAsAPageAndAsPdf_IN_11() {
        var opened = cases.open(
                Families.wish(family, "MZ-01", "YB-01").missing("费用票据", "YB-01").asked(), clerk);
        var id = opened.caseId();
        var letter = jdbc.sql("select id from case_letter where case_id = ?")
                .param(id.id())
                .query(UUID.class)
                .single();
        for (var paper : List.of("receipt", "declaration", "authorisation", "letter/" + letter)) {
            assertThat(get("/cases/" + id + "/print/" + paper))
                    .as(paper)
                    .hasStatusOk()
                    .bodyText()
                    .contains(opened.receiptNumber().text())
                    .containsPattern("/assets/css/print-[0-9a-f]{32}\\.css")
                    .containsPattern("/assets/js/app-[0-9a-f]{32}\\.js");
            var pdf = get("/cases/" + id + "/print/" + paper + ".pdf");
            assertThat(pdf).as(paper).hasStatusOk();
            assertThat(pdf.getResponse().getContentAsByteArray()).as(paper).startsWith('%', 'P', 'D', 'F');
        }
        for (int nth = 1; nth <= 2; nth++) {
            assertThat(mvc.post()
                            .uri("/cases/{id}/print/receipt", id)
                            .with(as(clerk))
                            .with(csrf())
                            .param("_key", UUID.randomUUID().toString()))
                    .hasStatus3xxRedirection();
        }
        assertThat(get("/cases/" + id + "/print/receipt")).bodyText().contains("打印，第 2 次", "费用票据", "材料补齐后算起");
    }

    @Test
    void theRegisterListsEveryMatterMasked_IN_11() throws Exception {
        var opened = cases.open(Families.wish(family, "MZ-01", "YB-01").asked(), clerk);
        var today = LocalDate.now(clock);
        var query = "?from=" + today + "&to=" + today;

        assertThat(get("/register" + query))
                .hasStatusOk()
                .bodyText()
                .contains(opened.receiptNumber().text(), "520499********")
                .doesNotContain("13900001234");
        assertThat(get("/register/print" + query))
                .hasStatusOk()
                .bodyText()
                .contains(opened.receiptNumber().text());
        assertThat(get("/register/pdf" + query).getResponse().getContentAsByteArray())
                .startsWith('%', 'P', 'D', 'F');
        var file = mvc.post()
                .uri("/register/export")
                .with(as(clerk))
                .with(csrf())
                .param("from", today.toString())
                .param("to", today.toString())
                .param("reason", "月度存档")
                .exchange();
        assertThat(file).hasStatusOk();
        try (var book = new ReadableWorkbook(
                        new ByteArrayInputStream(file.getResponse().getContentAsByteArray()));
                var rows = book.getFirstSheet().openStream()) {
            assertThat(rows.anyMatch(row ->
                            row.getCellText(2).equals(opened.receiptNumber().text())))
                    .isTrue();
        }
    }

    /** Read line by line or all at once: the matters of one case have one time and one number. */
    @Test
    void theRegisterReadInPortionsLosesNoLine_AU_5() {
        cases.open(Families.wish(family, "MZ-01", "YB-01").asked(), clerk);
        var today = LocalDate.now(clock);
        var range = new Register.Range(null, today, today);

        var lines = new ArrayList<PrintedForm.RegisterRow>();
        assertThat(register.each(range, 1, clerk, lines::add)).isGreaterThan(1).isEqualTo(lines.size());
        assertThat(lines).isEqualTo(register.rows(range, Exports.MOST, clerk));
    }

    @Test
    void aVisitorRatesByNumberAndCodeOnceForAMatter_IN_10() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        var number = opened.receiptNumber().text();
        var address = "10.0.0." + UUID.randomUUID();
        var matter = opened.matters().get(0).id();

        assertThat(ratings.find(number.toLowerCase(java.util.Locale.ROOT), opened.queryCode(), address))
                .hasValueSatisfying(found -> assertThat(found).hasSize(1));
        assertThat(ratings.find(number, "00000000", address)).isEmpty();
        ratings.rate(number, opened.queryCode(), matter, Ratings.Grade.DISSATISFIED, "等得太久", address);

        assertThatExceptionOfType(Ratings.AlreadyRated.class)
                .isThrownBy(
                        () -> ratings.rate(number, opened.queryCode(), matter, Ratings.Grade.SATISFIED, null, address));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> ratings.rate(
                        number,
                        opened.queryCode(),
                        new MatterId(UUID.randomUUID()),
                        Ratings.Grade.SATISFIED,
                        null,
                        address));
    }

    @Test
    void guessingTheCodeOfANumberEndsSoon_IN_10() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        var number = opened.receiptNumber().text();

        assertThatExceptionOfType(Ratings.TooManyTries.class).isThrownBy(() -> {
            for (int i = 0; i < 50; i++) {
                ratings.find(number, "%08d".formatted(i), "10.1.1." + i);
            }
        });
        assertThatExceptionOfType(Ratings.TooManyTries.class)
                .as("also with the right one, until the hour is over")
                .isThrownBy(() -> ratings.find(number, opened.queryCode(), "10.2.2.2"));
    }

    @Test
    void theQueryCodeIsStoredOnlySealed() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);

        assertThat(cases.queryCode(opened.caseId(), clerk)).isEqualTo(opened.queryCode());
        assertThat(opened.toString()).doesNotContain(opened.queryCode());
    }

    @Test
    void theHouseholdKnowsItsCases_HH_7() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);

        assertThat(((HistorySource) ofHousehold).of(family.id(), clerk))
                .singleElement()
                .satisfies(event -> assertThat(event.words())
                        .contains(opened.receiptNumber().text(), "最低生活保障"));
        assertThat(((HistorySource) ofHousehold).of(family.id(), Staff.clerk(jdbc, Families.OTHER_TOWNSHIP)))
                .isEmpty();
        assertThat(((OpenItems) ofHousehold).openItems(family.applicant())).containsExactly("最低生活保障");
        assertThat(((PersonFinder) ofHousehold).find(opened.receiptNumber().text(), clerk))
                .singleElement()
                .satisfies(found -> assertThat(found.person()).isEqualTo(family.applicant()));
    }

    private MvcTestResult get(String url) {
        return mvc.get().uri(url).with(as(clerk)).exchange();
    }
}
