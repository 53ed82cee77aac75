package cn.yimen.benefit.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardId;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.pages.OneTimeKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** EL-5: the pages of a run. */
@ProductTest
@Import(Couples.class)
@NullUnmarked
class StandardChangePagesTest {

    @Autowired
    Couples couples;

    @Autowired
    JobsAtOnce now;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    Officer bureau;

    @BeforeEach
    void anOfficer() {
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    @Test
    void isAskedForAndShowsSumsAListAndEveryReason_EL_5() {
        var award = coupleInBenefit();
        assertThat(mvc.get().uri("/awards").with(Staff.as(bureau))).bodyText().contains("href=\"/standard-changes\"");
        assertThat(mvc.get().uri("/policy/parameters").with(Staff.as(bureau)))
                .bodyText()
                .contains("href=\"/standard-changes\"");

        var started = mvc.post()
                .uri("/standard-changes")
                .param("on", "2025-6-2")
                .param(OneTimeKey.FIELD, UUID.randomUUID().toString())
                .with(Staff.as(bureau))
                .with(csrf())
                .exchange();
        assertThat(started).hasStatus3xxRedirection();
        var url = started.getResponse().getRedirectedUrl();
        assertThat(mvc.get().uri(url).with(Staff.as(bureau))).bodyText().contains("正在测算", "看进度");
        now.runAll();

        assertThat(mvc.get().uri("/standard-changes").with(Staff.as(bureau)))
                .bodyText()
                .contains("2025年6月2日", "已测算", url);
        assertThat(mvc.get().uri(url).with(Staff.as(bureau)))
                .bodyText()
                .contains("按救助种类", "按乡镇", "最低生活保障", "只测算，没有改变任何待遇", "每月相差");
        var why = mvc.get().uri(url + "/awards/" + award).with(Staff.as(bureau));
        assertThat(why)
                .bodyText()
                .contains(
                        "提高",
                        "342.00 元",
                        "最低生活保障 每月 410.00 元",
                        "+68.00",
                        "人均收入低于低保标准，财产符合规定",
                        "基本金",
                        "14,520.00",
                        "/awards/" + award);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where subject_id = ? and officer_id = ? and reason = '看测算的理由'")
                        .params(award.toString(), bureau.id())
                        .query(Long.class)
                        .single())
                .as("a look at a household's reasons is logged")
                .isPositive();
    }

    @Test
    void aWrongDayIsSaidAtItsField_EL_5() {
        for (var typed : List.of("昨天前后", "2019-1-1")) {
            assertThat(mvc.post()
                            .uri("/standard-changes")
                            .param("on", typed)
                            .param(OneTimeKey.FIELD, UUID.randomUUID().toString())
                            .with(Staff.as(bureau))
                            .with(csrf()))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyText()
                    .contains("aria-invalid=\"true\"", "value=\"" + typed + "\"");
        }
    }

    private AwardId coupleInBenefit() {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        return couples.granted(
                couples.earning("9600", clerk),
                Scheme.DIBAO,
                "342",
                clerk,
                Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)));
    }
}
