package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Disability;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.household.Supporter;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stories of national-rules 12 as far as they are the survey's, and people who press at once. */
@ProductTest
@Import({Families.class, Surveys.class})
class SurveyStoriesTest {

    @Autowired
    Applications applications;

    @Autowired
    Investigations investigations;

    @Autowired
    Opinions opinions;

    @Autowired
    Appraisals appraisals;

    @Autowired
    Surveys surveys;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    Officer clerk;
    Officer reviewer;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
    }

    /** An old man without income and his only son, physically disabled with this grade. */
    private ApplicationView oldMan(int grade, Money sonsIncome) {
        var place = PlaceId.of(Families.VILLAGE);
        var man = persons.register(PersonDetails.of("王建国", Numbers.next(19580301)), place, clerk);
        var alone = MemberPart.of(man, "02").institutional(false);
        var son = new SupporterPart(
                null,
                "子",
                new Contact("王强", null, null, null, List.of(new Disability(Disability.Category.PHYSICAL, grade))),
                Set.of(man),
                1,
                1,
                sonsIncome,
                "本人申报",
                null,
                null,
                null,
                null,
                null,
                null,
                cn.yimen.household.Assistance.NONE,
                LocalDate.of(1985, 3, 1),
                Supporter.Incapacity.NONE,
                true);
        var household = households.register(
                HouseholdDetails.of(place, "一组 3 号", List.of(alone))
                        .incomes(true, List.of())
                        .properties(true, List.of())
                        .supporters(true, List.of(son)),
                clerk);
        var family = new Families.Family(household, man, man);
        var opened = cases.open(Families.wish(family, "MZ-02A").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        return applications.get(application.id(), reviewer);
    }

    @Test
    void aSonWhoIsUnableToSupportMakesHimTekun_W17() {
        var application = oldMan(2, Money.yuan(800));
        surveys.visit(application.id(), reviewer);

        var opinion = surveys.give(application.id(), true, reviewer);

        assertThat(opinion.scheme()).isEqualTo(Scheme.TEKUN);
        assertThat(opinion.monthly().signum()).isPositive();
        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.PROPOSED);
    }

    @Test
    void aSonWhoIsAbleDoesNotAndTheOpinionSaysWhy_W17() {
        var application = oldMan(3, Money.yuan(3500));
        surveys.visit(application.id(), reviewer);
        var proposal = opinions.proposal(application.id(), reviewer);

        assertThat(proposal.first().fits()).isFalse();
        assertThat(proposal.run().fits(Scheme.TEKUN)).isFalse();
        var opinion = surveys.give(application.id(), false, reviewer);
        assertThat(opinion.reasons()).contains("不符合特困人员救助供养条件");
        assertThat(opinion.assessment().of(Scheme.TEKUN).persons())
                .anySatisfy(person -> assertThat(person.reasons())
                        .anySatisfy(reason -> assertThat(reason.code().name()).isEqualTo("SUPPORTER_ABLE")));
        assertThat(applications.get(application.id(), reviewer).state())
                .as("no notice for a refusal (2.7)")
                .isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void anObjectionLeadsToANewVisitInANewRound_W18_AP_2() {
        var application = couple();
        surveys.declare(application, reviewer);
        surveys.visit(application.id(), reviewer);
        surveys.give(application.id(), true, reviewer);
        objected(application.id());
        applications.go(application.id(), Way.REINVESTIGATE, "反映有打工收入", reviewer);

        var again = applications.get(application.id(), reviewer);
        assertThat(again.round()).isEqualTo(2);
        assertThat(opinions.proposal(application.id(), reviewer).first().fits()).isTrue();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> surveys.give(application.id(), true, reviewer))
                .withMessageContaining("还没有重新入户调查");
        var revisit = surveys.visit(application.id(), Map.of(), reviewer);
        assertThat(revisit.kind()).isEqualTo(InvestigationKind.REVISIT);
        surveys.give(application.id(), true, reviewer);
        assertThat(investigations.objected(again)).isTrue();
        assertThat(investigations.visitedByBureau(again)).as("W18: 缺县级入户记录").isFalse();
        surveys.bureau(application.id());
        assertThat(investigations.visitedByBureau(again)).isTrue();
    }

    /** As the notice module would do it; the notice itself is tested there. */
    private void objected(ApplicationId id) {
        jdbc.sql("update application set state = 'NOTICE', way = 'POST_NOTICE' where id = ?")
                .param(id.id())
                .update();
        applications.go(id, Way.OBJECT, "邻居反映", reviewer);
    }

    private ApplicationView couple() {
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        return applications.get(application.id(), reviewer);
    }

    @Test
    void whatNobodyDeclaredIsCountedOnceHoweverOftenItIsFound_HH_3() {
        var application = couple();
        surveys.declare(application, reviewer);
        var found = Map.of(
                "x0_what", "INCOME/RENT",
                "x0_amount", "100",
                "x0_per", "MONTH",
                "x0_how", "SEEN");
        surveys.visit(application.id(), found, reviewer);
        surveys.give(application.id(), true, reviewer);
        var first = opinions.latest(application.id()).orElseThrow();
        objected(application.id());
        applications.go(application.id(), Way.REINVESTIGATE, "重新调查", reviewer);
        surveys.visit(application.id(), Map.of(), reviewer);

        assertThat(opinions.proposal(application.id(), reviewer).first().monthly())
                .isEqualTo(first.monthly());
    }

    @Test
    void twoWhoSignAtOnceSignOneAfterTheOther_AP_1() throws Exception {
        var application = couple();
        var one = Staff.clerk(jdbc, Families.TOWNSHIP);
        var two = Staff.clerk(jdbc, Families.TOWNSHIP);
        var visit = investigations.arrange(application.id(), List.of(one.id(), two.id()), surveys.today(), reviewer);
        var view = investigations.view(application.id(), visit, one);
        var whole = surveys.whole(view);

        var signed = atOnce(
                () -> investigations.sign(application.id(), visit, view.version(), whole, one),
                () -> investigations.sign(application.id(), visit, view.version(), whole, two));

        assertThat(signed).as("the other one has to read what he signs").isEqualTo(1);
        var after = investigations.view(application.id(), visit, one);
        assertThat(after.investigators())
                .filteredOn(it -> it.signedAt() != null)
                .hasSize(1);
        assertThat(after.state()).isEqualTo(InvestigationView.State.ARRANGED);
    }

    @Test
    void twoReviewersGiveOneOpinion_AP_1() throws Exception {
        var application = couple();
        surveys.declare(application, reviewer);
        surveys.visit(application.id(), reviewer);
        var other = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));

        var given = atOnce(
                () -> surveys.give(application.id(), true, reviewer),
                () -> surveys.give(application.id(), true, other));

        assertThat(given).isEqualTo(1);
        assertThat(opinions.all(application.id())).hasSize(1);
    }

    private static int atOnce(Runnable... works) throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(works.length);
        try {
            var tries = java.util.Arrays.stream(works)
                    .map(work -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    start.await();
                                    work.run();
                                    return 1;
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                } catch (cn.yimen.pages.Conflict | cn.yimen.pages.StaleEdit e) {
                                    return 0; // told what happened
                                }
                            },
                            pool))
                    .toList();
            start.countDown();
            int done = 0;
            for (var one : tries) {
                done += one.get();
            }
            return done;
        } finally {
            pool.shutdownNow();
        }
    }
}
