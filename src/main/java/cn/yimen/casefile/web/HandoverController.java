package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Handovers;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
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

/** 责任移交 (IN-7). */
@Controller
@RequestMapping("/cases/{id}/handover")
class HandoverController {

    private final CaseViews cases;
    private final Handovers handovers;
    private final OneTimeKeys once;

    HandoverController(CaseViews cases, Handovers handovers, OneTimeKeys once) {
        this.cases = cases;
        this.handovers = handovers;
        this.once = once;
    }

    /** 移交. */
    record HandoverForm(
            @NotNull(message = "选择接收人") @Nullable UUID to,

            @NotBlank(message = "填写移交原因") @Size(max = 200, message = "移交原因不超过 200 字") @Nullable
            String reason) {}

    /** 不接收. */
    record DeclineForm(
            @NotBlank(message = "填写不接收的原因") @Size(max = 200, message = "原因不超过 200 字") @Nullable
            String reason) {}

    @GetMapping
    String show(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new HandoverForm(null, null));
        model.addAttribute("decline", new DeclineForm(null));
        return page(id, officer, model);
    }

    @PostMapping
    String offer(
            @PathVariable CaseId id,
            @Valid @ModelAttribute("form") HandoverForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var to = form.to();
        var reason = form.reason();
        if (errors.hasErrors() || to == null || reason == null) {
            model.addAttribute("decline", new DeclineForm(null));
            return page(id, officer, model);
        }
        flash.addFlashAttribute("note", "已提出移交。对方接收之前，仍由您负责。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    handovers.open(id, officer).ifPresent(open -> {
                        throw new StaleEdit(
                                List.of(
                                        new StaleEdit.Difference("接收人", open.to(), name(id, to, officer)),
                                        new StaleEdit.Difference("移交原因", open.reason(), reason)),
                                open.from(),
                                open.offeredAt(),
                                "/cases/" + id + "/handover");
                    });
                    handovers.offer(id, to, reason.strip(), officer);
                    return "/cases/" + id;
                });
    }

    @PostMapping("/accept")
    String accept(
            @PathVariable CaseId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        flash.addFlashAttribute("note", "已接收，这一件现在由您负责。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    handovers.accept(id, officer);
                    return "/cases/" + id;
                });
    }

    @PostMapping("/decline")
    String decline(
            @PathVariable CaseId id,
            @Valid @ModelAttribute("decline") DeclineForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            model.addAttribute("form", new HandoverForm(null, null));
            return page(id, officer, model);
        }
        flash.addFlashAttribute("note", "已退回给原责任人。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    handovers.decline(id, reason.strip(), officer);
                    return "/cases/" + id;
                });
    }

    @PostMapping("/take-back")
    String takeBack(
            @PathVariable CaseId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        flash.addFlashAttribute("note", "已收回移交，仍由原责任人负责。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    handovers.takeBack(id, officer);
                    return "/cases/" + id;
                });
    }

    private String page(CaseId id, Officer officer, Model model) {
        model.addAttribute("head", cases.header(id, "责任移交", officer));
        model.addAttribute("handover", handovers.open(id, officer).orElse(null));
        model.addAttribute("me", officer.id());
        model.addAttribute(
                "colleagues",
                handovers.candidates(id, officer).stream()
                        .map(each -> new Choice(each.id().toString(), each.name() + "（" + each.posts() + "）"))
                        .toList());
        return "casefile/handover";
    }

    private String name(CaseId id, UUID to, Officer officer) {
        return handovers.candidates(id, officer).stream()
                .filter(each -> each.id().equals(to))
                .map(Handovers.Candidate::name)
                .findFirst()
                .orElse("—");
    }
}
