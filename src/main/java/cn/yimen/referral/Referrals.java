package cn.yimen.referral;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.MatterAccepted;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterPaused;
import cn.yimen.casefile.MatterSupplemented;
import cn.yimen.casefile.MatterTold;
import cn.yimen.casefile.MatterWithdrawn;
import cn.yimen.casefile.Matters;
import cn.yimen.casefile.ToldHow;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;

/**
 * 转办 (RF-1, RF-2): the acts of both sides. Each is one transaction: the state, its clocks, the to-dos, the matter and the
 * line of time move together or not at all. Who does not see a referral finds none; who sees it but may not act is told
 * who may; who comes second is told who was first.
 */
@Service
@Transactional
public class Referrals {

    private final JdbcClient jdbc;
    private final ReferralStore store;
    private final Clocks clocks;
    private final ReferralTasks tasks;
    private final Urgings urgings;
    private final Matters matters;
    private final Officers officers;
    private final FactsForDepartments facts;
    private final Organisations organisations;
    private final Formats formats;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Referrals(
            JdbcClient jdbc,
            ReferralStore store,
            Clocks clocks,
            ReferralTasks tasks,
            Urgings urgings,
            Matters matters,
            Officers officers,
            FactsForDepartments facts,
            Organisations organisations,
            Formats formats,
            AuditLog audit,
            ObjectMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clocks = clocks;
        this.tasks = tasks;
        this.urgings = urgings;
        this.matters = matters;
        this.officers = officers;
        this.facts = facts;
        this.organisations = organisations;
        this.formats = formats;
        this.audit = audit;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /** Another department's matter is complete: from now the window has its day to send it. */
    @EventListener
    void on(MatterAccepted accepted) {
        var own = jdbc.sql("select own from matter where id = ?")
                .param(accepted.matter().id())
                .query(Boolean.class)
                .single();
        if (own || store.openOf(accepted.matter()).isPresent()) {
            return;
        }
        waitToBeSent(accepted.matter(), accepted.deptCode(), clock.instant(), null);
    }

    /** A one-time notice was issued after all: nothing is sent until the papers are there. */
    @EventListener
    void on(MatterPaused paused) {
        store.openOf(paused.matter())
                .filter(referral -> referral.state() == ReferralState.TO_DISPATCH)
                .ifPresent(it -> {
                    var responsible = jdbc.sql("select officer_id from case_file where id = ?")
                            .param(paused.caseId().id())
                            .query(UUID.class)
                            .single();
                    officers.byId(responsible)
                            .ifPresent(officer -> clocks.of(it.id(), ReferralClock.DISPATCH)
                                    .ifPresent(limit -> clocks.hold(limit, "等待补正材料", officer)));
                });
    }

    @EventListener
    void on(MatterSupplemented supplemented) {
        store.openOf(supplemented.matter()).ifPresent(clocks::resume);
    }

    /** The case page told the applicant; here it is told then too. */
    @EventListener
    void on(MatterTold told) {
        store.openOf(told.matter())
                .filter(referral -> referral.state().toTell())
                .ifPresent(referral -> {
                    clocks.meet(referral, ReferralClock.TELL);
                    settle(store.move(referral, ReferralAct.TELL), ReferralAct.TELL, null);
                    store.event(referral.id(), ReferralAct.TELL.name(), null, null, null);
                });
    }

    @EventListener
    void on(MatterWithdrawn withdrawn) {
        store.openOf(withdrawn.matter())
                .filter(referral -> referral.state().ways().containsKey(ReferralAct.WITHDRAW))
                .ifPresent(referral -> {
                    drop(referral);
                    store.event(referral.id(), ReferralAct.WITHDRAW.name(), null, "申请人撤回了这件事项", null);
                });
    }

    /**
     * 转办 (RF-1): sends a matter to a department, under a new number and with what that department needs to know.
     *
     * @param deptCode normally the item's department; another one after a return
     * @param wish what the department is asked for
     * @return the number, {@code ZB-2026-0191}
     * @throws NoSuchElementException if the officer has no such referral, or there is no such department
     */
    public String dispatch(ReferralId id, String deptCode, String wish, Officer by) {
        var referral = acting(id, ReferralAct.DISPATCH, by);
        var department = departmentFor(deptCode);
        var number = store.nextNumber();
        var told = facts.of(referral, wish, by);
        clocks.meet(referral, ReferralClock.DISPATCH);
        var now = clock.instant();
        var sent = store.dispatch(referral, deptCode, number, json.writeValueAsString(told));
        clocks.start(id, List.of(ReferralClock.SIGN, ReferralClock.EXAMINE, ReferralClock.FIRST_ANSWER), now);
        itemLimit(referral.matter(), by).ifPresent(limit -> clocks.watch(id, ReferralClock.ITEM, limit));
        matters.refer(referral.matter(), deptCode, department.shortName() + "，" + number, by);
        settle(sent, ReferralAct.DISPATCH, by);
        done(sent, ReferralAct.DISPATCH, wish, null, by);
        return number;
    }

    private java.util.Optional<DeadlineId> itemLimit(MatterId matter, Officer by) {
        return java.util.Optional.ofNullable(matters.get(matter, by).due());
    }

    /** 签收. */
    public void sign(ReferralId id, Officer by) {
        var referral = acting(id, ReferralAct.SIGN, by);
        clocks.meet(referral, ReferralClock.SIGN);
        var next = store.move(referral, ReferralAct.SIGN);
        settle(next, ReferralAct.SIGN, by);
        done(next, ReferralAct.SIGN, null, null, by);
    }

    /**
     * 批量签收: those of them that wait to be signed by the officer's department; the others are left as they are.
     *
     * @return how many were signed
     */
    public int sign(Collection<ReferralId> ids, Officer by) {
        int signed = 0;
        // in one order, so that two liaisons who pick the same rows never wait for each other
        for (var id : ids.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(ReferralId::id))
                .toList()) {
            Referral referral;
            try {
                referral = store.locked(id, by);
            } catch (NoSuchElementException e) {
                continue;
            }
            if (referral.state() == ReferralState.SENT && referral.mayBeDoneBy(ReferralAct.SIGN, by)) {
                sign(id, by);
                signed++;
            }
        }
        return signed;
    }

    /**
     * 退回 (RF-1): it belongs to another department. The window gets it back and has its day again.
     *
     * @param byDepartment whether the department returns it as such, or the liaison for what was sent amiss
     * @param reason why
     * @param suggested code of the department it may belong to; null if not known
     */
    public void giveBack(ReferralId id, boolean byDepartment, String reason, @Nullable String suggested, Officer by) {
        var referral = acting(id, ReferralAct.GIVE_BACK, by);
        clocks.meet(referral, ReferralClock.SIGN);
        clocks.cancel(referral, ReferralClock.EXAMINE);
        clocks.cancel(referral, ReferralClock.FIRST_ANSWER);
        clocks.cancel(referral, ReferralClock.ITEM);
        resumeItem(referral);
        var next = store.giveBack(referral, byDepartment, suggested);
        matters.giveBack(referral.matter(), reason, by);
        settle(next, ReferralAct.GIVE_BACK, by);
        done(next, ReferralAct.GIVE_BACK, reason, null, by);
        waitToBeSent(referral.matter(), suggested == null ? referral.deptCode() : suggested, clock.instant(), referral);
    }

    /** 审查通过: the conditions seem met, the first check goes on. */
    public void pass(ReferralId id, @Nullable String note, Officer by) {
        var referral = acting(id, ReferralAct.PASS, by);
        mustNotWait(referral);
        clocks.meet(referral, ReferralClock.EXAMINE);
        var next = store.move(referral, ReferralAct.PASS);
        settle(next, ReferralAct.PASS, by);
        done(next, ReferralAct.PASS, note, null, by);
    }

    /**
     * 答复不符合 (RF-2): in writing, with its reason and the rule it rests on. The applicant is to be told.
     *
     * @param basis 依据, document and article
     */
    public void refuse(ReferralId id, String reason, String basis, Officer by) {
        var referral = acting(id, ReferralAct.REFUSE, by);
        mustNotWait(referral);
        clocks.meet(referral, ReferralClock.EXAMINE);
        clocks.meet(referral, ReferralClock.FIRST_ANSWER);
        clocks.meet(referral, ReferralClock.ITEM);
        var next = store.move(referral, ReferralAct.REFUSE);
        clocks.start(id, List.of(ReferralClock.TELL), clock.instant());
        matters.conclude(referral.matter(), Conclusion.REFUSED, reason + "（依据：" + basis + "）", by);
        settle(next, ReferralAct.REFUSE, by);
        done(next, ReferralAct.REFUSE, reason, basis, by);
    }

    /** 反馈初核: what the first check found and how it goes on. */
    public void answer(ReferralId id, String words, Officer by) {
        var referral = acting(id, ReferralAct.ANSWER, by);
        mustNotWait(referral);
        clocks.meet(referral, ReferralClock.FIRST_ANSWER);
        var next = store.move(referral, ReferralAct.ANSWER);
        settle(next, ReferralAct.ANSWER, by);
        done(next, ReferralAct.ANSWER, words, null, by);
    }

    /** 办结: what the department has done. The applicant is to be told. */
    public void finish(ReferralId id, String result, Officer by) {
        var referral = acting(id, ReferralAct.FINISH, by);
        mustNotWait(referral);
        clocks.meet(referral, ReferralClock.ITEM);
        var next = store.move(referral, ReferralAct.FINISH);
        clocks.start(id, List.of(ReferralClock.TELL), clock.instant());
        matters.conclude(referral.matter(), Conclusion.GRANTED, result, by);
        settle(next, ReferralAct.FINISH, by);
        done(next, ReferralAct.FINISH, result, null, by);
    }

    /** 记录告知: the applicant knows the answer (RF-2), from the department or from the window. */
    public void tell(ReferralId id, Telling telling, Officer by) {
        var referral = acting(id, ReferralAct.TELL, by);
        clocks.meet(referral, ReferralClock.TELL);
        var next = store.move(referral, ReferralAct.TELL);
        settle(next, ReferralAct.TELL, by);
        done(
                next,
                ReferralAct.TELL,
                telling.note() == null ? telling.how().words() : telling.how().words() + "，" + telling.note(),
                null,
                by);
        matters.tell(referral.matter(), telling.how(), telling.note(), by);
    }

    /** 撤回: the applicant does not want it any more; the matter ends with it. */
    public void withdraw(ReferralId id, String reason, Officer by) {
        var referral = acting(id, ReferralAct.WITHDRAW, by);
        var next = drop(referral);
        done(next, ReferralAct.WITHDRAW, reason, null, by);
        matters.withdraw(referral.matter(), reason, by);
    }

    /** 等待补材料: the department lacks something; its limits stand still until it comes (RF-2). */
    public void await(ReferralId id, String what, Officer by) {
        var referral = store.locked(id, by);
        if (!referral.isDepartment(by)) {
            throw notYours(referral, "记录待补材料");
        }
        if (referral.state() == ReferralState.SENT || !referral.state().inHand()) {
            throw new Conflict("本件现在是「%s」，不能等待补材料".formatted(referral.state().words()));
        }
        if (referral.awaiting() != null) {
            throw new Conflict("本件已经在等待补材料，时限已暂停");
        }
        clocks.pause(referral, "部门等待补材料", by);
        var waiting = store.await(id, what);
        store.event(id, "AWAIT", by, what, null);
        matters.note(referral.matter(), "部门等待补材料", officeOf(referral).shortName(), by);
        tasks.awaiting(waiting);
    }

    /** 材料已补齐: the limits run on. */
    public void supplemented(ReferralId id, Officer by) {
        var referral = store.locked(id, by);
        if (!referral.isDepartment(by) && !referral.isWindow(by)) {
            throw notYours(referral, "记录材料补齐");
        }
        if (referral.awaiting() == null) {
            throw new Conflict("本件没有在等待补材料");
        }
        clocks.resume(referral);
        var complete = store.await(id, null);
        store.event(id, "SUPPLEMENTED", by, null, null);
        matters.note(referral.matter(), "补充材料已送部门", officeOf(referral).shortName(), by);
        settle(complete, null, by);
    }

    /** 看全号 (AU-2): the whole identity number or telephone on the form, logged with its reason. */
    public String reveal(ReferralId id, Private field, String reason, Officer by) {
        var referral = store.visible(id, by);
        var told = told(id);
        audit.opened(by, referral.subject(), field.words, reason);
        var value = told == null ? null : field == Private.IDENTITY ? told.identityNumber() : told.phone();
        return value == null ? "" : value;
    }

    /** 可以看全号的字段. */
    public enum Private {
        IDENTITY("身份证号全号"),
        PHONE("联系电话全号");

        private final String words;

        Private(String words) {
            this.words = words;
        }
    }

    @Nullable
    ReferralFacts told(ReferralId id) {
        var text = store.facts(id);
        return text == null ? null : json.readValue(text, ReferralFacts.class);
    }

    /** The departments a matter may be sent to: all but the bureau. */
    @Transactional(readOnly = true)
    public List<Office> departments() {
        var bureau = organisations.bureau().id();
        return organisations.departments().stream()
                .filter(office -> !office.id().equals(bureau))
                .toList();
    }

    private Office departmentFor(String deptCode) {
        return departments().stream()
                .filter(office -> deptCode.equals(office.deptCode()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no department " + deptCode));
    }

    private void waitToBeSent(MatterId matter, String deptCode, Instant from, @Nullable Referral returned) {
        var referral = store.insert(matter, deptCode, returned == null ? 1 : returned.round() + 1, from);
        clocks.start(referral.id(), List.of(ReferralClock.DISPATCH), from);
        settle(referral, null, null);
    }

    private Referral drop(Referral referral) {
        for (var each : ReferralClock.values()) {
            clocks.cancel(referral, each);
        }
        var next = store.move(referral, ReferralAct.WITHDRAW);
        settle(next, ReferralAct.WITHDRAW, null);
        return next;
    }

    /** Locked, seen, allowed and possible; otherwise said why not. */
    private Referral acting(ReferralId id, ReferralAct act, Officer by) {
        var referral = store.locked(id, by);
        if (!referral.mayBeDoneBy(act, by)) {
            throw notYours(referral, act.words());
        }
        if (!referral.state().ways().containsKey(act)) {
            throw tooLate(referral);
        }
        return referral;
    }

    private void mustNotWait(Referral referral) {
        if (referral.awaiting() != null) {
            throw new Conflict("本件在等待补材料，先记「材料已补齐」再办");
        }
    }

    private NotAllowed notYours(Referral referral, String verb) {
        var whose = referral.state() == ReferralState.TO_DISPATCH
                ? organisations
                        .townshipOffice(new cn.yimen.district.PlaceId(referral.townshipCode()))
                        .shortName()
                : officeOf(referral).shortName();
        return new NotAllowed("本件由%s办理，您可以查看，不能%s".formatted(whose, verb));
    }

    /** 「陈立 10:22 已退回本件」. */
    private Conflict tooLate(Referral referral) {
        var lines = store.events(referral.id());
        if (lines.isEmpty()) {
            return new Conflict("本件现在是「%s」，不用再办这一步".formatted(referral.state().words()));
        }
        var last = lines.get(lines.size() - 1);
        return new Conflict("%s %s 已%s本件，现在是「%s」"
                .formatted(
                        last.who(),
                        formats.dayTime(last.at()),
                        Words.of(last.act()),
                        referral.state().words()));
    }

    private Office officeOf(Referral referral) {
        return organisations.officeOfDepartment(referral.deptCode());
    }

    private void resumeItem(Referral referral) {
        if (referral.awaiting() != null) {
            clocks.resumeItem(referral);
        }
    }

    /** The limit that counts now, the to-dos and the urgings follow the new state. */
    private void settle(Referral referral, @Nullable ReferralAct act, @Nullable Officer by) {
        var shown = store.show(referral.id(), current(referral.state()));
        if (act != null) {
            urgings.settle(referral, act, by);
        }
        tasks.follow(shown, by);
    }

    /** Which clock decides the light of a state; of those that run it is the one of the next step. */
    static ReferralClock current(ReferralState state) {
        return switch (state) {
            case TO_DISPATCH -> ReferralClock.DISPATCH;
            case SENT -> ReferralClock.SIGN;
            case EXAMINING -> ReferralClock.EXAMINE;
            case CHECKING -> ReferralClock.FIRST_ANSWER;
            case ANSWERED -> ReferralClock.ITEM;
            case REFUSED, REFUSED_TOLD, FINISHED, FINISHED_TOLD -> ReferralClock.TELL;
            case RETURNED, WITHDRAWN -> ReferralClock.SIGN;
        };
    }

    private void done(Referral referral, ReferralAct act, @Nullable String words, @Nullable String basis, Officer by) {
        store.event(referral.id(), act.name(), by, words, basis);
        if (act == ReferralAct.SIGN || act == ReferralAct.PASS || act == ReferralAct.ANSWER) {
            matters.note(
                    referral.matter(),
                    act == ReferralAct.ANSWER ? "部门反馈初核" : "部门" + act.words(),
                    referral.number(),
                    by);
        }
        audit.changed(
                by,
                act.words(),
                referral.subject(),
                "{\"状态\":\"" + referral.state().words() + "\"}");
        events.publishEvent(new ReferralMoved(
                referral.id(),
                referral.matter(),
                referral.caseId(),
                act,
                referral.state(),
                referral.deptCode(),
                referral.townshipCode()));
    }

    /** How the applicant may be told, for the form. */
    public static List<ToldHow> ways() {
        return List.of(ToldHow.values());
    }

    /** The referral of a matter that is not over, for a link from the case page. */
    @Transactional(readOnly = true)
    public List<UUID> idsOf(MatterId matter, Officer by) {
        var scope = ReferralScope.of(by);
        return jdbc.sql("select r.id from referral r where r.matter_id = :matter and " + scope.condition()
                        + " order by r.round desc")
                .param("matter", matter.id())
                .params(scope.params())
                .query(UUID.class)
                .list();
    }
}
