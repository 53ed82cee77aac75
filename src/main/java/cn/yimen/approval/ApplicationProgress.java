package cn.yimen.approval;

import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.LimitReader;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterProgress;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import org.springframework.stereotype.Component;

/** 审核确认进展 for the case page, with the way to the application. */
@Component
class ApplicationProgress implements MatterProgress.Source {

    private final Deadlines deadlines;
    private final Places places;
    private final Formats formats;

    ApplicationProgress(Deadlines deadlines, Places places, Formats formats) {
        this.deadlines = deadlines;
        this.places = places;
        this.formats = formats;
    }

    @Override
    public Question<MatterProgress.Of> asks(CaseId id, Officer reader) {
        var scope = ScopeClause.of(reader, "a");
        var limits = deadlines.reader();
        return Question.sql("""
                        select a.id, a.matter_id, a.state, a.kind, a.township_code, a.ended_at, s.words, s.css, %s,
                            t.at, t.who, case t.way when 'RECEIVE' then '受理' when 'RECEIPT' then '签收' when 'EXTENSION' then '延长办理时限' else w.words end as act
                        from application a
                        left join deadline d on d.id = a.deadline_id
                        join approval_state s on s.kind = a.kind and s.state = a.state
                        left join lateral (select * from application_step t where t.application_id = a.id order by t.id desc limit 1) t
                            on true
                        left join approval_way w on w.kind = a.kind and w.way = t.way and w.from_state = t.from_state
                        where a.case_id = :case and %s
                        """.formatted(LimitReader.columns("d"), scope.condition()))
                .param("case", id.id())
                .params(scope.params())
                .query((row, n) -> {
                    var state = ApplicationState.valueOf(row.getString("state"));
                    return new MatterProgress.Of(
                            new MatterId(Sql.id(row, "matter_id")),
                            new MatterProgress(
                                    "",
                                    office(state, row.getString("township_code")),
                                    row.getString("words"),
                                    row.getString("css"),
                                    formats.day(Sql.instantOrNull(row, "at")) + " " + row.getString("who") + " "
                                            + row.getString("act"),
                                    row.getObject("ended_at") == null ? limits.read(row) : null,
                                    "/applications/" + Sql.id(row, "id"),
                                    "看审核"));
                });
    }

    private String office(ApplicationState state, String township) {
        return state == ApplicationState.SUBMITTED || state == ApplicationState.REVIEW
                ? "区民政局"
                : places.get(new PlaceId(township)).shortName();
    }
}
