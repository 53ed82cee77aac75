package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.NewAward;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PB-2: the list that stays public follows the awards. */
@ProductTest
@Import(Families.class)
class AwardsOnTheListTest {

    @Autowired
    Awards awards;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    Officer approver;
    Families.Family family;

    @BeforeEach
    void aFamily() {
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(Staff.clerk(jdbc, Families.TOWNSHIP));
    }

    @Test
    void whoIsGrantedIsListedAndWhoLeavesGoesWithTheLastMonth_PB_2() {
        var id = grant(Scheme.DIBAO, "1059");
        assertThat(line(id)).singleElement().satisfies(line -> {
            assertThat(line)
                    .containsEntry("name", "王*国")
                    .containsEntry("members", 2)
                    .containsEntry("amount_fen", 105900L);
            assertThat(line.get("ends_on")).isNull();
        });
        var next = YearMonth.now(clock).plusMonths(1);
        awards.suspend(id, EndReason.REFUSE_VERIFY, next, "不配合核查", LocalDate.now(clock), approver);
        assertThat(line(id)).as("who is paid nothing is not on it").isEmpty();
        awards.resume(id, next, "已配合", LocalDate.now(clock), approver);
        assertThat(line(id)).hasSize(1);
        awards.end(id, EndReason.INCOME_OVER, next, "收入超过标准", approver);
        assertThat(line(id))
                .singleElement()
                .satisfies(line -> assertThat(line.get("ends_on"))
                        .hasToString(next.atDay(1).toString()));
    }

    @Test
    void whatIsOnlyRecognisedIsNotPublished_PB_2() {
        assertThat(line(grant(Scheme.BIANYUAN, "0"))).isEmpty();
    }

    private AwardId grant(Scheme scheme, String monthly) {
        return awards.grant(
                new NewAward(
                        scheme,
                        family.id().id(),
                        null,
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(monthly), Money.ZERO, Money.ZERO, List.of()),
                        List.of(
                                new NewAward.Named(family.applicant().id(), "王建国"),
                                new NewAward.Named(family.spouse().id(), "李桂芳")),
                        scheme == Scheme.BIANYUAN ? YearMonth.now(clock).plusMonths(13) : null,
                        "审核确认",
                        null,
                        LocalDate.now(clock)),
                approver);
    }

    private List<Map<String, Object>> line(AwardId id) {
        return jdbc.sql(
                        "select name, members, amount_fen, ends_on from permanent_list where subject_id = ? and removed_at is null")
                .param(id.toString())
                .query()
                .listOfRows();
    }
}
