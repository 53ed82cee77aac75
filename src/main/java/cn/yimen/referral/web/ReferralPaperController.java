package cn.yimen.referral.web;

import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralPaper;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** 转办单: printed by a press of the button, because a print is counted and logged. */
@Controller
@RequestMapping("/referrals/{id}")
class ReferralPaperController {

    private final ReferralPaper paper;
    private final PrintedForms forms;

    ReferralPaperController(ReferralPaper paper, PrintedForms forms) {
        this.paper = paper;
        this.forms = forms;
    }

    @PostMapping("/print")
    ModelAndView print(@PathVariable ReferralId id, @AuthenticationPrincipal Officer officer) {
        return forms.page(paper.print(id, officer), new PrintTool(null, "/referrals/" + id));
    }

    @PostMapping("/print.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable ReferralId id, @AuthenticationPrincipal Officer officer) {
        return forms.download(paper.print(id, officer));
    }

    /** Reached by the address, e.g. from the history: the form that prints it. */
    @GetMapping({"/print", "/print.pdf"})
    String asked(@PathVariable ReferralId id) {
        return "redirect:/referrals/{id}";
    }
}
