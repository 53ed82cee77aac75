package cn.yimen.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Families.Family;
import cn.yimen.district.PlaceId;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** AP-3: near relatives of staff and village cadres, filed, found and kept away. */
@ProductTest
@Import(Families.class)
@RecordApplicationEvents
class KinTest {

    private static final PlaceId VILLAGE = PlaceId.of(Families.VILLAGE);

    @Autowired
    KinRegister register;

    @Autowired
    KinFilings filings;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Cases cases;

    @Autowired
    CaseViews views;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    ApplicationEvents events;

    Officer clerk;
    Officer reviewer;
    Officer bureau;
    LocalDate today;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        today = LocalDate.now(clock);
    }

    @Test
    void theBrotherOfAVillageCommitteeMemberIsFiledWithTheAcceptance_AP_3_W18() {
        var family = families.couple(clerk);
        var cadre = cadre("王建军", today.minusYears(2), null);
        register.link(cadre, link(family.applicant(), KinRelation.SIBLING), reviewer);

        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);

        assertThat(filings.filed(opened.caseId())).isTrue();
        assertThat(views.header(opened.caseId(), "审核", clerk).nearKin()).contains("王建军", "村委会委员", "兄弟姐妹", "王建国");
        assertThat(views.header(opened.caseId(), "审核", clerk).nearKin())
                .doesNotContain(number(family.applicant()).value());
        assertThat(register.cases(null, 0, 20, clerk)).anySatisfy(row -> {
            assertThat(row.caseId()).isEqualTo(opened.caseId().id());
            assertThat(row.source()).isEqualTo(KinSource.MATCHED);
        });
        assertThat(events.stream(KinFiled.class)).contains(new KinFiled(opened.caseId()));
    }

    @Test
    void aSupporterLivingApartCountsLikeAMember_AP_3() { // lessons 18
        var family = families.couple(clerk);
        var son = Numbers.next(19880808);
        support(family, "王小军", son);
        register.link(
                cadre("李大海", today.minusYears(1), null),
                new KinRegister.NewLink("王小军", son, KinRelation.CHILD),
                reviewer);

        assertThat(filings.ofHousehold(family.id().id(), today)).singleElement().satisfies(match -> {
            assertThat(match.supporter()).isTrue();
            assertThat(match.words()).contains("王小军（赡养义务人）", "李大海", "子女");
        });

        support(family, "王小军", null);
        assertThat(filings.ofHousehold(family.id().id(), today))
                .as("a number taken away is found no more")
                .isEmpty();
    }

    @Test
    void onlyTheTermCoversTheDay_AP_3() {
        var family = families.couple(clerk);
        var cadre = cadre("赵村长", LocalDate.of(2022, 1, 1), LocalDate.of(2024, 12, 31));
        register.link(cadre, link(family.spouse(), KinRelation.PARENT), reviewer);
        var spouse = List.of(family.spouse().id());

        assertThat(filings.matches(spouse, LocalDate.of(2021, 12, 31))).isEmpty();
        assertThat(filings.matches(spouse, LocalDate.of(2022, 1, 1))).hasSize(1);
        assertThat(filings.matches(spouse, LocalDate.of(2024, 12, 31))).hasSize(1);
        assertThat(filings.matches(spouse, LocalDate.of(2025, 1, 1))).isEmpty();

        register.addTerm(cadre, term("村委会主任", LocalDate.of(2025, 6, 1), null), reviewer);
        assertThat(filings.matches(spouse, today))
                .singleElement()
                .satisfies(match -> assertThat(match.title()).isEqualTo("村委会主任"));
        var running = register.get(cadre, reviewer).terms().get(0);
        register.endTerm(cadre, running.id(), today.minusDays(1), "换届", reviewer);
        assertThat(filings.matches(spouse, today)).isEmpty();
        assertThat(register.get(cadre, reviewer).terms()).hasSize(2);
    }

    @Test
    void relativesAreManyToMany_AP_3() {
        var family = families.couple(clerk);
        var first = cadre("甲干部", today.minusYears(1), null);
        var second = cadre("乙干部", today.minusYears(1), null);
        register.link(first, link(family.applicant(), KinRelation.SIBLING), reviewer);
        register.link(first, link(family.spouse(), KinRelation.CHILD), reviewer);
        register.link(second, link(family.applicant(), KinRelation.PARENT), reviewer);

        assertThat(filings.ofHousehold(family.id().id(), today)).hasSize(3);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> register.link(second, link(family.applicant(), KinRelation.PARENT), reviewer));
    }

    @Test
    void theHolderOfThePostHimselfIsFoundToo_AP_3() {
        var family = families.couple(clerk);
        register.file(
                new KinRegister.NewCadre(
                        "王建国", number(family.applicant()), null, term("村监委会成员", today.minusYears(1), null)),
                reviewer);

        assertThat(filings.ofHousehold(family.id().id(), today))
                .singleElement()
                .satisfies(match -> assertThat(match.words()).contains("王建国本人是", "村监委会成员"));
    }

    @Test
    void aFilingAfterAcceptanceFlagsWhatRuns_AP_3() {
        var family = families.couple(clerk);
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        assertThat(filings.filed(opened.caseId())).isFalse();

        var cadre = cadre("李委员", today.minusYears(1), null);
        register.link(cadre, link(family.spouse(), KinRelation.SIBLING), reviewer);

        assertThat(filings.filed(opened.caseId())).isTrue();
        assertThat(register.cases(null, 0, 20, reviewer))
                .filteredOn(row -> row.caseId().equals(opened.caseId().id()))
                .singleElement()
                .satisfies(row -> assertThat(row.source()).isEqualTo(KinSource.LATER));
        assertThat(events.stream(KinFiled.class)).containsOnlyOnce(new KinFiled(opened.caseId()));
        register.addTerm(cadre, term("村支书", today, null), reviewer);
        assertThat(events.stream(KinFiled.class))
                .as("the same relation twice is one filing")
                .containsOnlyOnce(new KinFiled(opened.caseId()));
    }

    @Test
    void whatWasDeclaredAtTheWindowIsInTheRegister_AP_3() {
        var family = families.couple(clerk);
        var asked = Families.wish(family, "MZ-01").asked();
        var opened = cases.open(declared(asked, "其兄王某在把士村任委员"), clerk);

        assertThat(filings.wordsOf(opened.caseId())).containsExactly("其兄王某在把士村任委员");
        assertThat(events.stream(KinFiled.class)).contains(new KinFiled(opened.caseId()));
    }

    @Test
    void nobodyActsForTheirOwnRelatives_AP_3() {
        var family = families.couple(clerk);
        register.declareOwn(link(family.applicant(), KinRelation.PARENT), reviewer);

        assertThat(filings.isRelative(reviewer.id(), family.id().id())).isTrue();
        assertThat(filings.isRelative(reviewer.id(), List.of(family.applicant().id())))
                .isTrue();
        assertThat(filings.isRelative(reviewer.id(), List.of(family.spouse().id())))
                .isFalse();
        assertThat(filings.isRelative(clerk.id(), family.id().id())).isFalse();
        var own = register.own(reviewer).orElseThrow();
        assertThat(own.terms())
                .singleElement()
                .satisfies(term -> assertThat(term.kind()).isEqualTo(PostKind.TOWNSHIP_STAFF));

        var link = own.links().get(0).id();
        assertThatExceptionOfType(NotAllowed.class)
                .as("nobody ends the filing that keeps them away")
                .isThrownBy(() -> register.endLink(own.id(), link, "登记有误", reviewer));
        register.endLink(own.id(), link, "登记有误", clerk);
        assertThat(filings.isRelative(reviewer.id(), family.id().id())).isFalse();
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> register.endLink(own.id(), link, "登记有误", clerk));
    }

    @Test
    void anotherTownshipSeesNothingAndAWrongPostDoesNothing_AP_3() {
        var cadre = cadre("钱主任", today.minusYears(1), null);
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);
        var assistant = Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Families.VILLAGE));
        var supervisor = Staff.with(jdbc, Post.of(Role.SUPERVISOR));

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> register.get(cadre, stranger));
        assertThat(register.cadres(new KinRegister.Filter(null, "钱主任", true), 0, 50, stranger))
                .isEmpty();
        assertThat(register.cadres(new KinRegister.Filter(null, "钱主任", true), 0, 50, bureau))
                .isNotEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> register.link(
                        cadre, new KinRegister.NewLink("某某", Numbers.next(19900101), KinRelation.SPOUSE), stranger));
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("a cadre of a village of another township")
                .isThrownBy(() -> register.file(
                        new KinRegister.NewCadre("某某", Numbers.next(19900101), null, term("委员", today, null)),
                        stranger));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> register.get(cadre, assistant));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> register.addTerm(cadre, term("主任", today, null), supervisor));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> register.declareOwn(
                        new KinRegister.NewLink("某某", Numbers.next(19900101), KinRelation.SPOUSE), supervisor));
    }

    @Test
    void twoWindowsEnteringTheSameRelativeGiveOneFiling_AP_3() throws Exception {
        var cadre = cadre("孙会计", today.minusYears(1), null);
        var link = new KinRegister.NewLink("孙小妹", Numbers.next(19910101), KinRelation.SIBLING);
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        var answers = new ArrayList<Future<@Nullable Boolean>>();
        for (var by : List.of(clerk, reviewer)) {
            answers.add(pool.submit(() -> {
                start.await();
                try {
                    register.link(cadre, link, by);
                    return true;
                } catch (Conflict twice) {
                    assertThat(twice).hasMessage("这位近亲属已经备案");
                    return false;
                }
            }));
        }
        start.countDown();
        var done = 0;
        for (var answer : answers) {
            done += Boolean.TRUE.equals(answer.get()) ? 1 : 0;
        }
        pool.shutdown();
        assertThat(done).isEqualTo(1);
        assertThat(register.get(cadre, clerk).links()).hasSize(1);
    }

    @Test
    void numbersLieSealed_AU_2() {
        var number = Numbers.next(19700707);
        var cadre = cadre("周支书", today.minusYears(1), null);
        register.link(cadre, new KinRegister.NewLink("周小弟", number, KinRelation.SIBLING), reviewer);

        assertThat(register.get(cadre, reviewer).links().get(0).identityMasked())
                .endsWith(number.value().substring(14))
                .contains("********");
        assertThat(jdbc.sql("select count(*) from kin_link where position(cast(? as bytea) in identity_enc) > 0")
                        .param(number.value().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void numbersTypedAtTheWindowAreComparedBeforeAnybodyIsOnRecord_AP_3() {
        var number = Numbers.next(19920202);
        register.link(
                cadre("吴主任", today.minusYears(1), null),
                new KinRegister.NewLink("吴小妹", number, KinRelation.SIBLING),
                reviewer);

        assertThat(filings.ofNumbers(List.of(number, Numbers.next(19930303)), Set.of(number), today))
                .singleElement()
                .satisfies(match -> assertThat(match.words()).contains("吴小妹（赡养义务人）是吴主任"));
        assertThat(filings.sameName(List.of("吴小妹", "没有此人"), Families.TOWNSHIP)).containsExactly("吴小妹");
        assertThat(filings.sameName(List.of("吴小妹"), Families.OTHER_TOWNSHIP)).isEmpty();
    }

    private CadreId cadre(String name, LocalDate from, @Nullable LocalDate until) {
        return register.file(
                new KinRegister.NewCadre(name, Numbers.next(19650505), null, term("村委会委员", from, until)), reviewer);
    }

    private static KinRegister.NewTerm term(String title, LocalDate from, @Nullable LocalDate until) {
        return new KinRegister.NewTerm(PostKind.VILLAGE_CADRE, title, VILLAGE, from, until);
    }

    private KinRegister.NewLink link(PersonId person, KinRelation relation) {
        return new KinRegister.NewLink(persons.get(person, clerk).name(), number(person), relation);
    }

    private ResidentId number(PersonId person) {
        return ResidentId.parse(persons.reveal(person, Persons.Private.IDENTITY, "核对身份", clerk));
    }

    private void support(Family family, String name, @Nullable ResidentId number) {
        var view = households.get(family.id(), clerk);
        households.save(
                family.id(),
                view.version(),
                view.details()
                        .supporters(
                                true,
                                List.of(HouseholdDetails.SupporterPart.of(
                                        "子",
                                        new HouseholdDetails.Contact(
                                                name, number == null ? null : number.value(), null, null, List.of()),
                                        Set.of(family.applicant())))),
                clerk);
    }

    private static cn.yimen.casefile.OpenCase declared(cn.yimen.casefile.OpenCase asked, String words) {
        return new cn.yimen.casefile.OpenCase(
                asked.household(),
                asked.applicant(),
                asked.applicantName(),
                asked.members(),
                asked.township(),
                asked.village(),
                asked.channel(),
                asked.agent(),
                words,
                asked.hardship(),
                asked.phone(),
                asked.firstContactAt(),
                asked.receptionId(),
                asked.matters(),
                asked.materials(),
                asked.determination());
    }
}
