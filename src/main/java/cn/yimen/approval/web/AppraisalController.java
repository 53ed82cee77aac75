package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Appraisals;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 民主评议: recorded by the township reviewer while the application waits for it (AP-1). */
@Controller
@RequestMapping("/applications/{id}")
class AppraisalController {

    private final Applications applications;
    private final Appraisals appraisals;
    private final OneTimeKeys once;
    private final Clock clock;

    AppraisalController(Applications applications, Appraisals appraisals, OneTimeKeys once, Clock clock) {
        this.applications = applications;
        this.appraisals = appraisals;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/appraisal")
    String ask(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var application = applications.get(id, officer);
        if (application.state() != ApplicationState.APPRAISAL || !officer.has(Role.TOWNSHIP_REVIEWER)) {
            flash.addFlashAttribute(
                    "warning",
                    application.state() == ApplicationState.APPRAISAL
                            ? "民主评议由乡镇审核记录"
                            : "本件现在是「%s」，不在民主评议".formatted(application.stateWords()));
            return "redirect:/applications/" + id;
        }
        var open = appraisals.open(application);
        model.addAttribute(
                "form",
                open.map(view -> TypedForm.of(view.values(), view.version()))
                        .orElseGet(() -> TypedForm.of(
                                Map.of("heldOn", LocalDate.now(clock).toString(), "recorder", officer.name()), 0)));
        return page(id, officer, model);
    }

    private String page(ApplicationId id, Officer officer, Model model) {
        var form = (TypedForm) java.util.Objects.requireNonNull(model.getAttribute("form"));
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("quorum", appraisals.quorum());
        model.addAttribute("rows", rows(form));
        model.addAttribute(
                "standings",
                Arrays.stream(Appraisals.Standing.values())
                        .map(one -> new Choice(one.name(), one.words()))
                        .toList());
        return "approval/appraisal-edit";
    }

    private int rows(TypedForm form) {
        var asked = form.getValues().getOrDefault("rows", "");
        int rows = Math.max(appraisals.quorum(), asked.matches("[0-9]{1,2}") ? Integer.parseInt(asked) : 0);
        for (int row = 0; row < Appraisals.MOST; row++) {
            if (!form.getValues().getOrDefault("p" + row + "_name", "").isEmpty()) {
                rows = Math.max(rows, row + 1);
            }
        }
        return Math.min(Appraisals.MOST, rows);
    }

    @PostMapping(value = "/appraisal", headers = "X-Draft")
    ResponseEntity<Map<String, Object>> draft(
            @PathVariable ApplicationId id,
            @ModelAttribute("form") TypedForm form,
            @AuthenticationPrincipal Officer officer) {
        return ResponseEntity.ok(Map.of("version", appraisals.save(id, form.version(), form.typed(), officer)));
    }

    @PostMapping("/appraisal")
    String record(
            @PathVariable ApplicationId id,
            @ModelAttribute("form") TypedForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String add,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (!add.isEmpty() && !errors.hasErrors()) {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        form.getValues().put("rows", Integer.toString(rows(form) + 1));
                        appraisals.save(id, form.version(), form.typed(), officer);
                        return "/applications/" + id + "/appraisal#panel";
                    });
        }
        if (add.isEmpty()) {
            TypedForm.reject(appraisals.problems(form.typed()), errors);
        }
        if (errors.hasErrors()) {
            return page(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    appraisals.record(id, form.version(), form.typed(), officer);
                    flash.addFlashAttribute("note", "评议记录已定稿，可以打印请评议人签字。");
                    return "/applications/" + id;
                });
    }

    @GetMapping("/appraisals/{appraisal}")
    String show(
            @PathVariable ApplicationId id,
            @PathVariable UUID appraisal,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var found = appraisals.get(id, appraisal, officer);
        model.addAttribute("view", found.application());
        model.addAttribute("appraisal", found);
        return "approval/appraisal";
    }
}
