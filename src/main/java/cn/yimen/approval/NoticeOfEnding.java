package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.EndingNotice;
import cn.yimen.benefit.ProposalId;
import cn.yimen.benefit.ProposalView;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.notice.NewNotice;
import cn.yimen.notice.NoticeEnded;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.NoticeKind;
import cn.yimen.notice.NoticeObjected;
import cn.yimen.notice.NoticeWithdrawn;
import cn.yimen.notice.Notices;
import cn.yimen.notice.ObjectionSettled;
import cn.yimen.notice.Proof;
import cn.yimen.notice.Shown;
import cn.yimen.notice.SubjectLock;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 特困终止公示 (43 第二十六条): put up for a proposal to end, seven days, before another person decides. Why it ends is not shown,
 * it may be prison or wealth. An objection keeps it from being decided; one that is found right asks for another notice or for
 * giving it up.
 */
@Service
@Transactional
public class NoticeOfEnding implements EndingNotice, SubjectLock {

    private final AwardProposals proposals;
    private final Awards awards;
    private final Notices notices;
    private final Persons persons;
    private final Organisations organisations;
    private final Clock clock;

    NoticeOfEnding(
            AwardProposals proposals,
            Awards awards,
            Notices notices,
            Persons persons,
            Organisations organisations,
            Clock clock) {
        this.proposals = proposals;
        this.awards = awards;
        this.notices = notices;
        this.persons = persons;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** 拟公示: what everybody would read from now on. */
    public record Plan(
            AwardView award,
            ProposalView proposal,
            Shown shown,
            Instant until,
            @Nullable String whyNot) {}

    /** @throws java.util.NoSuchElementException if the officer's reach has no such proposal */
    @Transactional(readOnly = true)
    public Plan plan(AwardId award, ProposalId id, Officer by) {
        var proposal = proposals.get(award, id, by);
        var view = awards.get(award, by);
        var now = clock.instant();
        return new Plan(
                view,
                proposal,
                notices.preview(notice(view, id, by), now),
                notices.endOf(now),
                whyNot(proposal, view, by));
    }

    /** 公示表 to be put up, before it has a number. */
    @Transactional(readOnly = true)
    public PrintedForm.PublicNotice draft(AwardId award, ProposalId id, Officer by) {
        proposals.get(award, id, by);
        var now = clock.instant();
        return notices.draft(notice(awards.get(award, by), id, by), now, PrintStamp.of(by.name(), now));
    }

    /**
     * 张榜公示.
     *
     * @throws NotAllowed if there is nothing to put up, or it is not the officer's to do
     */
    public NoticeId post(AwardId award, ProposalId id, Proof proof, Officer by) {
        proposals.hold(id);
        var proposal = proposals.get(award, id, by);
        var view = awards.get(award, by);
        var whyNot = whyNot(proposal, view, by);
        if (whyNot != null) {
            throw new NotAllowed(whyNot);
        }
        var posted = notices.post(notice(view, id, by), proof, by);
        proposals.noticeHangs(id, by);
        return posted;
    }

    private @Nullable String whyNot(ProposalView proposal, AwardView award, Officer by) {
        if (!proposal.notice() || !proposal.open()) {
            return "这份变动不用公示";
        }
        if (!by.has(Role.TOWNSHIP_REVIEWER) || !by.scope().townships().contains(award.townshipCode())) {
            return "由乡镇审核张榜公示";
        }
        var last = notices.latest(proposal.subject(), by).orElse(null);
        return last == null || notices.gone(proposal.subject()) ? null : "已经公示，不用再公示";
    }

    private NewNotice notice(AwardView award, ProposalId id, Officer by) {
        var office = organisations.townshipOffice(new PlaceId(award.townshipCode()));
        var holder = new PersonId(award.person() == null ? award.household() : award.person());
        var person = persons.byIds(List.of(holder), by).get(holder);
        var age = person == null ? null : person.ageOn(LocalDate.now(clock));
        return new NewNotice(
                NoticeKind.TEKUN_END,
                new Subject(ProposalView.KIND, id.toString()),
                new PlaceId(award.villageCode() == null ? award.townshipCode() : award.villageCode()),
                award.holderName(),
                1,
                award.scheme().label(),
                null,
                false,
                age != null && age < 18,
                false,
                null,
                office.phone() == null ? "" : office.phone());
    }

    // --- what the award's page asks

    @Override
    @Transactional(readOnly = true)
    public @Nullable String missing(ProposalView proposal) {
        return notices.missing(proposal.subject());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Line> of(ProposalView proposal, Officer reader) {
        return notices.of(proposal.subject(), reader).stream()
                .map(notice -> new Line(
                        notice.number(),
                        "/publicity/" + notice.id(),
                        notice.state().words(),
                        notice.state().css(),
                        notice.postedAt(),
                        notice.endsAt()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public @Nullable String postUrl(ProposalView proposal, Officer reader) {
        return whyNot(proposal, awards.get(proposal.award(), reader), reader) == null
                ? AwardProposals.url(proposal.award(), proposal.id()) + "/notice"
                : null;
    }

    @Override
    public void stop(ProposalView proposal, String why, @Nullable Officer by) {
        notices.stop(proposal.subject(), why, by);
    }

    // --- what comes from the board

    @Override
    public String kind() {
        return ProposalView.KIND;
    }

    @Override
    public void hold(String id) {
        of(id).ifPresent(proposals::hold);
    }

    @EventListener
    void on(NoticeEnded ended) {
        proposal(ended.subject()).ifPresent(proposals::noticeOver);
    }

    @EventListener
    void on(NoticeObjected objected) {
        proposal(objected.subject()).ifPresent(id -> proposals.noticeGone(id, "收到公示异议，15 个工作日内处理"));
    }

    @EventListener
    void on(ObjectionSettled settled) {
        proposal(settled.subject()).filter(id -> settled.upheld()).ifPresent(id -> proposals.noticeGone(id, "公示异议成立"));
    }

    @EventListener
    void on(NoticeWithdrawn withdrawn) {
        proposal(withdrawn.subject()).ifPresent(id -> proposals.noticeGone(id, "公示已撤下"));
    }

    private static Optional<ProposalId> proposal(Subject subject) {
        return subject.kind().equals(ProposalView.KIND) ? of(subject.id()) : Optional.empty();
    }

    private static Optional<ProposalId> of(String id) {
        try {
            return Optional.of(ProposalId.of(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
