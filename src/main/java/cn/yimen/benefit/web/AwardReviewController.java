package cn.yimen.benefit.web;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardReviews;
import cn.yimen.benefit.Awards;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

/** 复核待遇 (VR-2): the township looks at it and proposes a change where changes are proposed, or that it goes on; the bureau decides. */
@Controller
@RequestMapping("/awards/{id}/reviews/{review}")
class AwardReviewController {

    private final AwardReviews reviews;
    private final Awards awards;
    private final Deadlines deadlines;
    private final AuditLog audit;
    private final OneTimeKeys once;

    AwardReviewController(AwardReviews reviews, Awards awards, Deadlines deadlines, AuditLog audit, OneTimeKeys once) {
        this.reviews = reviews;
        this.awards = awards;
        this.deadlines = deadlines;
        this.audit = audit;
        this.once = once;
    }

    /**
     * 复核的表单.
     *
     * @param outcome {@code CONTINUE} or {@code RETURN}; the township says only the one
     */
    record Form(
            @Nullable String outcome,

            @NotBlank(message = "写明依据和理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String reason) {}

    @GetMapping
    String show(
            @PathVariable AwardId id,
            @PathVariable UUID review,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new Form(null, ""));
        return page(id, review, officer, model);
    }

    private String page(AwardId id, UUID review, Officer officer, Model model) {
        if (!officer.hasAny(AwardPages.READERS)) {
            throw new NotAllowed("待遇台账由窗口、乡镇审核和民政局查看");
        }
        var award = awards.get(id, officer);
        var one = reviews.get(id, review, officer);
        audit.opened(officer, new Subject("award", id.toString()), "复核待遇", "复核待遇");
        model.addAttribute("award", award);
        model.addAttribute("review", one);
        model.addAttribute("limit", deadlines.view(one.limit()));
        model.addAttribute("mayPropose", reviews.mayPropose(one, officer));
        model.addAttribute("mayDecide", reviews.mayDecide(one, officer));
        model.addAttribute("choices", List.of(new Choice("CONTINUE", "同意继续享受"), new Choice("RETURN", "不同意，退回重新复核")));
        return "benefit/review";
    }

    @PostMapping("/opinion")
    String propose(
            @PathVariable AwardId id,
            @PathVariable UUID review,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            var page = page(id, review, officer, model);
            Conflict.unless(Boolean.TRUE.equals(model.getAttribute("mayPropose")));
            return page;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    reviews.proposeToContinue(
                            id, review, String.valueOf(form.reason()).strip(), officer);
                    flash.addFlashAttribute("note", "已建议继续享受，由区民政局决定。");
                    return "/awards/" + id;
                });
    }

    @PostMapping("/decision")
    String decide(
            @PathVariable AwardId id,
            @PathVariable UUID review,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (!"CONTINUE".equals(form.outcome()) && !"RETURN".equals(form.outcome())) {
            errors.rejectValue("outcome", "choice", "选择是否同意");
        }
        if (errors.hasErrors()) {
            var page = page(id, review, officer, model);
            Conflict.unless(Boolean.TRUE.equals(model.getAttribute("mayDecide")));
            return page;
        }
        var agreed = "CONTINUE".equals(form.outcome());
        return "redirect:"
                + once.run(key, officer, () -> {
                    reviews.decide(
                            id, review, agreed, String.valueOf(form.reason()).strip(), officer);
                    flash.addFlashAttribute("note", agreed ? "已决定继续享受，待遇没有变动。" : "已退回乡镇重新复核。");
                    return "/awards/" + id;
                });
    }
}
