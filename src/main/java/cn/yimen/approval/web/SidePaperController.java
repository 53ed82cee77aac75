package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.SidePapers;
import cn.yimen.audit.Subject;
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

/** 旁路的告知书 (AP-2, AP-5): shown, counted when printed, downloaded, always as issued. */
@Controller
@RequestMapping("/applications/{id}/side-papers/{paper}")
class SidePaperController {

    private static final String PAPER = "SideWayNotice";

    private final SidePapers papers;
    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;

    SidePaperController(SidePapers papers, Documents documents, PrintedForms forms, OneTimeKeys once) {
        this.papers = papers;
        this.documents = documents;
        this.forms = forms;
        this.once = once;
    }

    @PostMapping
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID paper,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        papers.get(id, paper, officer);
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, about(paper), officer, stamp -> papers.paper(id, paper, stamp, officer));
                    return "/applications/" + id + "/side-papers/" + paper + "?print";
                });
    }

    @GetMapping
    ModelAndView page(
            @PathVariable ApplicationId id, @PathVariable UUID paper, @AuthenticationPrincipal Officer officer) {
        var here = "/applications/" + id + "/side-papers/" + paper;
        return forms.page(
                papers.paper(id, paper, documents.stamp(PAPER, about(paper), officer), officer),
                new PrintTool(here + "/paper.pdf", "/applications/" + id, here));
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id, @PathVariable UUID paper, @AuthenticationPrincipal Officer officer) {
        return forms.download(papers.paper(id, paper, documents.stamp(PAPER, about(paper), officer), officer));
    }

    private static Subject about(UUID paper) {
        return new Subject("side_paper", paper.toString());
    }
}
