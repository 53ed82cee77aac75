package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 调查和评议的文书 (AP-5): with the day of the fact, never that of the print; what was signed prints the same every time. */
@Service
@Transactional(readOnly = true)
public class SurveyPapers {

    private final Investigations investigations;
    private final Appraisals appraisals;
    private final Attachments attachments;
    private final Formats formats;
    private final Clock clock;

    SurveyPapers(
            Investigations investigations,
            Appraisals appraisals,
            Attachments attachments,
            Formats formats,
            Clock clock) {
        this.investigations = investigations;
        this.appraisals = appraisals;
        this.attachments = attachments;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * 入户调查表.
     *
     * @throws java.util.NoSuchElementException if there is none within the officer's reach
     * @throws Conflict if it is not signed by everybody
     */
    public PrintedForm investigation(ApplicationId id, InvestigationId visit, PrintStamp stamp, Officer by) {
        var view = investigations.view(id, visit, by);
        if (view.state() != InvestigationView.State.SIGNED) {
            throw new Conflict("调查人都签字后才能打印入户调查表");
        }
        var record = InvestigationRecord.of(view);
        var lines = new ArrayList<PrintedForm.SheetLine>();
        record.lines()
                .forEach(line -> lines.add(new PrintedForm.SheetLine(
                        line.what(),
                        line.declared(),
                        line.differs() ? "不一致：" + line.found() : line.verdict(),
                        line.how())));
        record.added().forEach(one -> lines.add(new PrintedForm.SheetLine(one.what(), "未申报", one.found(), one.how())));
        var care = new ArrayList<String>();
        for (var person : record.care()) {
            var words = new StringBuilder(person.name()).append("：");
            person.items()
                    .forEach(item ->
                            words.append(item.what()).append(item.verdict()).append("；"));
            care.add(words.append(person.failed()).append(" 项不能").toString());
        }
        var photos = attachments.of(Investigations.subject(visit), by).size();
        var today = LocalDate.now(clock);
        return new PrintedForm.InvestigationSheet(
                view.number(),
                view.application().receiptNo(),
                view.kind().words(),
                view.application().personName(),
                view.application().itemName(),
                record.place(),
                DateInput.read(record.on(), today).map(formats::fullDay).orElse(record.on()) + " " + record.time(),
                record.way(),
                record.present(),
                lines,
                care,
                record.neighbours().stream()
                        .map(one -> one.who() + "：" + one.said())
                        .toList(),
                record.living(),
                record.summary(),
                photos == 0 ? "无，" + record.noPhoto() : photos + " 张，存于系统",
                record.signature(),
                view.investigators().stream()
                        .map(one -> new PrintedForm.SheetSigner(
                                one.name(), one.standing(), Objects.requireNonNull(one.signedAt())))
                        .toList(),
                stamp);
    }

    /**
     * 民主评议记录.
     *
     * @throws java.util.NoSuchElementException if there is none within the officer's reach
     * @throws Conflict if it is not finished
     */
    public PrintedForm appraisal(ApplicationId id, UUID appraisal, PrintStamp stamp, Officer by) {
        var view = appraisals.get(id, appraisal, by);
        var heldOn = view.heldOn();
        if (!view.recorded() || heldOn == null) {
            throw new Conflict("评议记录定稿后才能打印");
        }
        return new PrintedForm.AppraisalMinutes(
                view.number(),
                view.application().receiptNo(),
                view.application().personName(),
                view.application().itemName(),
                heldOn,
                view.value("place"),
                view.value("chair"),
                view.value("recorder"),
                view.panel().stream()
                        .map(one -> new PrintedForm.Fact(one.name(), one.standing()))
                        .toList(),
                view.votesFor(),
                view.votesAgainst(),
                view.votesAbstain(),
                view.outcome(),
                view.value("minutes"),
                view.value("objections"),
                view.value("result"),
                stamp);
    }

    /** What a print of the visit is counted under. */
    public static Subject about(InvestigationId visit) {
        return Investigations.subject(visit);
    }

    /** What a print of the minutes is counted under. */
    public static Subject aboutAppraisal(UUID appraisal) {
        return new Subject("appraisal", appraisal.toString());
    }
}
