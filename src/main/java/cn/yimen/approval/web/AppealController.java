package cn.yimen.approval.web;

import cn.yimen.approval.Appeal;
import cn.yimen.approval.Appeals;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Delivery;
import cn.yimen.audit.Subject;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 复核决定书 (AP-5): shown, counted when printed, downloaded, always as issued; and its delivery. */
@Controller
@RequestMapping("/applications/{id}/appeals/{appeal}")
class AppealController {

    private static final String PAPER = "AppealDecision";

    private final Appeals appeals;
    private final Applications applications;
    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;
    private final Clock clock;

    AppealController(
            Appeals appeals,
            Applications applications,
            Documents documents,
            PrintedForms forms,
            OneTimeKeys once,
            Clock clock) {
        this.appeals = appeals;
        this.applications = applications;
        this.documents = documents;
        this.forms = forms;
        this.once = once;
        this.clock = clock;
    }

    /** 送达的表单. */
    record Deliver(
            @NotBlank(message = "填写送达日期") @Nullable String on,

            @NotNull(message = "选择怎样送达的") Delivery.@Nullable How how,

            @NotBlank(message = "填写签收人") @Size(max = 50, message = "签收人不超过 50 字") @Nullable
            String receiver,

            @Size(max = 200, message = "说明不超过 200 字") @Nullable
            String note) {}

    @PostMapping
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        appeals.get(id, appeal, officer);
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, about(appeal), officer, stamp -> appeals.paper(id, appeal, stamp, officer));
                    return "/applications/" + id + "/appeals/" + appeal + "?print";
                });
    }

    @GetMapping
    ModelAndView page(
            @PathVariable ApplicationId id, @PathVariable UUID appeal, @AuthenticationPrincipal Officer officer) {
        var here = "/applications/" + id + "/appeals/" + appeal;
        return forms.page(
                appeals.paper(id, appeal, documents.stamp(PAPER, about(appeal), officer), officer),
                new PrintTool(here + "/paper.pdf", "/applications/" + id, here));
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id, @PathVariable UUID appeal, @AuthenticationPrincipal Officer officer) {
        return forms.download(appeals.paper(id, appeal, documents.stamp(PAPER, about(appeal), officer), officer));
    }

    @GetMapping("/delivery")
    String askDelivery(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var name = applications.get(id, officer).applicantName();
        model.addAttribute("form", new Deliver(LocalDate.now(clock).toString(), null, name, ""));
        return deliveryPage(id, appeals.get(id, appeal, officer), officer, model);
    }

    private String deliveryPage(ApplicationId id, Appeal appeal, Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("appeal", appeal);
        model.addAttribute(
                "hows",
                Arrays.stream(Delivery.How.values())
                        .map(how -> new Choice(how.name(), how.words()))
                        .toList());
        return "approval/appeal-delivery";
    }

    @PostMapping("/delivery")
    String deliver(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            @Valid @ModelAttribute("form") Deliver form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var one = appeals.get(id, appeal, officer);
        var on = DateInput.read(text(form.on()), today).orElse(null);
        if (on == null && !errors.hasFieldErrors("on")) {
            errors.rejectValue("on", "date", "送达日期不是日期，例如 2026-3-11");
        } else if (on != null && on.isAfter(today)) {
            errors.rejectValue("on", "date", "送达日期在今天之后，请填已经送达的日期");
        } else if (on != null && on.isBefore(LocalDate.ofInstant(one.at(), clock.getZone()))) {
            errors.rejectValue("on", "date", "送达日期早于决定日期");
        }
        var how = form.how();
        if (errors.hasErrors() || on == null || how == null) {
            Conflict.unless(one.delivery() == null);
            return deliveryPage(id, one, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var note = text(form.note());
                    appeals.deliver(
                            id,
                            appeal,
                            new Delivery(on, how, text(form.receiver()), note.isEmpty() ? null : note, officer.name()),
                            officer);
                    flash.addFlashAttribute("note", "已登记送达：" + one.number() + "，" + how.words() + "。");
                    return "/applications/" + id;
                });
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static Subject about(UUID appeal) {
        return new Subject("appeal", appeal.toString());
    }
}
