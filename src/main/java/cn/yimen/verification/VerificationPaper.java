package cn.yimen.verification;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.district.Organisations;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 核对报告 on paper: what was issued, with the date it was issued. */
@Service
@Transactional
public class VerificationPaper {

    public static final String KIND = "VerificationReport";

    private final Verifications verifications;
    private final CaseViews cases;
    private final Organisations organisations;

    VerificationPaper(Verifications verifications, CaseViews cases, Organisations organisations) {
        this.verifications = verifications;
        this.cases = cases;
        this.organisations = organisations;
    }

    /** @throws NoSuchElementException if there is no report, or no such case within the officer's scope */
    public PrintedForm form(CaseId id, PrintStamp stamp, Officer by) {
        var head = cases.header(id, "核对报告", by);
        var report = verifications.reportOf(id).orElseThrow(() -> new NoSuchElementException("no report of " + id));
        return new PrintedForm.VerificationReport(
                head.receiptNumber().text() + "-HD" + report.round(),
                head.receiptNumber().text(),
                head.applicantName(),
                report.content().members(),
                report.issuedAt(),
                report.asOf(),
                report.by(),
                organisations.bureau().name(),
                report.content().sources().stream()
                        .map(line -> new PrintedForm.VerifiedSource(
                                line.name(), line.department(), line.asOf() == null ? "—" : line.asOf(), line.words()))
                        .toList(),
                report.content().findings().stream()
                        .map(line -> new PrintedForm.VerifiedFinding(
                                line.person(),
                                line.check(),
                                line.declared(),
                                line.verified(),
                                line.disposition(),
                                line.reason()))
                        .toList(),
                stamp);
    }
}
