package cn.yimen.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Families;
import cn.yimen.district.PlaceId;
import cn.yimen.household.Assistance;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobId;
import cn.yimen.job.JobState;
import cn.yimen.job.Jobs;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.pages.NotAllowed;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** VR-1, VR-2: departments' files, from the upload to the finding. */
@ProductTest
@Import(Families.class)
class ImportsTest {

    static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
    static final AtomicInteger PLATES = new AtomicInteger();

    @Autowired
    Imports imports;

    @Autowired
    Findings findings;

    @Autowired
    Matches matches;

    @Autowired
    Sources sources;

    @Autowired
    Jobs jobs;

    @Autowired
    JobsAtOnce now;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    JdbcClient jdbc;

    Officer bureau;
    Officer clerk;
    Officer reviewer;
    Families.Family family;

    @BeforeEach
    void people() {
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        family = families.couple(clerk);
    }

    @Test
    void goodRowsAreKeptBadOnesComeBackWithTheirReason_VR_1() {
        var job = load("VEHICLE", """
                姓名,身份证号,号牌号码,登记日期
                王建国,%s,%s,2026-03-01
                王建国,%s,,2026-03-01
                王建国,12345,贵GX9999,2026-03-01
                王建国,%s,贵GX8888,明天
                """.formatted(
                        number(family.applicant()), plate(), number(family.applicant()), number(family.applicant())));

        var batch = batch(job);
        assertThat(batch.state()).isEqualTo(Batch.State.DONE);
        assertThat(batch.added()).isEqualTo(1);
        assertThat(batch.bad()).isEqualTo(3);
        assertThat(batch.matched()).isEqualTo(1);
        assertThat(jobs.failedRows(job, bureau))
                .extracting(row -> row.line() + " " + row.reason())
                .containsExactly("3 「号牌号码」空着", "4 身份证号现在是 5 位，应为 18 位", "5 「登记日期」的日期看不懂，应写成 2026-03-01");
    }

    @Test
    void theSameFileAndTheSameRowsHaveOneEffect_VR_1() {
        var text = "姓名,身份证号,号牌号码\n王建国,%s,%s\n".formatted(number(family.applicant()), plate());
        load("VEHICLE", text);
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> upload("VEHICLE", text))
                .withMessageContaining("已由周敏导入过");
        // the same fact in another file: the columns turned round, one row more
        var again = batch(load(
                "VEHICLE",
                "号牌号码;身份证号;姓名;备注\n%s;%s;王建国;x\n%s;%s;王建国;y\n"
                        .formatted(
                                text.strip().substring(text.strip().lastIndexOf(',') + 1),
                                number(family.applicant()),
                                plate(),
                                number(family.applicant()))));
        assertThat(again.known()).isEqualTo(1);
        assertThat(again.added()).isEqualTo(1);
    }

    @Test
    void theColumnsAreRememberedForTheSource_VR_1() {
        var text = "当事人,证件,牌子\n王建国,%s,%s\n".formatted(number(family.applicant()), plate());
        var id = upload("VEHICLE", text);
        assertThat(imports.preview(id, bureau).guess()).isEmpty();
        assertThat(imports.preview(id, bureau).rows().get(0).get(1))
                .as("masked")
                .contains("********");
        imports.start(id, java.util.Map.of(0, "name", 1, "identity", 2, "plate"), false, bureau);
        now.runAll();

        var next = upload("VEHICLE", "牌子,别的,证件\n%s,x,%s\n".formatted(plate(), number(family.applicant())));
        assertThat(imports.preview(next, bureau).guess())
                .containsOnly(java.util.Map.entry(0, "plate"), java.util.Map.entry(2, "identity"));
    }

    @Test
    void aMappingThatLacksWhoOrWhatIsRefused_VR_1() {
        var preview = imports.preview(upload("VEHICLE", "姓名,车,车牌\n王建国,1,%s\n".formatted(plate())), bureau);
        assertThat(imports.problems(preview, java.util.Map.of(0, "name")).get(""))
                .contains("至少对应「身份证号」", "「号牌号码」必须对应一列");
        assertThat(imports.problems(preview, java.util.Map.of(0, "identity", 1, "plate", 2, "plate")))
                .containsKey("2");
        assertThat(imports.problems(preview, java.util.Map.of(0, "identity", 1, "plate")))
                .isEmpty();
    }

    @Test
    void whoHasTheSameNameAndBirthdayIsACandidateThatAPersonDecides_VR_2() {
        var born = Numbers.next(19700101).birthDate();
        var person = persons.register(
                PersonDetails.of("杜若" + UUID.randomUUID().toString().substring(0, 4), Numbers.next(19700101)),
                PlaceId.of(Families.VILLAGE),
                clerk);
        var name = persons.get(person, clerk).name();
        var batch = batch(load("VEHICLE", "姓名,出生日期,号牌号码\n%s,%s,%s\n".formatted(name, born, plate())));
        assertThat(batch.matched()).isZero();
        assertThat(batch.candidates()).isEqualTo(1);

        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        var candidate = matches.candidates(reviewer, 500).stream()
                .filter(one -> one.personName().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(matches.candidates(stranger, 500)).noneMatch(one -> one.id() == candidate.id());
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> matches.decide(candidate.id(), true, "不是我的", stranger));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> matches.decide(candidate.id(), true, "窗口不认定", clerk));
        matches.decide(candidate.id(), false, "同名不同人，电话问过", reviewer);
        assertThat(matches.candidates(reviewer, 500)).noneMatch(one -> one.id() == candidate.id());
    }

    @Test
    void deathInBenefitIsFoundOnImportWithItsMonthsAndClearedWithAReason_VR_2() {
        draws(family.id(), Assistance.DIBAO);
        load("DEATH", "姓名,身份证号,火化日期\n李桂芳,%s,2026-07-15\n".formatted(number(family.spouse())));

        var finding = ofHousehold(family.id()).get(0);
        assertThat(finding.check()).isEqualTo(Check.DEATH);
        assertThat(finding.inBenefit()).isTrue();
        assertThat(finding.verified()).contains("2026-07-15");
        assertThat(finding.monthsFrom()).hasToString("2026-08");
        assertThat(finding.asOf()).isEqualTo(AS_OF);

        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> findings.get(finding.id(), stranger));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() ->
                        findings.clear(finding.id(), finding.version(), Disposition.CONFIRMED, "x", null, null, clerk));
        findings.clear(
                finding.id(),
                finding.version(),
                Disposition.FALSE_POSITIVE,
                "同号登记错误，本人在世，村委会证明",
                finding.monthsFrom(),
                finding.monthsUntil(),
                reviewer);
        assertThat(findings.get(finding.id(), reviewer).history())
                .singleElement()
                .satisfies(cleared -> {
                    assertThat(cleared.disposition()).isEqualTo(Disposition.FALSE_POSITIVE);
                    assertThat(cleared.reason()).contains("村委会证明");
                });

        // the same fact again is not found again
        load("DEATH", "身份证号;姓名;火化日期;备注\n%s;李桂芳;2026-07-15;月报\n".formatted(number(family.spouse())));
        assertThat(ofHousehold(family.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.disposition()).isEqualTo(Disposition.FALSE_POSITIVE));
    }

    @Test
    void whoIsNotInBenefitAndHasNotAppliedIsNotExamined_VR_2() {
        load("DEATH", "姓名,身份证号,火化日期\n李桂芳,%s,2026-07-15\n".formatted(number(family.spouse())));
        assertThat(ofHousehold(family.id())).isEmpty();
    }

    @Test
    void vehicleHouseBusinessPrisonAndDoubleBenefitAreStandingChecks_VR_2() {
        draws(family.id(), Assistance.DIBAO);
        var id = number(family.applicant());
        load("VEHICLE", "姓名,身份证号,号牌号码,登记日期\n王建国,%s,%s,20260105\n".formatted(id, plate()));
        load("HOUSING", "姓名,身份证号,坐落\n王建国,%s,旧州镇文星村%s\n".formatted(id, UUID.randomUUID()));
        load("BUSINESS", "姓名,身份证号,企业名称,登记状态\n王建国,%1$s,甲%2$s,存续\n王建国,%1$s,乙%2$s,注销\n".formatted(id, UUID.randomUUID()));
        load("PRISON", "姓名,身份证号,收押日期,释放日期\n王建国,%s,2026-06-02,2027-06-01\n".formatted(id));
        load("BENEFIT", "姓名,身份证号,待遇名称,发放地区或单位,开始日期\n王建国,%s,农村低保,邻县,2026-05-01\n".formatted(id));
        load("DEPOSIT", "姓名,身份证号,余额\n王建国,%s,\"50,000.00\"\n".formatted(id));

        assertThat(ofHousehold(family.id()))
                .extracting(Finding::check)
                .containsExactlyInAnyOrder(
                        Check.VEHICLE, Check.HOUSE, Check.BUSINESS, Check.PRISON, Check.DOUBLE, Check.DEPOSIT);
        assertThat(ofHousehold(family.id()))
                .filteredOn(one -> one.check() == Check.BUSINESS)
                .singleElement()
                .satisfies(one -> assertThat(one.verified()).contains("登记市场主体 1 项"));
    }

    @Test
    void whoIsNotInACompleteListAnyMoreIsGoneButACutOffListDoesNoHarm_lesson_27() {
        draws(family.id(), Assistance.DIBAO);
        var others = new StringBuilder();
        for (var n = 0; n < 30; n++) {
            others.append(
                    "某人,%s,%s,公办\n".formatted(Numbers.next(19800101 + n % 28).value(), "学校" + UUID.randomUUID()));
        }
        var mine = "王建国,%s,一中,高中\n".formatted(number(family.applicant()));
        assertThat(batch(load("SCHOOL", "姓名,身份证号,学校,学段\n" + others + mine, true))
                        .added())
                .isEqualTo(31);

        var cut = upload(
                "SCHOOL",
                "姓名,身份证号,学校,学段\n某人,%s,二中,高中\n".formatted(Numbers.next(19900101).value()),
                true);
        var job = imports.start(cut, imports.preview(cut, bureau).guess(), false, bureau);
        now.runAll();
        assertThat(jobs.get(job, bureau).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.get(job, bureau).message()).contains("少了一半以上");
        assertThat(gone("SCHOOL")).isZero();

        assertThat(batch(load("SCHOOL", "姓名,身份证号,学校,学段\n" + others, true)).known())
                .isEqualTo(30);
        assertThat(gone("SCHOOL")).as("mine, and the one of the cut list").isEqualTo(2);
    }

    @Test
    void aFileWithTheWrongColumnsFailsLoudlyAndChangesNothing_lesson_27() {
        var text = new StringBuilder("姓名,身份证号,号牌号码\n");
        for (var n = 0; n < 40; n++) {
            text.append("某人,第%s号,%s\n".formatted(n, plate()));
        }
        var before = jdbc.sql("select count(*) from verification_record")
                .query(Long.class)
                .single();
        var id = upload("VEHICLE", text.toString());
        var job = imports.start(id, imports.preview(id, bureau).guess(), false, bureau);
        now.runAll();
        assertThat(jobs.get(job, bureau).message()).contains("前 40 行里有 40 行读不出");
        assertThat(imports.get(id, bureau).state()).isEqualTo(Batch.State.FAILED);
        assertThat(jdbc.sql("select count(*) from verification_record")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    @Test
    void goesOnAfterACrashWithEachRowOnce_OP_5() {
        var rows = ImportJob.PIECE * 2 + 100;
        var text = new StringBuilder("姓名,身份证号,号牌号码\n");
        for (var n = 0; n < rows; n++) {
            text.append("某人,%s,%s\n".formatted(number(family.applicant()), plate()));
        }
        var id = upload("VEHICLE", text.toString());
        var job = imports.start(id, imports.preview(id, bureau).guess(), false, bureau);
        // the power goes in the second piece: what the first one wrote stays, nothing of the second
        now.runUntilThePowerGoes(ImportJob.PIECE);
        assertThat(jobs.get(job, bureau).position()).isEqualTo(ImportJob.PIECE);
        now.runAll();
        assertThat(batch(job).added()).isEqualTo(rows);
        assertThat(jobs.get(job, bureau).state()).isEqualTo(JobState.DONE);
        assertThat(jdbc.sql("select count(*) from verification_record where batch_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(rows);
    }

    @Test
    void onlyTheBureauImports_VR_1() {
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> imports.upload(
                        "VEHICLE", "a.csv", "姓名,身份证号\n甲,1\n".getBytes(StandardCharsets.UTF_8), AS_OF, false, reviewer));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> imports.upload(
                        "NOTHING", "a.csv", "姓名,身份证号\n甲,1\n".getBytes(StandardCharsets.UTF_8), AS_OF, false, bureau));
    }

    @Test
    void whatDepartmentsTellLiesSealed_AU_2() {
        var plate = plate();
        load("VEHICLE", "姓名,身份证号,号牌号码\n王建国,%s,%s\n".formatted(number(family.applicant()), plate));
        var row = jdbc.sql("select row_to_json(r)::text from verification_record r order by id desc limit 1")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(plate, number(family.applicant()));
    }

    @Test
    void namesOfFilesAreNeutral_AU_4() {
        assertThat(Imports.neutral("..\\..\\a/b<script>.csv")).isEqualTo("b_script_.csv");
        assertThat(Imports.neutral("520402196511204622.csv")).isEqualTo("_.csv");
        assertThat(Imports.neutral(null)).isEqualTo("未命名");
    }

    // ---

    private UUID upload(String source, String text) {
        return upload(source, text, false);
    }

    private UUID upload(String source, String text, boolean whole) {
        return imports.upload(source, "名单.csv", text.getBytes(StandardCharsets.UTF_8), AS_OF, whole, bureau);
    }

    private JobId load(String source, String text) {
        return load(source, text, false);
    }

    private JobId load(String source, String text, boolean whole) {
        var id = upload(source, text, whole);
        var job = imports.start(id, imports.preview(id, bureau).guess(), false, bureau);
        now.runAll();
        assertThat(jobs.get(job, bureau).state())
                .as(String.valueOf(jobs.get(job, bureau).message()))
                .isEqualTo(JobState.DONE);
        return job;
    }

    private Batch batch(JobId job) {
        return imports.list(bureau, 100).stream()
                .filter(one -> job.equals(one.job()))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> ofHousehold(HouseholdId household) {
        return findings.list(Findings.Filter.ALL, 0, 500, bureau).stream()
                .filter(one -> one.household().equals(household.id()))
                .toList();
    }

    private int gone(String source) {
        return jdbc.sql("select count(*) from verification_record where source = ? and gone_on is not null")
                .param(source)
                .query(Integer.class)
                .single();
    }

    private void draws(HouseholdId id, Assistance assistance) {
        var view = households.get(id, clerk);
        households.save(id, view.version(), view.details().assistance(assistance), clerk);
    }

    private String number(PersonId id) {
        return String.valueOf(persons.details(id, clerk, "试验").identityNumber());
    }

    private static String plate() {
        return "贵G" + "%05d".formatted(PLATES.incrementAndGet());
    }
}
