package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Complaint;
import cn.yimen.approval.Complaints;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
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

/** 投诉举报 about an application (57 第二十条): lodged, and accepted or not by the bureau. */
@Controller
@RequestMapping("/applications/{id}/complaints")
class ComplaintController {

    private final Applications applications;
    private final Complaints complaints;
    private final OneTimeKeys once;
    private final Clock clock;

    ComplaintController(Applications applications, Complaints complaints, OneTimeKeys once, Clock clock) {
        this.applications = applications;
        this.complaints = complaints;
        this.once = once;
        this.clock = clock;
    }

    /** 登记的表单. */
    record Lodge(
            @NotNull(message = "选择怎样来的") Complaint.@Nullable Channel channel,

            @NotBlank(message = "填写收到日期") @Nullable String receivedOn,

            @Nullable Boolean anonymous,

            @NotBlank(message = "写明反映的情况") @Size(max = 1000, message = "不超过 1000 字") @Nullable
            String content) {}

    /** 是否受理的表单. */
    record Settle(
            @NotBlank(message = "选择是否受理") @Nullable String decision,

            @NotBlank(message = "填写理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String reason) {}

    @GetMapping("/new")
    String ask(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        if (!complaints.mayLodge(applications.get(id, officer), officer)) {
            throw new NotAllowed("投诉举报由窗口、乡镇审核、民政经办或监督登记，办结的件不再登记");
        }
        model.addAttribute("form", new Lodge(null, LocalDate.now(clock).toString(), false, ""));
        return lodgePage(id, officer, model);
    }

    private String lodgePage(ApplicationId id, Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute(
                "channels",
                Arrays.stream(Complaint.Channel.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return "approval/complaint-new";
    }

    @PostMapping
    String lodge(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Lodge form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var on = DateInput.read(form.receivedOn() == null ? "" : form.receivedOn(), today)
                .orElse(null);
        if (on == null && !errors.hasFieldErrors("receivedOn")) {
            errors.rejectValue("receivedOn", "date", "收到日期不是日期，例如 2026-3-11");
        } else if (on != null && on.isAfter(today)) {
            errors.rejectValue("receivedOn", "date", "收到日期在今天之后");
        }
        var channel = form.channel();
        var content = form.content();
        if (errors.hasErrors() || on == null || channel == null || content == null) {
            return lodgePage(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var complaint =
                            complaints.lodge(id, channel, Boolean.TRUE.equals(form.anonymous()), content, on, officer);
                    flash.addFlashAttribute("note", "已登记投诉举报，由区民政局决定是否受理。");
                    return "/applications/" + id + "/complaints/" + complaint;
                });
    }

    @GetMapping("/{complaint}")
    String show(
            @PathVariable ApplicationId id,
            @PathVariable UUID complaint,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new Settle(null, ""));
        return page(id, complaint, officer, model);
    }

    private String page(ApplicationId id, UUID complaint, Officer officer, Model model) {
        var one = complaints.get(id, complaint, officer);
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("complaint", one);
        model.addAttribute("maySettle", one.state() == Complaint.State.LODGED && officer.has(Role.BUREAU_OFFICER));
        return "approval/complaint";
    }

    @PostMapping("/{complaint}")
    String settle(
            @PathVariable ApplicationId id,
            @PathVariable UUID complaint,
            @Valid @ModelAttribute("form") Settle form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            var page = page(id, complaint, officer, model);
            Conflict.unless(Boolean.TRUE.equals(model.getAttribute("maySettle")));
            return page;
        }
        var accepted = "YES".equals(form.decision());
        return "redirect:"
                + once.run(key, officer, () -> {
                    complaints.settle(id, complaint, accepted, reason, officer);
                    flash.addFlashAttribute("note", accepted ? "已受理，区民政局入户调查并签字后才能确认。" : "已决定不予受理。");
                    return "/applications/" + id;
                });
    }
}
