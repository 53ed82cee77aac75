package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.InvestigationContent;
import cn.yimen.approval.InvestigationId;
import cn.yimen.approval.InvestigationRecord;
import cn.yimen.approval.InvestigationView;
import cn.yimen.approval.Investigations;
import cn.yimen.approval.Investigations.Candidate;
import cn.yimen.approval.VerifiedFacts;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.household.SelfCareItem;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 入户调查 (AP-1): arranged at the desk, recorded on a telephone, signed by each of those who went. */
@Controller
@RequestMapping("/applications/{id}/visits")
class InvestigationController {

    private static final String CLOSED = "approval/visit";
    private static final String OPEN = "approval/visit-edit";

    private final Applications applications;
    private final Investigations investigations;
    private final VerifiedFacts verified;
    private final Attachments attachments;
    private final OneTimeKeys once;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    InvestigationController(
            Applications applications,
            Investigations investigations,
            VerifiedFacts verified,
            Attachments attachments,
            OneTimeKeys once,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.applications = applications;
        this.investigations = investigations;
        this.verified = verified;
        this.attachments = attachments;
        this.once = once;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /** 安排的表单. */
    record Arrange(@Nullable List<UUID> officers, @Nullable String on) {}

    /** 取消的表单. */
    record Cancel(
            @NotBlank(message = "填写取消原因") @Size(max = 200, message = "取消原因不超过 200 字") @Nullable
            String reason) {}

    // ---- arranging

    @GetMapping("/new")
    String askArrange(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var application = applications.get(id, officer);
        var whyNot = investigations.whyNotArrange(application, officer);
        if (whyNot != null) {
            flash.addFlashAttribute("warning", whyNot);
            return "redirect:/applications/" + id;
        }
        model.addAttribute(
                "form", new Arrange(List.of(), LocalDate.now(clock).plusDays(1).toString()));
        return arrangePage(id, officer, model);
    }

    private String arrangePage(ApplicationId id, Officer officer, Model model) {
        var application = applications.get(id, officer);
        model.addAttribute("view", application);
        model.addAttribute("kind", investigations.kindFor(application, officer));
        model.addAttribute(
                "candidates",
                investigations.candidates(application, officer).stream()
                        .map(one -> new Choice(one.officer().toString(), one.words()))
                        .toList());
        return "approval/visit-new";
    }

    @PostMapping
    String arrange(
            @PathVariable ApplicationId id,
            @ModelAttribute("form") Arrange form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var application = applications.get(id, officer);
        var today = LocalDate.now(clock);
        var on = DateInput.read(form.on() == null ? "" : form.on(), today).orElse(null);
        if (on == null) {
            errors.rejectValue("on", "wrong", "填写入户日期，例如 2026-3-11");
        } else if (on.isBefore(today)) {
            errors.rejectValue("on", "wrong", "入户日期已经过去，请选今天或以后");
        }
        var officers = form.officers() == null ? List.<UUID>of() : form.officers();
        if (investigations.whyNotArrange(application, officer) == null) {
            List<Candidate> chosen = investigations.candidates(application, officer).stream()
                    .filter(one -> officers.contains(one.officer()))
                    .toList();
            var wrong = Investigations.wrongTeam(chosen);
            if (wrong != null) {
                errors.rejectValue("officers", "wrong", wrong);
            }
        }
        if (errors.hasErrors() || on == null) {
            return arrangePage(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var visit = investigations.arrange(id, officers, on, officer);
                    flash.addFlashAttribute(
                            "note",
                            "已安排 %s 入户，%s。调查人的工作台上有待办。"
                                    .formatted(
                                            formats.day(on),
                                            String.join(
                                                    "、",
                                                    investigations.view(id, visit, officer).investigators().stream()
                                                            .map(InvestigationView.Investigator::name)
                                                            .toList())));
                    return "/applications/" + id;
                });
    }

    @GetMapping("/{visit}/cancel")
    String askCancel(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new Cancel(""));
        model.addAttribute("visit", investigations.view(id, visit, officer));
        return "approval/visit-cancel";
    }

    @PostMapping("/{visit}/cancel")
    String cancel(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @Valid @ModelAttribute("form") Cancel form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            model.addAttribute("visit", investigations.view(id, visit, officer));
            return "approval/visit-cancel";
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    investigations.cancel(
                            id,
                            visit,
                            form.reason() == null ? "" : form.reason().strip(),
                            officer);
                    flash.addFlashAttribute("note", "已取消，可以重新安排。");
                    return "/applications/" + id;
                });
    }

    // ---- recording

    @GetMapping("/{visit}")
    String show(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var view = investigations.view(id, visit, officer);
        if (!view.named(officer.id())) {
            audit.opened(officer, new Subject("investigation", visit.toString()), "入户调查表", "查看调查情况");
        }
        model.addAttribute("form", TypedForm.of(begun(view), view.version()));
        return page(view, officer, model);
    }

    /** What can be known before one goes is there already. */
    private Map<String, String> begun(InvestigationView view) {
        if (view.writtenAt() != null) {
            return view.values();
        }
        var values = new LinkedHashMap<>(view.values());
        values.put("on", LocalDate.now(clock).toString());
        return values;
    }

    private static boolean editable(InvestigationView view, Officer officer) {
        return view.state() == InvestigationView.State.ARRANGED && !view.closed() && view.named(officer.id());
    }

    private String page(InvestigationView view, Officer officer, Model model) {
        model.addAttribute("visit", view);
        model.addAttribute("view", view.application());
        model.addAttribute(
                "photos", attachments.of(new Subject("investigation", view.id().toString()), officer));
        if (!editable(view, officer)) {
            model.addAttribute("record", InvestigationRecord.of(view));
            model.addAttribute(
                    "sign",
                    view.state() == InvestigationView.State.ARRANGED
                            && view.named(officer.id())
                            && !view.signedBy(officer.id()));
            model.addAttribute(
                    "takeBack", view.state() == InvestigationView.State.ARRANGED && view.named(officer.id()));
            return CLOSED;
        }
        var form = (TypedForm) java.util.Objects.requireNonNull(model.getAttribute("form"));
        model.addAttribute("relations", investigations.relations(view, officer));
        model.addAttribute("groups", groups(view));
        model.addAttribute("rows", rows(form));
        model.addAttribute("addable", InvestigationContent.addable());
        model.addAttribute("known", verified.foundByVerification(view.application(), officer));
        model.addAttribute(
                "hows",
                Arrays.stream(InvestigationContent.How.values())
                        .map(how -> new Choice(how.name(), how.words()))
                        .toList());
        model.addAttribute("care", SelfCareItem.values());
        var signers = new ArrayList<Choice>();
        view.people().forEach((person, name) -> signers.add(new Choice(person, name)));
        signers.add(new Choice("OTHER", "其他在场的人"));
        model.addAttribute("signers", signers);
        var owners = new ArrayList<Choice>();
        view.people().forEach((person, name) -> owners.add(new Choice(person, name)));
        model.addAttribute("owners", owners);
        return OPEN;
    }

    private static Map<String, List<cn.yimen.approval.FactLine>> groups(InvestigationView view) {
        var groups = new LinkedHashMap<String, List<cn.yimen.approval.FactLine>>();
        view.lines()
                .forEach(line -> groups.computeIfAbsent(line.kind().words(), words -> new ArrayList<>())
                        .add(line));
        return groups;
    }

    /** As many rows as have something in them and one more, or as many as were asked for. */
    private static int rows(TypedForm form) {
        var asked = form.getValues().getOrDefault("rows", "");
        int rows = asked.matches("[0-9]{1,2}") ? Integer.parseInt(asked) : 1;
        for (int row = 0; row < InvestigationContent.MOST_ROWS; row++) {
            if (!form.getValues().getOrDefault("x" + row + "_what", "").isEmpty()) {
                rows = Math.max(rows, row + 1);
            }
        }
        return Math.max(1, Math.min(InvestigationContent.MOST_ROWS, rows));
    }

    /** The draft, by itself while one types. */
    @PostMapping(value = "/{visit}", headers = "X-Draft")
    ResponseEntity<Map<String, Object>> draft(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @ModelAttribute("form") TypedForm form,
            @AuthenticationPrincipal Officer officer) {
        var version = investigations.save(id, visit, form.version(), form.typed(), officer);
        return ResponseEntity.ok(Map.of("version", version));
    }

    @PostMapping("/{visit}")
    String save(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @ModelAttribute("form") TypedForm form,
            BindingResult errors,
            @RequestParam(defaultValue = "") String add,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            var view = investigations.view(id, visit, officer);
            if (editable(view, officer)) {
                return page(view, officer, model);
            }
        }
        var here = "/applications/" + id + "/visits/" + visit;
        return "redirect:"
                + once.run(key, officer, () -> {
                    if (!add.isEmpty()) {
                        form.getValues().put("rows", Integer.toString(rows(form) + 1));
                    }
                    investigations.save(id, visit, form.version(), form.typed(), officer);
                    if (add.isEmpty()) {
                        flash.addFlashAttribute("note", "记录已存下，还没有签字。");
                        return here;
                    }
                    return here + "#added";
                });
    }

    /** 签字: the first one signs what stands on the page, the second what he reads. */
    @PostMapping("/{visit}/sign")
    String sign(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            @ModelAttribute("form") TypedForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = investigations.view(id, visit, officer);
        if (editable(view, officer)) {
            TypedForm.reject(investigations.problems(view, form.typed(), officer), errors);
            if (errors.hasErrors()) {
                return page(view, officer, model);
            }
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    investigations.sign(id, visit, form.version(), form.typed(), officer);
                    var now = investigations.view(id, visit, officer);
                    flash.addFlashAttribute(
                            "note",
                            now.state() == InvestigationView.State.SIGNED
                                    ? "已签字，入户调查完成。"
                                    : "已签字。还等 "
                                            + String.join(
                                                    "、",
                                                    now.investigators().stream()
                                                            .filter(one -> one.signedAt() == null)
                                                            .map(InvestigationView.Investigator::name)
                                                            .toList())
                                            + " 签字。");
                    return "/applications/" + id + "/visits/" + visit;
                });
    }

    @PostMapping("/{visit}/take-back")
    String takeBack(
            @PathVariable ApplicationId id,
            @PathVariable InvestigationId visit,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    investigations.takeBack(id, visit, officer);
                    flash.addFlashAttribute("note", "签字已收回，改好后每个人重新签字。");
                    return "/applications/" + id + "/visits/" + visit;
                });
    }
}
