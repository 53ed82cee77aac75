package cn.yimen.approval;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterProgress;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 审核确认进展 for the case page, with the way to the application. */
@Component
class ApplicationProgress implements MatterProgress.Source {

    private final JdbcClient jdbc;
    private final Places places;
    private final Formats formats;

    ApplicationProgress(JdbcClient jdbc, Places places, Formats formats) {
        this.jdbc = jdbc;
        this.places = places;
        this.formats = formats;
    }

    @Override
    public Map<MatterId, MatterProgress> of(Collection<MatterId> matters, Officer reader) {
        var scope = ScopeClause.of(reader, "a");
        var progress = new HashMap<MatterId, MatterProgress>();
        jdbc.sql("""
                        select a.id, a.matter_id, a.state, a.kind, a.township_code, a.deadline_id, a.ended_at, s.words, s.css,
                            t.at, t.who, case t.way when 'RECEIVE' then '受理' when 'RECEIPT' then '签收' when 'EXTENSION' then '延长办理时限' else w.words end as act
                        from application a
                        join approval_state s on s.kind = a.kind and s.state = a.state
                        left join lateral (select * from application_step t where t.application_id = a.id order by t.id desc limit 1) t
                            on true
                        left join approval_way w on w.kind = a.kind and w.way = t.way and w.from_state = t.from_state
                        where a.matter_id = any(:matters) and %s
                        """.formatted(scope.condition()))
                .param("matters", matters.stream().map(MatterId::id).toArray(UUID[]::new))
                .params(scope.params())
                .query(row -> {
                    var state = ApplicationState.valueOf(row.getString("state"));
                    progress.put(
                            new MatterId(Sql.id(row, "matter_id")),
                            new MatterProgress(
                                    "",
                                    office(state, row.getString("township_code")),
                                    row.getString("words"),
                                    row.getString("css"),
                                    formats.day(Sql.instantOrNull(row, "at")) + " " + row.getString("who") + " "
                                            + row.getString("act"),
                                    row.getObject("ended_at") == null ? DeadlineId.read(row, "deadline_id") : null,
                                    "/applications/" + Sql.id(row, "id"),
                                    "看审核"));
                });
        return progress;
    }

    private String office(ApplicationState state, String township) {
        return state == ApplicationState.SUBMITTED || state == ApplicationState.REVIEW
                ? "区民政局"
                : places.get(new PlaceId(township)).shortName();
    }
}
