package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationDesk;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayAhead;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.NoSuchElementException;
import java.util.Optional;
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

/** 审批件: one application with all that modules put onto its page, and the ways that need a reason only. */
@Controller
@RequestMapping("/applications/{id}")
class ApplicationController {

    private final ApplicationDesk desk;
    private final Applications applications;
    private final OneTimeKeys once;

    ApplicationController(ApplicationDesk desk, Applications applications, OneTimeKeys once) {
        this.desk = desk;
        this.applications = applications;
        this.once = once;
    }

    /** 办法的表单. */
    record Go(
            @Size(max = 500, message = "理由不超过 500 字") @Nullable
            String reason) {}

    @GetMapping
    String show(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("page", desk.page(id, officer));
        return "approval/show";
    }

    @GetMapping("/ways/{way}")
    String ask(
            @PathVariable ApplicationId id,
            @PathVariable String way,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var ahead = ahead(id, known(way), officer);
        if (ahead.isEmpty() || !ahead.get().permitted()) {
            var view = applications.get(id, officer);
            var why = ahead.map(WayAhead::whyNot).orElse("这一步不用办了或不由您办");
            flash.addFlashAttribute("warning", "本件现在是「%s」：%s".formatted(view.stateWords(), why));
            return "redirect:/applications/" + id;
        }
        if (!ahead.get().url().endsWith("/ways/" + way)) {
            return "redirect:" + ahead.get().url();
        }
        model.addAttribute("form", new Go(""));
        return form(id, ahead.get(), officer, model);
    }

    @PostMapping("/ways/{way}")
    String go(
            @PathVariable ApplicationId id,
            @PathVariable String way,
            @Valid @ModelAttribute("form") Go form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var wanted = known(way);
        var reason = form.reason() == null ? "" : form.reason().strip();
        var view = applications.get(id, officer);
        var row = applications.wayOf(view, wanted);
        if (reason.isEmpty() && row.isPresent() && row.get().needsReason()) {
            errors.rejectValue("reason", "missing", "填写理由");
        }
        var ahead = ahead(id, wanted, officer);
        // a way with a page of its own is gone there only
        if (ahead.isPresent() && !ahead.get().url().endsWith("/ways/" + way)) {
            throw new NoSuchElementException("no generic page for " + way);
        }
        if (errors.hasErrors() && ahead.isPresent()) {
            return form(id, ahead.get(), officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    applications.go(id, wanted, reason.isEmpty() ? null : reason, officer);
                    flash.addFlashAttribute(
                            "note",
                            "已办：%s。现在是「%s」。"
                                    .formatted(
                                            row.map(it -> it.words()).orElse(""),
                                            applications.get(id, officer).stateWords()));
                    return "/applications/" + id;
                });
    }

    private String form(ApplicationId id, WayAhead ahead, Officer officer, Model model) {
        var view = applications.get(id, officer);
        model.addAttribute("view", view);
        model.addAttribute("ahead", ahead);
        model.addAttribute("row", applications.wayOf(view, ahead.way()).orElseThrow());
        // who answers an appeal or takes something up again reads what was said before
        model.addAttribute(
                "last",
                applications.steps(id, officer).stream()
                        .findFirst()
                        .filter(step -> step.reason() != null)
                        .orElse(null));
        return "approval/way";
    }

    private Optional<WayAhead> ahead(ApplicationId id, Way way, Officer officer) {
        return applications.waysAhead(id, officer).stream()
                .filter(each -> each.way() == way)
                .findFirst();
    }

    private static Way known(String path) {
        return Way.ofPath(path).orElseThrow(() -> new NoSuchElementException("no way " + path));
    }
}
