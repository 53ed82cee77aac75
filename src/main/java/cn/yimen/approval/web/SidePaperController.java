package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.SidePapers;
import cn.yimen.audit.Subject;
import cn.yimen.document.PaperDesk;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
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

    private final SidePapers papers;
    private final PaperDesk desk;

    SidePaperController(SidePapers papers, PaperDesk desk) {
        this.papers = papers;
        this.desk = desk;
    }

    @PostMapping
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID paper,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        papers.get(id, paper, officer);
        return desk.print(one(id, paper, officer), key, officer);
    }

    @GetMapping
    ModelAndView page(
            @PathVariable ApplicationId id, @PathVariable UUID paper, @AuthenticationPrincipal Officer officer) {
        return desk.page(one(id, paper, officer), officer);
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id, @PathVariable UUID paper, @AuthenticationPrincipal Officer officer) {
        return desk.pdf(one(id, paper, officer), officer);
    }

    private PaperDesk.Paper one(ApplicationId id, UUID paper, Officer officer) {
        var here = "/applications/" + id + "/side-papers/" + paper;
        return new PaperDesk.Paper(
                "SideWayNotice",
                new Subject("side_paper", paper.toString()),
                here,
                here + "/paper.pdf",
                "/applications/" + id,
                stamp -> papers.paper(id, paper, stamp, officer));
    }
}
