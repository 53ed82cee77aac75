package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.DecisionPapers;
import cn.yimen.approval.DecisionPapers.Paper;
import cn.yimen.approval.Decisions;
import cn.yimen.audit.Subject;
import cn.yimen.document.PaperDesk;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
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
    private final PaperDesk desk;

    DecisionPaperController(DecisionPapers papers, Decisions decisions, PaperDesk desk) {
        this.papers = papers;
        this.decisions = decisions;
        this.desk = desk;
    }

    @PostMapping("/{paper}")
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        return desk.print(paper(id, decision, paper, officer), key, officer);
    }

    @GetMapping("/{paper}")
    ModelAndView page(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            @AuthenticationPrincipal Officer officer) {
        return desk.page(paper(id, decision, paper, officer), officer);
    }

    @GetMapping("/{paper}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id,
            @PathVariable UUID decision,
            @PathVariable String paper,
            @AuthenticationPrincipal Officer officer) {
        return desk.pdf(paper(id, decision, paper, officer), officer);
    }

    private PaperDesk.Paper paper(ApplicationId id, UUID decision, String path, Officer officer) {
        var what = Paper.ofPath(path);
        if (!decisions.get(decision, officer).application().equals(id)) {
            throw new NoSuchElementException("no such decision of " + id);
        }
        var here = "/applications/" + id + "/decisions/" + decision + "/" + path;
        return new PaperDesk.Paper(
                what.name(),
                new Subject("decision", decision.toString()),
                here,
                here + ".pdf",
                "/applications/" + id,
                stamp -> papers.paper(decision, what, stamp, officer));
    }
}
