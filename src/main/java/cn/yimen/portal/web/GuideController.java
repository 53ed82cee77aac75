package cn.yimen.portal.web;

import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.portal.Guide;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** 首页与服务指南 (PB-1, IN-11). */
@Controller
class GuideController {

    private final Guide guide;
    private final PrintedForms forms;

    GuideController(Guide guide, PrintedForms forms) {
        this.guide = guide;
        this.forms = forms;
    }

    /** Whoever is signed in works; everybody else is told what this is for. */
    @GetMapping("/")
    String home(@Nullable Principal signedIn) {
        return signedIn == null ? "portal/home" : "redirect:/workbench";
    }

    @GetMapping("/guide")
    String list(Model model) {
        model.addAttribute("needs", guide.needs());
        return "portal/guide";
    }

    @GetMapping("/guide/items/{code}")
    String item(@PathVariable String code, Model model) {
        model.addAttribute("entry", guide.entry(code));
        return "portal/item";
    }

    @GetMapping("/guide/windows")
    String windows(Model model) {
        model.addAttribute("windows", guide.windows());
        return "portal/windows";
    }

    @GetMapping("/guide/print")
    ModelAndView print() {
        return forms.page(guide.paper(), new PrintTool("/guide/print.pdf", "/guide"));
    }

    @GetMapping("/guide/print.pdf")
    ResponseEntity<byte[]> pdf() {
        return forms.download(guide.paper());
    }
}
