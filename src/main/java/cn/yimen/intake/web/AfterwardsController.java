package cn.yimen.intake.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.intake.DraftId;
import cn.yimen.intake.Intakes;
import cn.yimen.intake.Notices;
import cn.yimen.intake.Previews;
import cn.yimen.kernel.TextInput;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** 登记表之外: how the preview was counted, the one-time notice, and the page after the submission. */
@Controller
@RequestMapping("/intake/{id}")
@PreAuthorize("hasRole('WINDOW_CLERK')")
class AfterwardsController {

    private final Intakes intakes;
    private final Previews previews;
    private final Notices notices;
    private final CaseViews cases;
    private final PrintedForms papers;
    private final OneTimeKeys once;

    AfterwardsController(
            Intakes intakes,
            Previews previews,
            Notices notices,
            CaseViews cases,
            PrintedForms papers,
            OneTimeKeys once) {
        this.intakes = intakes;
        this.previews = previews;
        this.notices = notices;
        this.cases = cases;
        this.papers = papers;
        this.once = once;
    }

    /** 看算法 (EL-1, EL-4): the steps of the preview of what is saved now. */
    @GetMapping("/explanation")
    String explanation(@PathVariable DraftId id, @AuthenticationPrincipal Officer officer, Model model) {
        var draft = intakes.open(id, officer);
        if (draft.caseId() != null) {
            return "redirect:/cases/" + draft.caseId();
        }
        model.addAttribute("draft", draft);
        model.addAttribute("preview", previews.of(intakes.read(draft.content())));
        return "intake/explanation";
    }

    /** After the submission: the number, who answers what by when, what to print. */
    @GetMapping("/done")
    String done(@PathVariable DraftId id, @AuthenticationPrincipal Officer officer, Model model) {
        var draft = intakes.open(id, officer);
        if (draft.caseId() == null) {
            return "redirect:/intake/" + id;
        }
        model.addAttribute("draft", draft);
        model.addAttribute("tab", cases.tab(new CaseId(draft.caseId()), "受理结果", 1, officer));
        return "intake/done";
    }

    /** 一次性告知书: printed at once, or asks why there is another one. */
    @GetMapping("/notice")
    String notice(@PathVariable DraftId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new NoticeForm(""));
        return ask(id, officer, model);
    }

    @PostMapping("/notice")
    String issue(
            @PathVariable DraftId id,
            @ModelAttribute("form") NoticeForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var reason = form.reason() == null ? "" : form.reason().strip();
        var problem = Labels.behind("再次告知的原因", TextInput.problem(reason, 200, false));
        if (problem != null) {
            errors.rejectValue("reason", "wrong", problem);
            return ask(id, officer, model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        var outcome = notices.issue(id, reason.isEmpty() ? null : reason, officer);
                        if (outcome instanceof Notices.Outcome.ReasonWanted) {
                            throw new ReasonMissing();
                        }
                        return outcome instanceof Notices.Outcome.Issued issued
                                ? "/intake/" + id + "/notices/" + issued.no()
                                : "/intake/" + id + "/notice";
                    });
        } catch (ReasonMissing e) {
            errors.rejectValue("reason", "wrong", "填写再次告知的原因");
            return ask(id, officer, model);
        }
    }

    /** Nothing was done: the key of the form stays unused. */
    private static final class ReasonMissing extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @GetMapping("/notices/{no}")
    ModelAndView paper(@PathVariable DraftId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        return papers.page(
                notices.paper(id, no, officer),
                new PrintTool("/intake/" + id + "/notices/" + no + ".pdf", "/intake/" + id));
    }

    @GetMapping("/notices/{no}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable DraftId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        return papers.download(notices.paper(id, no, officer));
    }

    private String ask(DraftId id, Officer officer, Model model) {
        var draft = intakes.open(id, officer);
        var reading = intakes.read(draft.content());
        model.addAttribute("draft", draft);
        model.addAttribute(
                "missing",
                intakes.materials(reading, officer).stream()
                        .filter(each -> reading.form().get("mat." + each.code()).equals("later"))
                        .toList());
        return "intake/notice";
    }

    /** 再次告知. */
    record NoticeForm(@Nullable String reason) {}
}
