package cn.yimen.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Matters;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** CC-1: the system proposes a conference with its reason; the bureau takes it up or says why not. */
@ProductTest
@Import(Families.class)
class ConferencesTest {

    @Autowired
    Conferences conferences;

    @Autowired
    Cases cases;

    @Autowired
    Matters matters;

    @Autowired
    Families families;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer bureau;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    private CaseId open(String... items) {
        return cases.open(Families.wish(families.couple(clerk), items).asked(), clerk)
                .caseId();
    }

    @Test
    void twoSchemesAtOnceAreProposedByTheSystemAndOneIsNot() {
        var two = open("MZ-01", "YB-01");
        var one = open("MZ-01");

        assertThat(conferences.ofCase(two, bureau)).singleElement().satisfies(proposal -> {
            assertThat(proposal.state()).isEqualTo(ProposalState.PROPOSED);
            assertThat(proposal.bySystem()).isTrue();
            assertThat(proposal.grounds()).singleElement().satisfies(ground -> {
                assertThat(ground.reason()).isEqualTo(ProposalReason.SEVERAL_SCHEMES);
                assertThat(ground.words()).contains("2 种");
            });
        });
        assertThat(conferences.ofCase(one, bureau)).isEmpty();
        assertThat(conferences.ofCase(open("MZ-01", "MZ-07"), bureau))
                .as("an allowance is no kind of assistance")
                .isEmpty();
    }

    @Test
    void aCaseHasOneOpenProposalWithAllItsReasonsEachOnce() {
        var id = open("MZ-01", "YB-01");

        var urgent = conferences.propose(id, null, ProposalReason.URGENT, "火灾，先行救助", null);
        var again = conferences.propose(id, null, ProposalReason.URGENT, "又说一次", null);

        assertThat(again).isEqualTo(urgent);
        assertThat(conferences.ofCase(id, bureau))
                .singleElement()
                .satisfies(proposal -> assertThat(proposal.grounds())
                        .extracting(ProposalView.Ground::reason)
                        .containsExactlyInAnyOrder(ProposalReason.SEVERAL_SCHEMES, ProposalReason.URGENT));
        assertThat(todo(urgent)).isEqualTo(1);
    }

    @Test
    void theBureauDecidesOnceWithAReasonAndTheTaskIsDone() {
        var id = open("MZ-01", "YB-01");
        var proposal = conferences.ofCase(id, bureau).get(0).id();

        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> conferences.takeUp(proposal, null, reviewer));
        conferences.decline(proposal, "两项互不影响，分别办理", bureau);

        assertThat(conferences.get(proposal, reviewer).decidedWhy()).isEqualTo("两项互不影响，分别办理");
        assertThat(todo(proposal)).isZero();
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> conferences.takeUp(proposal, null, bureau));
        assertThat(conferences.propose(id, null, ProposalReason.SEVERAL_SCHEMES, "再提一次", null))
                .isEqualTo(proposal);
        var other = conferences.propose(id, null, ProposalReason.ABOVE_CAP, "超过 6 个月", null);
        assertThat(other).isNotEqualTo(proposal);
    }

    @Test
    void nothingIsConferredAboutACaseThatEnded() {
        var id = open("MZ-01", "YB-01");
        var proposal = conferences.ofCase(id, bureau).get(0).id();

        for (var matter : matters.ofCase(id, clerk)) {
            matters.withdraw(matter.id(), "不需要了", clerk);
        }

        assertThat(conferences.get(proposal, bureau).state()).isEqualTo(ProposalState.DECLINED);
        assertThat(conferences.get(proposal, bureau).decidedWho()).isEqualTo("系统");
        assertThat(todo(proposal)).isZero();
    }

    @Test
    void anotherTownshipFindsNoneAndTheListIsForTheBureau() {
        var id = open("MZ-01", "YB-01");
        var proposal = conferences.ofCase(id, bureau).get(0).id();
        var neighbour = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));

        assertThat(conferences.ofCase(id, neighbour)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> conferences.get(proposal, neighbour));
        assertThat(get("/conferences", Staff.liaison(jdbc, "RS"))).hasStatus(404);
        assertThat(get("/conferences/" + proposal, neighbour)).hasStatus(404);
        assertThat(get("/conferences", bureau)).hasStatusOk().bodyText().contains("涉及两种以上救助");
        assertThat(get("/conferences?reason=disputed", bureau))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("同一户同时申请");
    }

    @Test
    void decliningWithoutAReasonIsToldAtTheFieldAndTheTownshipMayOnlyRead() {
        var id = open("MZ-01", "YB-01");
        var page = "/conferences/" + conferences.ofCase(id, bureau).get(0).id();

        assertThat(get(page, reviewer)).hasStatusOk().bodyText().doesNotContain("不采纳的原因");
        assertThat(post(page + "/decline", bureau, "why", " "))
                .hasStatus(422)
                .bodyText()
                .contains("填写不采纳的原因", "aria-invalid=\"true\"");
        assertThat(post(page + "/take-up", reviewer, "note", "")).hasStatus(403);
        assertThat(post(page + "/take-up", bureau, "note", "请医保局参加")).hasRedirectedUrl(page);
        assertThat(get(page, bureau)).hasStatusOk().bodyText().contains("已采纳", "请医保局参加");
        assertThat(post(page + "/decline", bureau, "why", "晚了")).hasStatus(409);
    }

    private long todo(ProposalId proposal) {
        return tasks.worklist(bureau, bureau.posts().get(0), TaskFilter.ALL, null, 500).rows().stream()
                .filter(task -> task.url().endsWith(proposal.toString()))
                .count();
    }

    private MvcTestResult get(String url, Officer by) {
        return mvc.get().uri(url).with(Staff.as(by)).exchange();
    }

    private MvcTestResult post(String url, Officer by, String field, String value) {
        return mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param(field, value)
                .exchange();
    }
}
