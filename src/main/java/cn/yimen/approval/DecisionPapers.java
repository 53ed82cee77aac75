package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.eligibility.Determination;
import cn.yimen.eligibility.Scheme;
import cn.yimen.eligibility.Step;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.household.Relations;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.notice.NoticeState;
import cn.yimen.notice.Notices;
import cn.yimen.pages.Formats;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 决定的文书 (AP-5): 审核审批表, 确认通知书, 不予确认通知书. Their content is written down when the decision is made; a reprint shows
 * that content, with the date of the decision, whatever has changed since. Its digest is kept beside it.
 */
@Service
@Transactional
public class DecisionPapers {

    private static final String WHY = "决定文书";

    private final Applications applications;
    private final DecisionStore store;
    private final IssuedPapers issued;
    private final Notices notices;
    private final Households households;
    private final Persons persons;
    private final Organisations organisations;
    private final Deadlines deadlines;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    DecisionPapers(
            Applications applications,
            DecisionStore store,
            IssuedPapers issued,
            Notices notices,
            Households households,
            Persons persons,
            Organisations organisations,
            Deadlines deadlines,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.applications = applications;
        this.store = store;
        this.issued = issued;
        this.notices = notices;
        this.households = households;
        this.persons = persons;
        this.organisations = organisations;
        this.deadlines = deadlines;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /** 文书的种类. */
    public enum Paper {
        APPROVAL("approval-form", "审核审批表"),
        CONFIRMATION("confirmation", "确认通知书"),
        REFUSAL("refusal", "不予确认通知书");

        private final String path;
        private final String words;

        Paper(String path, String words) {
            this.path = path;
            this.words = words;
        }

        public String path() {
            return path;
        }

        public String words() {
            return words;
        }

        /** @throws NoSuchElementException if there is no such paper */
        public static Paper ofPath(String path) {
            return Arrays.stream(values())
                    .filter(each -> each.path.equals(path))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("no paper " + path));
        }

        /** Those that a decision has. */
        public static List<Paper> of(Decision decision) {
            return decision.kind() == DecisionKind.CONFIRM
                    ? List.of(APPROVAL, CONFIRMATION)
                    : List.of(APPROVAL, REFUSAL);
        }
    }

    /** Written once, in the transaction of the decision. */
    void issue(Decision decision, ApplicationView application, Opinion opinion, Officer by) {
        var stamp = new PrintStamp("", decision.at(), 0);
        issued.keep(
                Paper.APPROVAL.name(),
                decision.id(),
                approval(decision, application, opinion, stamp, by),
                decision.at());
        if (decision.kind() == DecisionKind.CONFIRM) {
            issued.keep(
                    Paper.CONFIRMATION.name(),
                    decision.id(),
                    confirmation(decision, application, opinion, stamp),
                    decision.at());
        } else {
            issued.keep(Paper.REFUSAL.name(), decision.id(), refusal(decision, application, stamp, by), decision.at());
        }
    }

    /**
     * The paper, with the stamp of a print.
     *
     * @throws NoSuchElementException if the officer's reach has no such decision, or it no such paper
     */
    @Transactional(readOnly = true)
    public PrintedForm paper(UUID decision, Paper paper, PrintStamp stamp, Officer by) {
        var found = store.find(decision).orElseThrow(() -> new NoSuchElementException("no decision " + decision));
        var application = applications.get(found.application(), by);
        audit.opened(by, application.subject(), paper.words(), WHY);
        return switch (paper) {
            case APPROVAL ->
                issued.read(paper.name(), decision, PrintedForm.ApprovalForm.class)
                        .with(stamp);
            case CONFIRMATION ->
                issued.read(paper.name(), decision, PrintedForm.ConfirmationNotice.class)
                        .with(stamp);
            case REFUSAL ->
                issued.read(paper.name(), decision, PrintedForm.RefusalNotice.class)
                        .with(stamp);
        };
    }

    /** Whether what would be printed now is, to the letter, what was issued. */
    @Transactional(readOnly = true)
    public boolean unchanged(UUID decision, Paper paper, Officer by) {
        return issued.unchanged(paper.name(), decision, stamp -> paper(decision, paper, stamp, by));
    }

    private PrintedForm.ApprovalForm approval(
            Decision decision, ApplicationView application, Opinion opinion, PrintStamp stamp, Officer by) {
        var household = households.get(new HouseholdId(application.householdId()), by);
        var person = persons.details(new PersonId(application.personId()), by, WHY);
        var on = LocalDate.ofInstant(application.receivedAt(), clock.getZone());
        var opinionsGiven = new ArrayList<PrintedForm.SignedOpinion>();
        opinionsGiven.add(new PrintedForm.SignedOpinion(
                "乡镇（街道）初审意见",
                opinion.words() + "：" + opinion.reasons(),
                names(application, Part.REVIEWER, opinion.byName()),
                opinion.at()));
        opinionsGiven.add(new PrintedForm.SignedOpinion(
                application.byTownship() ? "乡镇（街道）确认意见" : "区民政局审核确认意见",
                decision.words() + "。依据：" + decision.basis(),
                decision.first() == null ? decision.by() : decision.first() + "、" + decision.by(),
                decision.at()));
        var amount = decision.monthly().plus(decision.once());
        return new PrintedForm.ApprovalForm(
                decision.number(),
                application.receiptNo(),
                application.receivedAt(),
                application.itemName(),
                application.personName(),
                sexAge(person, on),
                person.identityNumber() == null ? "暂无证件号" : person.identityNumber(),
                household.placeName() + household.details().address(),
                household.living().stream()
                        .filter(part -> !part.person().id().equals(application.personId()))
                        .map(part -> member(part, household.person(part.person()), on))
                        .toList(),
                decision.scheme().label(),
                steps(opinion),
                notice(application, by),
                opinionsGiven,
                amount.signum() > 0 ? amount : null,
                decision.once().signum() > 0 ? "一次性" : "每月",
                from(decision.firstMonth()),
                stamp);
    }

    private String names(ApplicationView application, Part part, String otherwise) {
        var names = applications.hands(application.id()).stream()
                .filter(hand -> hand.round() == application.round() && hand.part() == part)
                .map(Hand::name)
                .distinct()
                .collect(Collectors.joining("、"));
        return names.isEmpty() ? otherwise : names;
    }

    private static PrintedForm.Member member(MemberPart part, cn.yimen.household.PersonView person, LocalDate on) {
        var age = person.ageOn(on);
        return new PrintedForm.Member(
                person.name(), Relations.words(part.relation()), age == null ? 0 : age, person.healthWords(), null);
    }

    private static List<PrintedForm.ExplainedStep> steps(Opinion opinion) {
        var run = opinion.assessment();
        var steps = new ArrayList<PrintedForm.ExplainedStep>();
        run.steps().forEach(step -> steps.add(step(step)));
        Determination found = run.of(opinion.scheme());
        found.steps().forEach(step -> steps.add(step(step)));
        return steps;
    }

    private static PrintedForm.ExplainedStep step(Step step) {
        return new PrintedForm.ExplainedStep(
                step.what(), step.how(), step.basis().text(), step.value());
    }

    /** 公示 as it was when the decision was made; empty where there was none. */
    private String notice(ApplicationView application, Officer by) {
        return notices.latest(application.subject(), by)
                .filter(last -> last.state() == NoticeState.ENDED)
                .map(last -> "%s至%s在%s公示（编号 %s），%s"
                        .formatted(
                                formats.fullDay(last.postedAt()),
                                formats.fullDay(last.endsAt()),
                                last.proofs().isEmpty()
                                        ? last.place()
                                        : last.proofs().get(0).place(),
                                last.number(),
                                last.objections() == 0 ? "期满没有异议" : "收到异议 %d 条，均已处理".formatted(last.objections())))
                .orElse("");
    }

    private PrintedForm.ConfirmationNotice confirmation(
            Decision decision, ApplicationView application, Opinion opinion, PrintStamp stamp) {
        var office = office(application);
        var amount = decision.monthly().plus(decision.once());
        var parts = new ArrayList<PrintedForm.Fact>();
        if (decision.increments().signum() > 0 || decision.care().signum() > 0) {
            part(parts, decision.scheme() == Scheme.TEKUN ? "基本生活标准" : "基本金", decision.base());
            part(parts, "分类施保增发", decision.increments());
            part(parts, "照料护理费", decision.care());
        }
        return new PrintedForm.ConfirmationNotice(
                decision.number(),
                application.personName(),
                application.receiptNo(),
                application.receivedAt(),
                decision.scheme().label(),
                decision.scheme().unit() == Scheme.Unit.PERSON
                        ? 1
                        : opinion.assessment().covered(decision.scheme()).size(),
                amount.signum() > 0 ? amount : null,
                decision.once().signum() == 0,
                parts,
                from(decision.firstMonth()),
                decision.until() == null
                        ? ""
                        : "有效期到" + formats.month(decision.until().minusMonths(1)),
                decision.basis(),
                LocalDate.ofInstant(decision.at(), clock.getZone()),
                office.name(),
                office.phone() == null ? "" : office.phone(),
                stamp);
    }

    private static void part(List<PrintedForm.Fact> parts, String label, Money amount) {
        if (amount.signum() > 0) {
            parts.add(new PrintedForm.Fact(label, amount.grouped() + " 元"));
        }
    }

    private PrintedForm.RefusalNotice refusal(
            Decision decision, ApplicationView application, PrintStamp stamp, Officer by) {
        var office = office(application);
        var limit = applications.get(application.id(), by).current();
        var decidedOn = LocalDate.ofInstant(decision.at(), clock.getZone());
        return new PrintedForm.RefusalNotice(
                decision.number(),
                application.personName(),
                application.receiptNo(),
                application.receivedAt(),
                application.itemName(),
                decision.reasons(),
                decision.basis(),
                decidedOn,
                limit == null
                        ? decidedOn
                        : LocalDate.ofInstant(deadlines.view(limit).dueAt(), clock.getZone()),
                office.name(),
                office.phone() == null ? "" : office.phone(),
                stamp);
    }

    private Office office(ApplicationView application) {
        return application.byTownship()
                ? organisations.townshipOffice(PlaceId.of(application.townshipCode()))
                : organisations.bureau();
    }

    private String from(@Nullable YearMonth month) {
        return month == null ? "" : formats.month(month) + "起";
    }

    private static String sexAge(PersonDetails person, LocalDate on) {
        return person.birthOn() == null
                ? person.sex().label()
                : person.sex().label() + " "
                        + Period.between(person.birthOn(), on).getYears() + " 岁";
    }
}
