package cn.yimen.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.PlaceId;
import cn.yimen.document.Attachments;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.notice.Objections.NewObjection;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.protection.Digest;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-1, AP-2, PB-2: notices on PostgreSQL: masked, for their days, stopped by an objection. */
@ProductTest
@Import(NoticesTest.Heard.class)
class NoticesTest {

    static final ZoneId HERE = ZoneId.of("Asia/Shanghai");

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Board board;

    @Autowired
    PermanentList confirmed;

    @Autowired
    Masking masking;

    @Autowired
    Attachments attachments;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Tasks tasks;

    @Autowired
    Formats formats;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    Heard heard;

    Posting posting;
    Officer reviewer;
    Officer officer;

    /** What is told to those above. */
    @TestComponent
    static class Heard {
        final List<Object> all = new ArrayList<>();

        @EventListener
        synchronized void on(NoticeEnded event) {
            all.add(event);
        }

        @EventListener
        synchronized void on(NoticeObjected event) {
            all.add(event);
        }

        @EventListener
        synchronized void on(ObjectionSettled event) {
            all.add(event);
        }

        synchronized List<Object> of(NoticeId id) {
            return all.stream()
                    .filter(event -> event instanceof NoticeEnded e
                                    && e.notice().equals(id)
                            || event instanceof NoticeObjected o && o.notice().equals(id)
                            || event instanceof ObjectionSettled s && s.notice().equals(id))
                    .toList();
        }
    }

    @BeforeEach
    void people() {
        posting = new Posting(jdbc, notices, clock);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Posting.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    @ParameterizedTest(name = "national-rules 9.3: {0} → {1}")
    @CsvSource({
        "2024-09-13, 2024-09-20",
        "2025-09-26, 2025-10-09",
        "2026-01-30, 2026-02-06",
        "2026-04-28, 2026-05-06",
        "2026-09-18, 2026-09-28",
        "2026-09-30, 2026-10-08",
        "2026-10-09, 2026-10-16",
        "2026-05-12, 2026-05-19"
    })
    void theLastOfSevenDaysMovesOffAHoliday_AP_1(LocalDate posted, LocalDate last) {
        for (var time : List.of(LocalTime.MIN, LocalTime.of(16, 59), LocalTime.of(23, 59, 59))) {
            assertThat(notices.endOf(posted.atTime(time).atZone(HERE).toInstant()))
                    .isEqualTo(last.atTime(23, 59, 59).atZone(HERE).toInstant());
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "王, *",
        "王伟, 王*",
        "王建国, 王*国",
        "王建国强, 王**强",
        "欧阳娜, 欧阳*",
        "欧阳娜娜, 欧阳**",
        "阿不都·热合曼, 阿**·**曼",
        "买买提·阿不都拉·汗, 买**·****·汗",
        "𠮷野家, 𠮷*家",
        "' 王建国 ', 王*国"
    })
    void namesAreMasked_PB_2(String name, String masked) {
        assertThat(masking.name(name, false)).isEqualTo(masked);
        assertThat(masking.name(name, true)).isEqualTo("未成年人");
    }

    @Test
    void eachKindShowsOnlyWhatItMay_PB_2() {
        assertThat(labels(Posting.low("王建国").reasons("家庭人均收入低于标准")))
                .containsExactly("编号", "村（社区）", "申请人", "家庭人数", "拟确认事项", "拟保障金额", "事由", "公示期");
        assertThat(labels(Posting.low("王建国").kind(NoticeKind.TEKUN).reasons("无劳动能力")))
                .containsExactly("编号", "村（社区）", "申请人", "拟确认事项", "拟供养标准", "公示期");
        assertThat(labels(Posting.low("王建国").kind(NoticeKind.TEKUN_END).reasons("收入超过标准")))
                .containsExactly("编号", "村（社区）", "申请人", "拟终止事项", "公示期");
        assertThat(labels(Posting.low("王建国").kind(NoticeKind.TEMPORARY).reasons("火灾")))
                .containsExactly("编号", "村（社区）", "申请人", "家庭人数", "拟确认事项", "拟救助金额", "事由", "公示期");
        assertThat(labels(Posting.low("王建国").ofMinor()))
                .as("a minor is named by nobody, and nobody can tell by the figures")
                .containsExactly("编号", "村（社区）", "申请人", "公示期");
        assertThat(labels(Posting.low("王建国").amount(null))).doesNotContain("拟保障金额");
    }

    @ParameterizedTest
    @CsvSource({
        "患尿毒症长期透析",
        "二级残疾",
        "丈夫服刑",
        "精神障碍",
        "白血病化疗",
        "身份证 520402196001011234",
        "电话 139 0000 1234",
        "卡号 6217-0000-1234",
        "１３９００００１２３４ 联系",
        "王建国收入低"
    })
    void reasonsThatTellTooMuchAreLeftOut_PB_2(String reasons) {
        assertThat(shown(Posting.low("王建国").reasons(reasons)).value("事由")).isEmpty();
    }

    @Test
    void anIllnessIsNotSpokenOf_PB_2() {
        assertThat(shown(Posting.low("王建国").reasons("家庭收入低")).value("事由")).isEqualTo("家庭收入低");
        assertThat(shown(Posting.low("王建国").reasons("家庭收入低").withIllness()).value("事由"))
                .isEmpty();
    }

    @Test
    void whatWasShownIsKeptWordByWordWithItsDigestAndNeverChanges_PB_2() {
        var id = posting.post(Posting.low("王建国").reasons("收入低"), reviewer);
        var view = notices.view(id, reviewer);

        assertThat(view.shown().text())
                .contains("申请人：王*国\n", "家庭人数：4 人\n", "拟保障金额：每月 1,059.00 元\n", "题目：最低生活保障拟确认公示\n")
                .doesNotContain("王建国");
        assertThat(view.digest())
                .isEqualTo(
                        HexFormat.of().formatHex(Digest.sm3(view.shown().text().getBytes(StandardCharsets.UTF_8))));
        for (var column : List.of("shown = 'x'", "posted_at = now()", "digest = '\\x00'", "subject_id = 'x'")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(column)
                    .isThrownBy(() -> jdbc.sql("update notice set " + column + " where id = ?")
                            .param(id.id())
                            .update());
        }
        assertThatExceptionOfType(DataAccessException.class)
                .as("the database, too, keeps a person's number off the board")
                .isThrownBy(() -> jdbc.sql("""
                                insert into notice select gen_random_uuid(), 'GS-1999-0001', kind, 'x', 'x', 1, township_code,
                                    village_code, person_name, shown || '520402196001011234', digest, phone, basis, state,
                                    posted_at, deadline_id, recorded_at, posted_by, posted_who, posted_place
                                from notice where id = ?
                                """).param(id.id()).update());
    }

    @Test
    void itBeginsWithProof_AP_1() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        assertThat(notices.view(id, reviewer).proofs()).singleElement().satisfies(proof -> {
            assertThat(proof.place()).isEqualTo("把士村村务公开栏");
            assertThat(proof.who()).isEqualTo("周敏");
        });
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Proof("公开栏", clock.instant(), null, List.of()));
        var photo = new Proof.Photo("公示栏.png", PNG);
        var withPhoto = notices.post(
                Posting.low("李桂芳").build(), new Proof("公开栏", clock.instant(), null, List.of(photo)), reviewer);
        assertThat(attachments.of(Notices.about(withPhoto), reviewer)).hasSize(1);
        assertThat(attachments.of(Notices.about(withPhoto), foreign())).isEmpty();
        var broken = Posting.low("赵六").build();
        assertThatExceptionOfType(RefusedFile.class)
                .isThrownBy(() -> notices.post(
                        broken,
                        new Proof("公开栏", clock.instant(), null, List.of(new Proof.Photo("a.png", new byte[] {1, 2}))),
                        reviewer));
        assertThat(notices.latest(broken.subject(), reviewer))
                .as("without proof nothing hangs")
                .isEmpty();
    }

    @Test
    void datingBackDoesNotShortenIt_AP_1() {
        var now = clock.instant();
        assertThat(notices.postingProblem(now)).isNull();
        assertThat(notices.postingProblem(now.minusSeconds(86_400))).isNull();
        assertThat(notices.postingProblem(now.minusSeconds(3 * 86_400))).contains("最早");
        assertThat(notices.postingProblem(now.plusSeconds(7200))).contains("在现在之后");
        var seven = Proof.statement("公开栏", now.minusSeconds(8 * 86_400), "已张贴");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> notices.post(Posting.low("王建国").build(), seven, reviewer));
    }

    @Test
    void onlyTheTownshipsOwnPeoplePutItUp() {
        var notice = Posting.low("王建国").build();
        var proof = Proof.statement("公开栏", clock.instant(), "已张贴");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> notices.post(notice, proof, foreign()));
        for (var role : List.of(Post.of(Role.SUPERVISOR), Post.at(Role.VILLAGE_ASSISTANT, Posting.VILLAGE))) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> notices.post(notice, proof, Staff.with(jdbc, role)));
        }
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> notices.post(notice, proof, Staff.administrator(jdbc)));
        assertThat(notices.latest(notice.subject(), officer)).isEmpty();
    }

    @Test
    void aSubjectHasOneNoticeAtATime() throws Exception {
        var notice = Posting.low("王建国").build();
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> press = () -> {
                try {
                    notices.post(notice, Proof.statement("公开栏", clock.instant(), "已张贴"), reviewer);
                    return true;
                } catch (Conflict e) {
                    return false;
                }
            };
            int done = 0;
            for (var answer : threads.invokeAll(List.of(press, press, press, press))) {
                done += answer.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
        assertThat(notices.of(notice.subject(), reviewer)).hasSize(1);
    }

    @Test
    void itIsGoneWithItsLastSecondAndComesDownByItselfOnce_PB_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var subject = notices.view(id, reviewer).subject();
        assertThat(board.posted(id).shown().value("申请人")).isEqualTo("王*国");
        assertThat(notices.missing(subject)).startsWith("正在公示");

        posting.endAt(id, clock.instant().minusSeconds(2));
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("by the clock, before any job")
                .isThrownBy(() -> board.posted(id));
        assertThat(entries()).noneMatch(entry -> entry.id().equals(id));
        assertThat(notices.missing(subject)).isNull();
        assertThat(notices.view(id, reviewer).state()).isEqualTo(NoticeState.ENDED);
        assertThat(state(id)).isEqualTo("POSTED");

        assertThat(notices.endDue()).isPositive();
        assertThat(state(id)).isEqualTo("ENDED");
        assertThat(deadlines.view(posting.deadline(id)).state()).isEqualTo(DeadlineState.MET);
        assertThat(deadlines.view(posting.deadline(id)).late()).isFalse();
        notices.endDue();
        assertThat(heard.of(id)).containsExactly(new NoticeEnded(id, subject));
    }

    @Test
    void twoNodesTakeItDownOnce() throws Exception {
        var ids = List.of(
                posting.post(Posting.low("甲一"), reviewer),
                posting.post(Posting.low("乙二"), reviewer),
                posting.post(Posting.low("丙三"), reviewer));
        ids.forEach(id -> posting.endAt(id, clock.instant().minusSeconds(5)));
        var threads = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> node = notices::endDue;
            for (var each : threads.invokeAll(List.of(node, node, node))) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        notices.endDue();
        ids.forEach(id -> assertThat(heard.of(id)).hasSize(1));
    }

    @Test
    void anObjectionBlocksTheNextStep_AP_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var subject = notices.view(id, reviewer).subject();
        var number = objections.fromPage(id, new NewObjection("他家有小汽车", null, null, false), address());

        assertThat(number).matches("YY-[0-9]{4}-[0-9]{6}");
        assertThat(heard.of(id)).hasSize(1).first().isInstanceOf(NoticeObjected.class);
        assertThat(notices.missing(subject)).isEqualTo("有 1 条公示异议没有处理完");
        posting.endAt(id, clock.instant().minusSeconds(2));
        notices.endDue();
        assertThat(state(id)).isEqualTo("OBJECTED");
        assertThat(heard.of(id)).hasSize(1);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> posting.post(Posting.low("王建国").subject(subject), reviewer));

        var task = task(reviewer, id);
        assertThat(task.title()).isEqualTo("处理公示异议");
        assertThat(task.why()).startsWith("收到异议后 10 个工作日内处理");
        var objection = objections.of(id, reviewer).get(0);
        objections.settle(objection.id(), false, "车辆已于去年报废", reviewer);
        assertThat(notices.missing(subject)).isNull();
        assertThat(heard.of(id)).hasSize(3).last().isEqualTo(new NoticeEnded(id, subject));
        assertThat(tasks.worklist(reviewer, reviewer.posts().get(0), TaskFilter.ALL, null, 50)
                        .rows())
                .noneMatch(row -> row.url().equals("/publicity/objections/" + objection.id()));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> objections.settle(objection.id(), true, "再来", reviewer));
    }

    @Test
    void anObjectionThatIsRightStopsItAndItIsPostedAgain_AP_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var subject = notices.view(id, reviewer).subject();
        objections.fromPage(id, new NewObjection("不在本村住", "李四", "13900001111", false), address());
        objections.settle(objections.of(id, reviewer).get(0).id(), true, "属实", reviewer);

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> board.posted(id));
        assertThat(notices.missing(subject)).contains("重新公示");
        var again = posting.post(Posting.low("王建国").subject(subject), reviewer);
        assertThat(notices.view(again, reviewer).round()).isEqualTo(2);
        assertThat(notices.of(subject, reviewer))
                .extracting(NoticeView::state)
                .containsExactly(NoticeState.POSTED, NoticeState.STOPPED);
    }

    @Test
    void anObjectionThatIsWrongLetsItRunOn_AP_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        objections.fromPage(id, new NewObjection("不在本村住", null, null, false), address());
        objections.settle(objections.of(id, reviewer).get(0).id(), false, "核实在本村居住", reviewer);
        assertThat(board.posted(id)).isNotNull();
        assertThat(notices.missing(notices.view(id, reviewer).subject())).startsWith("正在公示");
        posting.endAt(id, clock.instant().minusSeconds(2));
        notices.endDue();
        assertThat(heard.of(id)).hasSize(3).last().isInstanceOf(NoticeEnded.class);
    }

    @Test
    void onPaperCountsTheDayItWasHandedIn_AP_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var today = LocalDate.now(clock);
        var clerk = Staff.clerk(jdbc, Posting.TOWNSHIP);
        var words = new NewObjection("有门面出租", "李四", null, false);
        assertThat(objections.receivedProblem(id, today.plusDays(1), clerk)).contains("今天之后");
        assertThat(objections.receivedProblem(id, today.minusDays(1), clerk)).contains("不在公示期内");
        posting.endAt(id, clock.instant().minusSeconds(2));
        notices.endDue();
        assertThat(heard.of(id)).hasSize(1);

        objections.onPaper(id, words, today, clerk);
        assertThat(state(id)).isEqualTo("OBJECTED");
        assertThat(notices.missing(notices.view(id, reviewer).subject())).contains("异议");
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("the web page is closed then")
                .isThrownBy(() -> objections.fromPage(id, words, address()));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> objections.onPaper(id, words, today, foreign()));
    }

    @Test
    void whatIsSaidLiesSealedAndWhoIsComplainedOfNeverReadsIt_PB_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        objections.fromPage(id, new NewObjection("村支书是他哥哥", "李四", "13900001111", true), address());
        objections.fromPage(id, new NewObjection("他家有车", null, null, false), address());

        assertThat(objections.of(id, reviewer)).hasSize(1);
        assertThat(objections.of(id, officer)).hasSize(2);
        var secret = objections.of(id, officer).stream()
                .filter(Objections.Row::toBureau)
                .findFirst()
                .orElseThrow();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> objections.view(secret.id(), reviewer));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> objections.settle(secret.id(), false, "没有", reviewer));
        for (var other : List.of(
                foreign(),
                Staff.clerk(jdbc, Posting.TOWNSHIP),
                Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Posting.VILLAGE)))) {
            assertThat(objections.of(id, other)).isEmpty();
        }
        assertThat(objections.view(secret.id(), officer)).satisfies(view -> {
            assertThat(view.content()).isEqualTo("村支书是他哥哥");
            assertThat(view.name()).isEqualTo("李四");
            assertThat(view.phone()).isEqualTo("13900001111");
            assertThat(view.maySettle()).isTrue();
        });
        var supervisor = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        assertThat(objections.view(secret.id(), supervisor).maySettle()).isFalse();
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> objections.settle(secret.id(), false, "没有", supervisor));
        assertThat(jdbc.sql("select string_agg(o::text, ' ') from notice_objection o where notice_id = ?")
                        .param(id.id())
                        .query(String.class)
                        .single())
                .doesNotContain("村支书", "李四", "13900001111", "他家有车");
        assertThat(notices.missing(notices.view(id, reviewer).subject())).contains("2 条");
        assertThat(task(officer, id).verb()).isEqualTo("去处理");
    }

    @Test
    void floodingIsStopped_PB_2() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var address = address();
        for (int i = 0; i < 5; i++) {
            objections.fromPage(id, new NewObjection("第 " + i + " 条", null, null, false), address);
        }
        assertThatExceptionOfType(Objections.TooMany.class)
                .isThrownBy(() -> objections.fromPage(id, new NewObjection("还有", null, null, false), address));
        objections.fromPage(id, new NewObjection("别人", null, null, false), address());
        assertThat(objections.of(id, reviewer)).hasSize(6);
        assertThat(jdbc.sql("select count(*) from notice_objection_attempt where notice_id = ?")
                        .param(id.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void aWrongNoticeIsTakenDownAtOnce() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        var subject = notices.view(id, reviewer).subject();
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> notices.withdraw(id, "写错", Staff.clerk(jdbc, Posting.TOWNSHIP)));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> notices.withdraw(id, "写错", foreign()));
        notices.withdraw(id, "人数写错", reviewer);

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> board.posted(id));
        assertThat(notices.view(id, reviewer)).satisfies(view -> {
            assertThat(view.state()).isEqualTo(NoticeState.WITHDRAWN);
            assertThat(view.downReason()).isEqualTo("人数写错");
            assertThat(view.downBy()).isEqualTo("周敏");
        });
        assertThat(notices.missing(subject)).contains("重新公示");
        posting.endAt(id, clock.instant().minusSeconds(2));
        notices.endDue();
        assertThat(heard.of(id)).isEmpty();
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> notices.withdraw(id, "再撤", reviewer));
        posting.post(Posting.low("王建国").subject(subject), reviewer);
    }

    @Test
    void theDatabaseHangsNothingUpTwice() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        notices.withdraw(id, "写错", reviewer);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update notice set state = 'POSTED', down_at = null where id = ?")
                        .param(id.id())
                        .update());
    }

    @Test
    void thePermanentListHoldsNameNumberAndAmountOnlyAndForgetsWhoLeaves_PB_2() {
        var subject = new Subject("award", UUID.randomUUID().toString());
        var child = new Subject("award", UUID.randomUUID().toString());
        var village = PlaceId.of(Posting.VILLAGE);
        confirmed.list(subject, village, "王建国", 4, Money.yuan("1059"), false, null);
        confirmed.list(child, village, "王小明", 1, Money.yuan("500"), true, null);

        assertThat(listed()).anySatisfy(entry -> {
            assertThat(entry.name()).isEqualTo("王*国");
            assertThat(entry.members()).isEqualTo(4);
            assertThat(entry.amount()).isEqualTo(Money.yuan("1059"));
        });
        assertThat(jdbc.sql("select name, members, amount_fen from permanent_list where subject_id = ?")
                        .param(child.id())
                        .query()
                        .singleRow())
                .containsEntry("name", "未成年人")
                .containsEntry("members", null)
                .containsEntry("amount_fen", null);
        assertThat(jdbc.sql("select string_agg(p::text, ' ') from permanent_list p")
                        .query(String.class)
                        .single())
                .as("what is not shown is not kept")
                .doesNotContain("王建国", "王小明");

        confirmed.list(subject, village, "王建国", 3, Money.yuan("800"), false, null);
        assertThat(jdbc.sql("select members from permanent_list where subject_id = ? and removed_at is null")
                        .param(subject.id())
                        .query(Integer.class)
                        .list())
                .containsExactly(3);
        confirmed.list(subject, village, "王建国", 3, Money.yuan("800"), false, LocalDate.now(clock));
        assertThat(listed())
                .as("gone with the first day without it, by the clock")
                .noneMatch(entry -> Money.yuan("800").equals(entry.amount()));
        confirmed.remove(subject, "停止享受");
        confirmed.remove(subject, "停止享受");
        assertThat(jdbc.sql("select count(*) from permanent_list where subject_id = ? and removed_at is null")
                        .param(subject.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        var entry = jdbc.sql("select id from permanent_list where subject_id = ? and removed_at is null")
                .param(child.id())
                .query(UUID.class)
                .single();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> confirmed.withdraw(entry, "错", foreign()));
        confirmed.withdraw(entry, "重复", reviewer);
    }

    @Test
    void theStaffsListKeepsItsScope() {
        var id = posting.post(Posting.low("王建国"), reviewer);
        assertThat(rows(reviewer))
                .anyMatch(row -> row.id().equals(id) && row.personName().equals("王建国"));
        assertThat(rows(officer)).anyMatch(row -> row.id().equals(id));
        assertThat(rows(foreign())).noneMatch(row -> row.id().equals(id));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> notices.view(id, foreign()));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> rows(Staff.administrator(jdbc)));
        assertThat(notices.counters(reviewer).get(NoticeFilter.RUNNING)).isPositive();
        assertThat(notices.counters(foreign()).get(NoticeFilter.ALL)).isZero();
    }

    private Officer foreign() {
        return Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, "520402102"));
    }

    private List<NoticeRow> rows(Officer by) {
        return notices.page(NoticeFilter.RUNNING, null, null, 200, by).rows();
    }

    private TaskRow task(Officer by, NoticeId id) {
        return tasks.worklist(by, by.posts().get(0), TaskFilter.ALL, null, 50).rows().stream()
                .filter(row -> notices.view(id, by).number().equals(row.number()))
                .findFirst()
                .orElseThrow();
    }

    private List<Board.Entry> entries() {
        return board.villages(Posting.TOWNSHIP).stream()
                .flatMap(village -> village.entries().stream())
                .toList();
    }

    private List<PermanentList.Entry> listed() {
        return confirmed.villages(Posting.TOWNSHIP).stream()
                .flatMap(village -> village.entries().stream())
                .toList();
    }

    private Shown shown(Posting.Low notice) {
        return notices.preview(notice.build(), clock.instant());
    }

    private List<String> labels(Posting.Low notice) {
        return shown(notice).lines().stream().map(Shown.Line::label).toList();
    }

    private String state(NoticeId id) {
        return jdbc.sql("select state from notice where id = ?")
                .param(id.id())
                .query(String.class)
                .single();
    }

    static String address() {
        return UUID.randomUUID().toString();
    }

    static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
