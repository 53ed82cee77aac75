package cn.yimen.approval.web;

import cn.yimen.approval.NoticeOfEnding;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.ProposalId;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.notice.Notices;
import cn.yimen.notice.ProofInput;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 特困终止公示 (43 第二十六条): what everybody will read, the paper to put up, and the proof with which the days begin. */
@Controller
@RequestMapping("/awards/{id}/proposals/{proposal}/notice")
class EndNoticeController {

    private final NoticeOfEnding ending;
    private final Notices notices;
    private final ProofInput proofs;
    private final PrintedForms papers;
    private final OneTimeKeys once;
    private final Clock clock;

    EndNoticeController(
            NoticeOfEnding ending,
            Notices notices,
            ProofInput proofs,
            PrintedForms papers,
            OneTimeKeys once,
            Clock clock) {
        this.ending = ending;
        this.notices = notices;
        this.proofs = proofs;
        this.papers = papers;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String ask(
            @PathVariable AwardId id,
            @PathVariable ProposalId proposal,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var plan = ending.plan(id, proposal, officer);
        if (plan.whyNot() != null) {
            flash.addFlashAttribute("warning", plan.whyNot());
            return "redirect:" + AwardProposals.url(id, proposal);
        }
        model.addAttribute(
                "form", new PostNoticeController.Posted("", LocalDate.now(clock).toString(), "", ""));
        return page(id, proposal, officer, model);
    }

    @PostMapping
    String post(
            @PathVariable AwardId id,
            @PathVariable ProposalId proposal,
            @Valid @ModelAttribute("form") PostNoticeController.Posted form,
            BindingResult errors,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var proof = proofs.read(
                form.place(), form.day(), form.time(), form.statement(), files == null ? List.of() : files, errors);
        proof.map(given -> notices.postingProblem(given.at()))
                .ifPresent(problem -> errors.rejectValue("time", "posting", problem));
        if (proof.isEmpty() || errors.hasErrors()) {
            return page(id, proposal, officer, model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        var posted = ending.post(id, proposal, proof.get(), officer);
                        flash.addFlashAttribute("note", "已公示，网上同步可以看到，到期自动撤下。把编号填到张贴的公示表上。");
                        return "/publicity/" + posted;
                    });
        } catch (RefusedFile e) {
            errors.rejectValue("statement", "file", String.valueOf(e.getMessage()));
            return page(id, proposal, officer, model);
        }
    }

    private String page(AwardId id, ProposalId proposal, Officer officer, Model model) {
        model.addAttribute("plan", ending.plan(id, proposal, officer));
        model.addAttribute("base", AwardProposals.url(id, proposal));
        return "approval/end-notice";
    }

    /** 公示表 to put up; its number is written in by hand, after the posting is recorded. */
    @GetMapping("/paper")
    ModelAndView paper(
            @PathVariable AwardId id, @PathVariable ProposalId proposal, @AuthenticationPrincipal Officer officer) {
        var here = AwardProposals.url(id, proposal) + "/notice";
        return papers.page(ending.draft(id, proposal, officer), new PrintTool(here + "/paper.pdf", here));
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable AwardId id, @PathVariable ProposalId proposal, @AuthenticationPrincipal Officer officer) {
        return papers.download(ending.draft(id, proposal, officer));
    }
}
