package cn.yimen.notice.web;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.TextInput;
import cn.yimen.notice.ObjectionId;
import cn.yimen.notice.Objections;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 公示异议的处理 (AP-2): the worklist, one objection, its result. */
@Controller
@RequestMapping("/publicity/objections")
class ObjectionController {

    private final Objections objections;
    private final OneTimeKeys once;

    ObjectionController(Objections objections, OneTimeKeys once) {
        this.objections = objections;
        this.once = once;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("rows", objections.list(officer));
        return "notice/objections";
    }

    @GetMapping("/{id}")
    String show(@PathVariable ObjectionId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Settle("", ""));
        return page(id, officer, model);
    }

    @PostMapping("/{id}")
    String settle(
            @PathVariable ObjectionId id,
            @Valid @ModelAttribute("form") Forms.Settle form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var result = NoticeController.text(form.result());
        if (!errors.hasFieldErrors("result") && !Set.of("UPHELD", "NOT_UPHELD").contains(result)) {
            errors.rejectValue("result", "choice", "选择处理结果");
        }
        NoticeController.problem(
                errors, "reason", "调查情况和理由", TextInput.problem(NoticeController.text(form.reason()), 500, true));
        if (errors.hasErrors()) {
            if (!objections.view(id, officer).maySettle()) {
                throw new Conflict("这条异议已经处理过了，您填的没有保存");
            }
            return page(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var upheld = result.equals("UPHELD");
                    objections.settle(id, upheld, NoticeController.text(form.reason()), officer);
                    flash.addFlashAttribute("note", upheld ? "已记异议成立，公示已停止，重新提出意见后再公示。" : "已记异议不成立。留了电话的，请把结果告诉提出人。");
                    return "/publicity/objections/" + id;
                });
    }

    private String page(ObjectionId id, Officer officer, Model model) {
        model.addAttribute("one", objections.view(id, officer));
        return "notice/objection";
    }
}
