package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 经过: what happened to a case, one line each; only ever added to. */
@Component
public class Timeline {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Clock clock;

    Timeline(JdbcClient jdbc, Questions questions, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.clock = clock;
    }

    void add(CaseId id, @Nullable MatterId matter, String title, @Nullable String detail, Officer by) {
        add(id, matter, clock.instant(), title, detail, by);
    }

    void add(CaseId id, @Nullable MatterId matter, Instant at, String title, @Nullable String detail, Officer by) {
        write(id, matter, at, title, detail, by.id(), by.name(), by.officeName());
    }

    /** A line of the applicant or of nobody: a rating from outside, a job. */
    void add(CaseId id, @Nullable MatterId matter, String title, @Nullable String detail, String who) {
        write(id, matter, clock.instant(), title, detail, null, who, "");
    }

    private void write(
            CaseId id,
            @Nullable MatterId matter,
            Instant at,
            String title,
            @Nullable String detail,
            java.util.@Nullable UUID officer,
            String who,
            String place) {
        jdbc.sql("""
                        insert into case_event (case_id, matter_id, at, title, detail, officer_id, who, place)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        matter == null ? null : matter.id(),
                        at.atOffset(ZoneOffset.UTC),
                        title,
                        detail,
                        officer,
                        who,
                        place))
                .update();
    }

    /** The newest first. */
    List<Line> of(CaseId id, int limit) {
        return questions.list(asks(id, limit));
    }

    /** What {@link #of} asks. */
    static Question<Line> asks(CaseId id, int limit) {
        return Question.sql("""
                        select e.at, e.title, e.detail, e.who, e.place, m.item_name
                        from case_event e left join matter m on m.id = e.matter_id
                        where e.case_id = ? order by e.at desc, e.id desc limit ?
                        """)
                .param(id.id())
                .param(limit)
                .query((row, n) -> new Line(
                        Sql.instant(row, "at"),
                        row.getString("title"),
                        row.getString("detail"),
                        row.getString("who"),
                        row.getString("place"),
                        row.getString("item_name")));
    }

    /**
     * 经过的一条.
     *
     * @param place the office; empty for somebody outside
     * @param matter the item it is about; null for the whole case
     */
    public record Line(
            Instant at,
            String title,
            @Nullable String detail,
            String who,
            String place,
            @Nullable String matter) {}
}
