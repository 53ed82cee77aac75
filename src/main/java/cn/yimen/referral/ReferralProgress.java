package cn.yimen.referral;

import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.LimitReader;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterProgress;
import cn.yimen.district.Organisations;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 转办进展 for the case page: one application to several departments is followed as one (RF-3). */
@Component
class ReferralProgress implements MatterProgress.Source {

    private final Deadlines deadlines;
    private final ReferralSecrets secrets;
    private final Organisations organisations;
    private final Formats formats;

    ReferralProgress(Deadlines deadlines, ReferralSecrets secrets, Organisations organisations, Formats formats) {
        this.deadlines = deadlines;
        this.secrets = secrets;
        this.organisations = organisations;
        this.formats = formats;
    }

    @Override
    public Question<MatterProgress.Of> asks(CaseId id, Officer reader) {
        var scope = ReferralScope.of(reader);
        var limits = deadlines.reader();
        return Question.sql("""
                        select distinct on (r.matter_id) r.*, e.at as last_at, e.act as last_act, e.who as last_who,
                            e.words_enc as last_words, %s
                        from referral r
                        left join deadline d on d.id = r.deadline_id
                        left join lateral (select * from referral_event e where e.referral_id = r.id order by e.id desc limit 1) e
                            on true
                        where r.matter_id in (select id from matter where case_id = :case) and %s
                        order by r.matter_id, r.round desc
                        """.formatted(LimitReader.columns("d"), scope.condition()))
                .param("case", id.id())
                .params(scope.params())
                .query((row, n) ->
                        new MatterProgress.Of(new MatterId(Sql.id(row, "matter_id")), read(row, limits, reader)));
    }

    private MatterProgress read(ResultSet row, LimitReader limits, Officer reader) throws SQLException {
        var state = ReferralState.valueOf(row.getString("state"));
        var number = row.getString("number");
        var window = reader.posts().stream().anyMatch(post -> post.role() == Role.WINDOW_CLERK);
        var url = "/referrals/" + Sql.id(row, "id");
        return new MatterProgress(
                number == null ? "" : number,
                organisations.officeOfDepartment(row.getString("dept_code")).shortName(),
                state.words(),
                state.css(),
                what(row, state),
                state.ended() ? null : limits.read(row),
                url,
                act(state, window));
    }

    /** What is missing, else what was done last. */
    private @Nullable String what(ResultSet row, ReferralState state) throws SQLException {
        var awaiting = secrets.awaiting(row.getBytes("awaiting_enc"));
        if (awaiting != null) {
            return "等待补材料：" + awaiting;
        }
        Instant at = Sql.instantOrNull(row, "last_at");
        if (at == null) {
            return state == ReferralState.TO_DISPATCH && row.getInt("round") > 1 ? "部门退回，等待改转" : null;
        }
        var words = secrets.words(row.getBytes("last_words"));
        return "%s %s %s%s"
                .formatted(
                        formats.day(at),
                        row.getString("last_who"),
                        Words.of(row.getString("last_act")),
                        words == null ? "" : "：" + words);
    }

    private static String act(ReferralState state, boolean window) {
        if (window && state == ReferralState.TO_DISPATCH) {
            return "去转办";
        }
        if (window && state.toTell()) {
            return "记录告知";
        }
        return window && state.inHand() ? "看进度、催办" : "看进度";
    }
}
