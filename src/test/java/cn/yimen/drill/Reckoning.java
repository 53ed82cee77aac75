package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 清点: what was acknowledged against what is there. */
@NullUnmarked
final class Reckoning {

    private Reckoning() {}

    /** Each acknowledged one is there once and whole, and nothing is there twice. */
    static void counts(JdbcClient jdbc, Work work, String report) {
        awaitJobs(jdbc);
        assertThat(count(jdbc, "select count(*) from job where state <> 'DONE'"))
                .as("jobs that did not end well; " + report)
                .isZero();
        work.acknowledged().forEach((kind, all) -> {
            assertThat(all).as(kind + "; " + report).isNotEmpty().doesNotHaveDuplicates();
            for (var ref : all) {
                assertThat(jdbc.sql(whole(kind))
                                .param("id", UUID.fromString(ref))
                                .query(Boolean.class)
                                .list())
                        .as(kind + " " + ref + " was acknowledged; " + report)
                        .containsExactly(true);
            }
        });
        assertThat(count(
                        jdbc,
                        "select count(*) from (select from case_file group by applicant_id having count(*) > 1) x"))
                .as("nobody has two cases")
                .isZero();
        assertThat(count(jdbc, "select count(*) from case_file"))
                .as("each case was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.INTAKE).size());
        assertThat(count(jdbc, "select count(*) from award"))
                .as("each award was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.CONFIRM).size());
        assertThat(count(jdbc, "select count(*) from verification_batch where state <> 'READY'"))
                .as("each import was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.IMPORT).size());
        assertThat(count(
                        jdbc,
                        "select count(*) from (select number - lag(number) over (partition by township_code, year order by number) as gap"
                                + " from case_file) g where gap <> 1"))
                .as("receipt numbers without gaps")
                .isZero();
    }

    /** Until no job waits or runs any more. */
    static void awaitJobs(JdbcClient jdbc) {
        await("jobs")
                .atMost(Duration.ofMinutes(4))
                .until(() -> count(jdbc, "select count(*) from job where state in ('WAITING', 'RUNNING')") == 0);
    }

    private static String whole(Work.Kind kind) {
        return switch (kind) {
            case INTAKE -> """
                select (select count(*) from matter m where m.case_id = c.id) = 1
                    and (select count(*) from application a where a.case_id = c.id) = 1
                    and (select count(*) from case_determination d where d.case_id = c.id) >= 1
                    and (select count(*) from case_material m where m.case_id = c.id) > 0
                    and (select count(*) from household_member h where h.household_id = c.household_id) = 1
                from intake_draft d join case_file c on c.id = d.case_id where d.id = :id and d.state = 'SUBMITTED'
                """;
            case IMPORT -> """
                select b.state = 'DONE' and (select count(*) from verification_record r where r.batch_id = b.id) = %d
                from verification_batch b where b.id = :id
                """.formatted(Work.ROWS);
            case CONFIRM -> """
                select a.state = 'CONFIRMED' and m.state = 'CONCLUDED'
                    and (select count(*) from decision d where d.application_id = a.id) = 1
                    and (select count(*) from opinion o where o.application_id = a.id) = 1
                    and (select count(*) from award w where w.matter_id = m.id) = 1
                    and (select count(*) from award_change x join award w on w.id = x.award_id where w.matter_id = m.id) = 1
                from application a join matter m on m.id = a.matter_id where a.id = :id
                """;
        };
    }

    /** The trail, asked as the administrator asks. */
    static void audit(Work work) throws InterruptedException {
        var admin = work.window("admin").signIn();
        assertThat(admin.post(Window.Form.to("/audit/verify")).location()).isEqualTo("/audit");
        var checked = Pattern.compile("<td class=\"sa-typed\">([^<]*)</td>")
                .matcher(admin.get("/audit").body());
        assertThat(checked.find()).as("a check is shown").isTrue();
        assertThat(checked.group(1)).contains("全部完好");
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
