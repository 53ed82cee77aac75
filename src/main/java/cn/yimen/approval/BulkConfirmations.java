package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 批量确认 (AP-6): for the cases in which nothing speaks against it. Each one goes through the same command as on its own page, in
 * a transaction of its own; what was not confirmed is reported with its reason.
 */
@Service
public class BulkConfirmations {

    /** So many are shown, and confirmed, at once. */
    public static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final SampleDraws samples;
    private final Investigations investigations;
    private final Complaints complaints;
    private final TransactionTemplate each;

    BulkConfirmations(
            JdbcClient jdbc,
            Decisions decisions,
            SampleDraws samples,
            Investigations investigations,
            Complaints complaints,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.samples = samples;
        this.investigations = investigations;
        this.complaints = complaints;
        // one that is refused must not take the others with it
        each = new TransactionTemplate(transactions);
        each.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * 一件.
     *
     * @param alone why it is looked at by itself; null if it may go with others
     */
    public record Row(Decisions.Check check, @Nullable String alone) {

        public ApplicationView application() {
            return check.application();
        }

        /** What the page shows and the command compares. */
        public String seen() {
            return check.seen();
        }
    }

    /**
     * 一件的结果.
     *
     * @param confirmed false: not confirmed, words say why
     */
    public record Result(ApplicationId id, String who, String item, String receiptNo, boolean confirmed, String words)
            implements Serializable {}

    /** What waits for this officer, the most urgent first. */
    public List<Row> waiting(Officer by) {
        requireApprover(by);
        var scope = ScopeClause.of(by, "a");
        var found = jdbc.sql(ApplicationStore.SELECT + " where a.state = 'SUBMITTED' and " + scope.condition()
                        + " order by coalesce(a.due_at, 'infinity'::timestamptz), a.id limit " + MOST)
                .params(scope.params())
                .query(ApplicationStore::read)
                .list();
        var rows = new ArrayList<Row>();
        for (var application : found) {
            var check = decisions.check(application.id(), by);
            rows.add(new Row(check, alone(check)));
        }
        return rows;
    }

    private @Nullable String alone(Decisions.Check check) {
        var application = check.application();
        if (check.whyNot() != null) {
            return check.whyNot();
        }
        var opinion = check.opinion();
        if (opinion == null || !opinion.favourable()) {
            return "乡镇建议不予确认";
        }
        if (application.kinFiled()) {
            return "近亲属备案，由两人确认";
        }
        if (investigations.objected(application)) {
            return "公示期间有异议";
        }
        if (complaints.accepted(application.id()) > 0) {
            return "被投诉举报";
        }
        if (samples.of(application.id()).filter(SampleDraw::drawn).isPresent()) {
            return "随机抽查抽中";
        }
        if (check.changed() != null) {
            return "初审意见之后家庭情况有变化";
        }
        if (check.missing() != null) {
            return check.missing();
        }
        return check.hints().isEmpty() ? null : check.hints().get(0);
    }

    /**
     * 逐件确认.
     *
     * @param chosen ids with what was seen of each
     */
    public List<Result> confirm(Map<UUID, String> chosen, Officer by) {
        requireApprover(by);
        if (chosen.isEmpty() || chosen.size() > MOST) {
            throw new IllegalArgumentException("between 1 and " + MOST);
        }
        var results = new ArrayList<Result>();
        new LinkedHashMap<>(chosen).forEach((uuid, seen) -> results.add(one(new ApplicationId(uuid), seen, by)));
        return results;
    }

    private Result one(ApplicationId id, String seen, Officer by) {
        String who = "";
        String item = "";
        String number = "";
        try {
            var check = decisions.check(id, by);
            who = check.application().personName();
            item = check.application().itemName();
            number = check.application().receiptNo();
            var alone = check.application().state() == ApplicationState.SUBMITTED ? alone(check) : null;
            if (alone != null) {
                return new Result(id, who, item, number, false, alone + "，请单独办");
            }
            var outcome = Objects.requireNonNull(each.execute(status -> decisions.confirm(id, seen, by)));
            var decision = outcome.decision();
            return new Result(id, who, item, number, true, decision == null ? outcome.words() : decision.words());
        } catch (Conflict | NotAllowed refused) {
            return new Result(id, who, item, number, false, refused.getMessage() == null ? "" : refused.getMessage());
        } catch (NoSuchElementException gone) {
            return new Result(id, who, item, number, false, "没有这一件，或不在您的范围");
        }
    }

    private static void requireApprover(Officer by) {
        if (!by.hasAny(Role.BUREAU_APPROVER, Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("批量确认由审核确认人员办理");
        }
    }
}
