package cn.yimen.referral;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Questions;
import cn.yimen.pages.Formats;
import cn.yimen.pages.TimelineEntry;
import cn.yimen.pages.TrackStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 转办件的一页: reads one referral for whoever stands on one of its sides; the look is logged (AU-1). */
@Service
@Transactional(readOnly = true)
public class ReferralDesk {

    private final ReferralStore store;
    private final Referrals referrals;
    private final Clocks clocks;
    private final Urgings urgings;
    private final Organisations organisations;
    private final Places places;
    private final Formats formats;
    private final AuditLog audit;
    private final Questions questions;

    ReferralDesk(
            ReferralStore store,
            Referrals referrals,
            Clocks clocks,
            Urgings urgings,
            Organisations organisations,
            Places places,
            Formats formats,
            AuditLog audit,
            Questions questions) {
        this.store = store;
        this.referrals = referrals;
        this.clocks = clocks;
        this.urgings = urgings;
        this.organisations = organisations;
        this.places = places;
        this.formats = formats;
        this.audit = audit;
        this.questions = questions;
    }

    /** @throws java.util.NoSuchElementException if there is none within the officer's scope */
    public ReferralView view(ReferralId id, Officer by) {
        var referral = store.visible(id, by);
        audit.opened(by, referral.subject(), "转办件", "办理");
        questions.remember();
        questions.ahead(List.of(clocks.asks(List.of(id)), store.asksEvents(id), store.asksFacts(id), urgings.asks(id)));
        var limits = clocks.views(id);
        var events = store.events(id);
        var told = referrals.told(id);
        var urged = urgings.of(id);
        var state = referral.state();
        var department = referral.isDepartment(by);
        var window = referral.isWindow(by);
        var current = current(referral, limits);
        var waitsForMaterials = referral.awaiting() != null;
        return new ReferralView(
                id,
                referral.number(),
                referral.receiptNo(),
                by.scope().sees(referral.townshipCode(), referral.villageCode())
                        ? referral.caseId().toString()
                        : null,
                referral.itemName(),
                referral.deptCode(),
                organisations.officeOfDepartment(referral.deptCode()).shortName(),
                places.get(new PlaceId(referral.townshipCode())).shortName(),
                places.fullName(
                        new PlaceId(referral.villageCode() == null ? referral.townshipCode() : referral.villageCode())),
                referral.personName(),
                state,
                state.words(),
                state.css(),
                state.ended() || current == null ? null : current.light(),
                state.ended() || current == null ? null : current.dueAt(),
                referral.dispatchedAt(),
                state.link() < 0 ? List.of() : TrackStep.chain(state.link(), ReferralState.chain()),
                limits(limits),
                told == null
                        ? null
                        : new ReferralView.Facts(
                                ((told.sex() == null ? "" : told.sex())
                                                + (told.age() == null ? "" : " " + told.age() + " 岁"))
                                        .strip(),
                                formats.id(told.identityNumber()),
                                formats.phone(told.phone()),
                                told.address() == null ? "—" : told.address(),
                                told.members(),
                                told.wish()),
                referral.awaiting(),
                referral.suggestedDeptCode() == null
                        ? null
                        : organisations
                                .officeOfDepartment(referral.suggestedDeptCode())
                                .shortName(),
                events.stream()
                        .filter(it -> it.act().equals(ReferralAct.GIVE_BACK.name()))
                        .map(ReferralStore.Event::words)
                        .findFirst()
                        .orElse(null),
                acts(referral, by),
                department,
                window,
                department && !waitsForMaterials && state.inHand() && state != ReferralState.SENT,
                (department || window) && waitsForMaterials,
                mayUrge(referral, by),
                urged.stream().anyMatch(Urging::open) && Urgings.answers(referral, by),
                urged,
                timeline(events));
    }

    /** 时限怎么算, in one line, as the parameters say today. */
    public String rule() {
        return "时限按工作日算，转来次日为第 1 日，已扣除节假日和调休：签收 %s内；审查 %s内，不符合的书面告知本人并反馈窗口；初核 %s内反馈；办结后 %s内告知本人。"
                .formatted(
                        clocks.budget(ReferralClock.SIGN).words(),
                        clocks.budget(ReferralClock.EXAMINE).words(),
                        clocks.budget(ReferralClock.FIRST_ANSWER).words(),
                        clocks.budget(ReferralClock.TELL).words());
    }

    /** How long there is to answer an urging. */
    public String answerUrgingWithin() {
        return clocks.budget(ReferralClock.URGING).words();
    }

    /** What the officer may do now, in the order of the way. */
    private static List<ReferralAct> acts(Referral referral, Officer by) {
        var acts = new ArrayList<ReferralAct>();
        for (var act : ReferralAct.values()) {
            var possible = referral.state().ways().containsKey(act) && referral.mayBeDoneBy(act, by);
            if (possible
                    && (referral.awaiting() == null || act == ReferralAct.WITHDRAW || act == ReferralAct.GIVE_BACK)) {
                acts.add(act);
            }
        }
        return acts;
    }

    private static boolean mayUrge(Referral referral, Officer by) {
        if (referral.state().ended()) {
            return false;
        }
        return Referral.isBureau(by) || (referral.isWindow(by) && referral.state() != ReferralState.TO_DISPATCH);
    }

    private static @Nullable DeadlineView current(Referral referral, Map<ReferralClock, DeadlineView> limits) {
        return limits.values().stream()
                .filter(limit -> limit.id().equals(referral.deadline()))
                .findFirst()
                .orElse(null);
    }

    private static List<ReferralView.Limit> limits(Map<ReferralClock, DeadlineView> limits) {
        var lines = new ArrayList<ReferralView.Limit>();
        limits.forEach((clock, limit) -> {
            if (limit.state() != DeadlineState.CANCELLED) {
                lines.add(new ReferralView.Limit(
                        clock.words(),
                        limit.light(),
                        limit.dueAt(),
                        limit.late(),
                        limit.state() == DeadlineState.RUNNING || limit.state() == DeadlineState.PAUSED));
            }
        });
        return lines;
    }

    private static List<TimelineEntry> timeline(List<ReferralStore.Event> events) {
        var lines = new ArrayList<TimelineEntry>();
        for (var event : events) {
            var detail = event.words() == null
                    ? null
                    : event.words() + (event.basis() == null ? "" : "（依据：" + event.basis() + "）");
            lines.add(new TimelineEntry(
                    Words.of(event.act()),
                    detail,
                    event.at(),
                    event.place().isEmpty() ? event.who() : event.who() + "，" + event.place()));
        }
        Collections.reverse(lines);
        return lines;
    }

    /** Whether somebody sees referrals of other sides than their own: then the department's name stands in the list. */
    public static boolean showsDepartments(Officer officer) {
        return officer.hasAny(
                Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }
}
