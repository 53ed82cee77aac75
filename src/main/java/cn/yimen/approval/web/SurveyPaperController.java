package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.InvestigationId;
import cn.yimen.approval.SurveyPapers;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** 入户调查表、评议记录: printed by a press of the button, because a print is counted and logged (AP-5). */
@Controller
@RequestMapping("/applications/{id}")
class SurveyPaperController {

    private static final String VISIT = "InvestigationSheet";
    private static final String APPRAISAL = "AppraisalMinutes";

    private final SurveyPapers papers;
    private final PrintedForms forms;
    private final Documents documents;
    private final OneTimeKeys once;

    SurveyPaperController(SurveyPapers papers, PrintedForms forms, Documents documents, OneTimeKeys once) {
        this.papers = papers;
        this.forms = forms;
        this.documents = documents;
        this.once = once;
    }

    @PostMapping("/visits/{visit}/print")
    String printVisit(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(
                            VISIT,
                            SurveyPapers.about(visit),
                            officer,
                            stamp -> papers.investigation(id, visit, stamp, officer));
                    return here(id, visit) + "/print";
                });
    }

    @GetMapping("/visits/{visit}/print")
    ModelAndView visit(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @AuthenticationPrincipal Officer officer) {
        return forms.page(
                papers.investigation(id, visit, documents.stamp(VISIT, SurveyPapers.about(visit), officer), officer),
                new PrintTool(here(id, visit) + "/print.pdf", here(id, visit)));
    }

    @GetMapping("/visits/{visit}/print.pdf")
    ResponseEntity<byte[]> visitPdf(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @AuthenticationPrincipal Officer officer) {
        return forms.download(
                papers.investigation(id, visit, documents.stamp(VISIT, SurveyPapers.about(visit), officer), officer));
    }

    private static String here(ApplicationId id, InvestigationId visit) {
        return "/applications/" + id + "/visits/" + visit;
    }

    @PostMapping("/appraisals/{appraisal}/print")
    String printAppraisal(
            @PathVariable ApplicationId id,
            @PathVariable UUID appraisal,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(
                            APPRAISAL,
                            SurveyPapers.aboutAppraisal(appraisal),
                            officer,
                            stamp -> papers.appraisal(id, appraisal, stamp, officer));
                    return "/applications/" + id + "/appraisals/" + appraisal + "/print";
                });
    }

    @GetMapping("/appraisals/{appraisal}/print")
    ModelAndView appraisal(
            @PathVariable ApplicationId id, @PathVariable UUID appraisal, @AuthenticationPrincipal Officer officer) {
        var here = "/applications/" + id + "/appraisals/" + appraisal;
        return forms.page(
                papers.appraisal(
                        id,
                        appraisal,
                        documents.stamp(APPRAISAL, SurveyPapers.aboutAppraisal(appraisal), officer),
                        officer),
                new PrintTool(here + "/print.pdf", here));
    }

    @GetMapping("/appraisals/{appraisal}/print.pdf")
    ResponseEntity<byte[]> appraisalPdf(
            @PathVariable ApplicationId id, @PathVariable UUID appraisal, @AuthenticationPrincipal Officer officer) {
        return forms.download(papers.appraisal(
                id, appraisal, documents.stamp(APPRAISAL, SurveyPapers.aboutAppraisal(appraisal), officer), officer));
    }
}
