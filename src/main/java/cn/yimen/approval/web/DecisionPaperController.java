package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.DecisionPapers;
import cn.yimen.approval.DecisionPapers.Paper;
import cn.yimen.approval.Decisions;
import cn.yimen.audit.Subject;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** 决定文书 (AP-5): shown, counted when printed, downloaded; always as issued. */
@Controller
@RequestMapping("/applications/{id}/decisions/{decision}")
class DecisionPaperController {

    private final DecisionPapers papers;
    private final Decisions decisions;
    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;

    DecisionPaperController(
            DecisionPapers papers, Decisions decisions, Documents documents, PrintedForms forms, OneTimeKeys once) {
        this.papers = papers;
        this.decisions = decisions;
        this.documents = documents;
        this.forms = forms;
        this.once = once;
    }

    @PostMapping("/{paper}")
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        var what = Paper.ofPath(paper);
        requireOf(id, decision, officer);
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(
                            what.name(),
                            about(decision),
                            officer,
                            stamp -> papers.paper(decision, what, stamp, officer));
                    return "/applications/" + id + "/decisions/" + decision + "/" + paper + "?print";
                });
    }

    @GetMapping("/{paper}")
    ModelAndView page(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            @AuthenticationPrincipal Officer officer) {
        var here = "/applications/" + id + "/decisions/" + decision + "/" + paper;
        return forms.page(
                form(id, decision, Paper.ofPath(paper), officer),
                new PrintTool(here + ".pdf", "/applications/" + id, here));
    }

    @GetMapping("/{paper}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            @AuthenticationPrincipal Officer officer) {
        return forms.download(form(id, decision, Paper.ofPath(paper), officer));
    }

    private PrintedForm form(ApplicationId id, UUID decision, Paper paper, Officer officer) {
        requireOf(id, decision, officer);
        return papers.paper(decision, paper, documents.stamp(paper.name(), about(decision), officer), officer);
    }

    private void requireOf(ApplicationId id, UUID decision, Officer officer) {
        if (!decisions.get(decision, officer).application().equals(id)) {
            throw new NoSuchElementException("no such decision of " + id);
        }
    }

    private static Subject about(UUID decision) {
        return new Subject("decision", decision.toString());
    }
}
