package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Extensions;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
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

/** 延长办理时限: asked for by whoever handles it, decided by the bureau's approver. */
@Controller
@RequestMapping("/applications/{id}/extension")
class ExtensionController {

    private final Applications applications;
    private final Extensions extensions;
    private final OneTimeKeys once;

    ExtensionController(Applications applications, Extensions extensions, OneTimeKeys once) {
        this.applications = applications;
        this.extensions = extensions;
        this.once = once;
    }

    /** 申请延长. */
    record Ask(
            @NotBlank(message = "填写延长的理由") @Size(max = 500, message = "理由不超过 500 字") @Nullable
            String reason) {}

    /** 审批延长. */
    record Decide(
            @NotBlank(message = "选择是否同意") @Nullable String decision,

            @Size(max = 500, message = "不同意的理由不超过 500 字") @Nullable
            String whyNot) {}

    @GetMapping
    String show(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Ask(""));
        model.addAttribute("decide", new Decide(null, ""));
        return page(id, officer, model);
    }

    @PostMapping
    String ask(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Ask form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            model.addAttribute("decide", new Decide(null, ""));
            return refused(id, officer, model, "mayAsk", "延长已经申请过，或者现在不能申请；您填的没有保存");
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    extensions.ask(id, reason.strip(), officer);
                    flash.addFlashAttribute("note", "已申请延长，等待民政审批。");
                    return "/applications/" + id;
                });
    }

    @PostMapping("/decide")
    String decide(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("decide") Decide form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var declined = "NO".equals(form.decision());
        var whyNot = form.whyNot() == null ? "" : form.whyNot().strip();
        if (declined && whyNot.isEmpty()) {
            errors.rejectValue("whyNot", "missing", "填写不同意的理由");
        }
        if (errors.hasErrors()) {
            model.addAttribute("form", new Ask(""));
            return refused(id, officer, model, "mayDecide", "延长的申请已经答复过了，您填的没有保存");
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    extensions.decide(id, declined ? whyNot : null, officer);
                    flash.addFlashAttribute("note", declined ? "已答复：不同意延长。" : "已批准延长，时限已顺延。");
                    return "/applications/" + id;
                });
    }

    /** The page with the errors at their form; if the form is gone, the reason instead. */
    private String refused(ApplicationId id, Officer officer, Model model, String form, String gone) {
        var page = page(id, officer, model);
        if (!Boolean.TRUE.equals(model.getAttribute(form))) {
            throw new Conflict(gone);
        }
        return page;
    }

    private String page(ApplicationId id, Officer officer, Model model) {
        var view = applications.get(id, officer);
        var waiting = extensions.waiting(id);
        model.addAttribute("view", view);
        model.addAttribute("extensions", extensions.of(id));
        model.addAttribute("waiting", waiting.orElse(null));
        model.addAttribute("days", extensions.possible(view).orElse(null));
        model.addAttribute("mayAsk", extensions.mayAsk(view, officer));
        model.addAttribute(
                "mayDecide",
                officer.has(Role.BUREAU_APPROVER)
                        && waiting.filter(it -> !it.askedBy().equals(officer.id()))
                                .isPresent());
        return "approval/extension";
    }
}
