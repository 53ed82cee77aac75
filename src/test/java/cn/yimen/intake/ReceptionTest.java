package cn.yimen.intake;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** IN-1, IN-7: the reception's clock. */
@ProductTest
class ReceptionTest {

    private static final String TOWNSHIP = "520402109";

    @Autowired
    Receptions receptions;

    @Autowired
    Desk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private Officer clerk;
    private Officer colleague;

    @BeforeEach
    void twoClerks() {
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        colleague = Staff.clerk(jdbc, TOWNSHIP);
    }

    @Test
    void theClockStartsWithTheArrivalAndHasFifteenMinutes() { // IN-1
        var reception = receptions.start(clerk);

        assertThat(reception.limit().toMinutes()).isEqualTo(15);
        assertThat(reception.number()).matches("A\\d{3}");
        assertThat(receptions.clockOf(clerk).running()).isEqualTo(reception);
        assertThat(receptions.clockOf(clerk).nextTicket()).isEqualTo(reception.ticket() + 1);
    }

    @Test
    void aClerkReceivesOnePersonAtATimeAndMaySuspendSeveral() { // IN-1
        var first = receptions.start(clerk);
        assertThatExceptionOfType(ReceptionBusy.class).isThrownBy(() -> receptions.start(clerk));

        receptions.suspend(first.id(), clerk);
        var second = receptions.start(clerk);
        receptions.suspend(second.id(), clerk);

        assertThat(second.ticket()).isGreaterThan(first.ticket());
        assertThat(receptions.clockOf(clerk).suspended()).isEqualTo(2);
        assertThat(receptions.resume(first.id(), clerk).state()).isEqualTo(ReceptionState.RUNNING);
        receptions.resume(second.id(), clerk);
        assertThat(receptions.get(first.id(), clerk).state()).isEqualTo(ReceptionState.SUSPENDED);
    }

    @Test
    void onlyTheDefiniteAnswerStopsTheClockAndOverrunsAreCounted() { // IN-1
        var late = receptions.start(clerk);
        sinceMinutes(late, 16);
        receptions.answer(late.id(), Answer.NOT_ELIGIBLE, "人均收入高于标准", clerk);
        var inTime = receptions.start(clerk);
        receptions.answer(inTime.id(), Answer.ADVICE, "", clerk);

        var day = receptions.day(LocalDate.now(ZoneId.of("Asia/Shanghai")), null, clerk);
        assertThat(day.rows())
                .filteredOn(row -> row.reception().holder().equals(clerk.id()))
                .extracting(row -> row.reception().answer(), ReceptionRow::over)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Answer.ADVICE, false),
                        org.assertj.core.groups.Tuple.tuple(Answer.NOT_ELIGIBLE, true));
        assertThatExceptionOfType(IllegalReceptionStep.class)
                .isThrownBy(() -> receptions.answer(late.id(), Answer.ADVICE, "", clerk));
    }

    @Test
    void aColleagueTakesOverWithTheClockRunningOn() { // IN-1, IN-7
        var draft = desk.receive(clerk);
        var reception = receptions.running(clerk).orElseThrow();
        sinceMinutes(reception, 6);

        assertThatExceptionOfType(IllegalReceptionStep.class)
                .isThrownBy(() -> receptions.answer(reception.id(), Answer.ADVICE, "", colleague));
        var taken = desk.takeOver(reception.id(), colleague, "换班");

        assertThat(taken.holder()).isEqualTo(colleague.id());
        assertThat(taken.firstClerk()).isEqualTo(clerk.id());
        assertThat(taken.draft()).isEqualTo(draft.id());
        assertThat(receptions.clockOf(colleague).running()).isNotNull();
        assertThat(taken.took(receptions.clockOf(colleague).readAt()).toMinutes())
                .isGreaterThanOrEqualTo(6);
        assertThat(receptions.running(clerk)).isEmpty();
        assertThat(receptions.history(reception.id(), colleague))
                .extracting(Receptions.ReceptionEvent::words)
                .containsExactly("开始接待", "接手");
    }

    @Test
    void anotherTownshipKnowsNothingOfIt() {
        var reception = receptions.start(clerk);
        var stranger = Staff.clerk(jdbc, "520402001");

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> receptions.get(reception.id(), stranger));
        assertThat(mvc.get().uri("/receptions/{id}/answer", reception.id()).with(as(stranger)))
                .hasStatus(404);
    }

    @Test
    void theBarIsOnThePagesOfAClerkOnly() { // IN-1
        assertThat(mvc.get().uri("/receptions").with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("开始接待", "下一位 A");
        assertThat(start(clerk)).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/receptions").with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("role=\"timer\"", "data-limit=\"900\"", "记录答复", "继续登记");

        var reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, TOWNSHIP));
        assertThat(mvc.get().uri("/receptions").with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("接待台账")
                .doesNotContain("开始接待</button>", "role=\"timer\"");
        assertThat(mvc.get().uri("/receptions").with(as(Staff.liaison(jdbc, "YB"))))
                .hasStatus(403);
    }

    @Test
    void anAnswerWithoutAChoiceComesBackWithWhatWasTyped() {
        assertThat(start(clerk)).hasStatus3xxRedirection();
        var reception = receptions.running(clerk).orElseThrow();

        assertThat(mvc.post()
                        .uri("/receptions/{id}/answer", reception.id())
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("words", "这次办不了，因为 <b>"))
                .hasStatus(422)
                .bodyText()
                .contains("选择给了什么答复", "这次办不了，因为 &lt;b&gt;");
        assertThat(receptions.get(reception.id(), clerk).open()).isTrue();
    }

    @Test
    void aSecondStartIsRefusedInWordsAndKeepsTheFirst() {
        assertThat(start(clerk)).hasStatus3xxRedirection();
        var running = receptions.running(clerk).orElseThrow();

        assertThat(start(clerk)).hasRedirectedUrl("/intake/" + running.draft());
        assertThat(receptions.running(clerk)).contains(running);
    }

    private org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder start(Officer officer) {
        return mvc.post()
                .uri("/receptions")
                .with(as(officer))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }

    private void sinceMinutes(Reception reception, int minutes) {
        jdbc.sql("""
                        update reception set started_at = started_at - make_interval(mins => ?),
                            due_at = due_at - make_interval(mins => ?) where id = ?
                        """).params(minutes, minutes, reception.id().id()).update();
    }
}
