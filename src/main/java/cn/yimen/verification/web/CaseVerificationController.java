package cn.yimen.verification.web;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseId;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.verification.CaseVerification;
import cn.yimen.verification.Findings;
import cn.yimen.verification.Sources;
import cn.yimen.verification.VerificationPaper;
import cn.yimen.verification.VerificationSource;
import cn.yimen.verification.Verifications;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 一件的信息核对: authorised, asked for, started, answered, reported (VR-1). */
@Controller
@RequestMapping("/verification/cases")
class CaseVerificationController {

    private final Verifications verifications;
    private final Sources sources;
    private final VerificationPaper paper;
    private final Documents documents;
    private final PrintedForms forms;
    private final Deadlines deadlines;
    private final Places places;
    private final OneTimeKeys once;
    private final Clock clock;

    CaseVerificationController(
            Verifications verifications,
            Sources sources,
            VerificationPaper paper,
            Documents documents,
            PrintedForms forms,
            Deadlines deadlines,
            Places places,
            OneTimeKeys once,
            Clock clock) {
        this.verifications = verifications;
        this.sources = sources;
        this.paper = paper;
        this.documents = documents;
        this.forms = forms;
        this.deadlines = deadlines;
        this.places = places;
        this.once = once;
        this.clock = clock;
    }

    /** 授权. */
    record Authorise(@Nullable List<UUID> persons, @Nullable String signedOn) {}

    /** 选来源. */
    record Start(@Nullable List<String> sources) {}

    /** 人工答复、不核对. */
    record Answer(
            @Nullable String how,
            @Nullable String asOf,
            @Nullable String note) {}

    /** 例外. */
    record Except(@Nullable String reason, @Nullable String until) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "") String state, @AuthenticationPrincipal Officer officer, Model model) {
        var wanted = Arrays.stream(CaseVerification.State.values())
                .filter(one -> one.name().equals(state))
                .findFirst()
                .orElse(null);
        var lines = verifications.list(wanted, 200, officer);
        var names = new HashMap<String, String>();
        lines.forEach(line -> names.computeIfAbsent(
                line.townshipCode(), code -> places.get(PlaceId.of(code)).name()));
        model.addAttribute("lines", lines);
        model.addAttribute(
                "limits",
                deadlines.views(lines.stream().map(Verifications.Line::start).toList()));
        model.addAttribute("townships", names);
        model.addAttribute("states", CaseVerification.State.values());
        model.addAttribute("state", wanted == null ? "" : wanted.name());
        model.addAttribute("tabs", VerificationPages.tabs("cases", officer));
        return "verification/cases";
    }

    @GetMapping("/{id}")
    String show(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Authorise(List.of(), LocalDate.now(clock).toString()));
        return page(id, officer, model);
    }

    private String page(CaseId id, Officer officer, Model model) {
        var view = verifications.view(id, officer);
        model.addAttribute("view", view);
        model.addAttribute(
                "township", places.get(PlaceId.of(view.townshipCode())).name());
        model.addAttribute("sources", sources.active());
        model.addAttribute("mayAsk", officer.hasAny(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER));
        model.addAttribute("mayStart", officer.has(Role.BUREAU_OFFICER));
        model.addAttribute("mayExcept", officer.has(Role.BUREAU_APPROVER));
        model.addAttribute("mayClear", Findings.mayClear(officer));
        return "verification/case";
    }

    @PostMapping("/{id}/authorise")
    String authorise(
            @PathVariable CaseId id,
            @ModelAttribute("form") Authorise form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var on = day(form.signedOn(), "signedOn", "签字日期", errors);
        if (on != null && on.isAfter(LocalDate.now(clock))) {
            errors.rejectValue("signedOn", "future", "签字日期在今天之后，请填已经签字的日期");
        }
        if (form.persons() == null || form.persons().isEmpty()) {
            errors.rejectValue("persons", "missing", "选择已经签字的人");
        }
        if (errors.hasErrors() || on == null) {
            Conflict.unless(!verifications.view(id, officer).unsigned().isEmpty());
            return page(id, officer, model);
        }
        return done(key, officer, () -> {
            verifications.authorise(id, new ArrayList<>(java.util.Objects.requireNonNull(form.persons())), on, officer);
            flash.addFlashAttribute("note", "已记录核对授权。");
            return "/verification/cases/" + id;
        });
    }

    @PostMapping("/{id}/ask")
    String ask(
            @PathVariable CaseId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, () -> {
            verifications.ask(id, officer);
            flash.addFlashAttribute("note", "已提请核对，由区民政局在时限内启动。");
            return "/verification/cases/" + id;
        });
    }

    @GetMapping("/{id}/start")
    String askStart(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute(
                "form",
                new Start(sources.active().stream()
                        .filter(VerificationSource::asked)
                        .map(VerificationSource::code)
                        .toList()));
        return startPage(id, officer, model);
    }

    private String startPage(CaseId id, Officer officer, Model model) {
        model.addAttribute("view", verifications.view(id, officer));
        model.addAttribute(
                "choices",
                sources.active().stream()
                        .map(one -> new Choice(one.code(), one.name() + "（" + one.department() + "）"))
                        .toList());
        return "verification/start";
    }

    @PostMapping("/{id}/start")
    String start(
            @PathVariable CaseId id,
            @ModelAttribute("form") Start form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var known = sources.active().stream().map(VerificationSource::code).toList();
        var chosen = form.sources() == null ? List.<String>of() : form.sources();
        if (chosen.isEmpty() || !known.containsAll(chosen)) {
            errors.rejectValue("sources", "missing", "至少选择一个核对来源");
            return startPage(id, officer, model);
        }
        return done(key, officer, () -> {
            verifications.start(id, chosen, officer);
            flash.addFlashAttribute("note", "已启动核对，共 " + chosen.size() + " 个来源。");
            return "/verification/cases/" + id;
        });
    }

    // --- answers

    @PostMapping("/{id}/requests/{request}/data")
    String fromData(
            @PathVariable CaseId id,
            @PathVariable UUID request,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, () -> {
            verifications.answerFromData(id, request, officer);
            flash.addFlashAttribute("note", "已用导入的数据答复。");
            return "/verification/cases/" + id;
        });
    }

    @GetMapping("/{id}/requests/{request}")
    String askAnswer(
            @PathVariable CaseId id,
            @PathVariable UUID request,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new Answer("HAND", LocalDate.now(clock).toString(), ""));
        return answerPage(id, request, officer, model);
    }

    private String answerPage(CaseId id, UUID request, Officer officer, Model model) {
        var view = verifications.view(id, officer);
        model.addAttribute("view", view);
        model.addAttribute(
                "line",
                view.requests().stream()
                        .filter(one -> one.id().equals(request))
                        .findFirst()
                        .orElseThrow(() -> new java.util.NoSuchElementException("no request " + request)));
        return "verification/answer";
    }

    @PostMapping("/{id}/requests/{request}")
    String answer(
            @PathVariable CaseId id,
            @PathVariable UUID request,
            @ModelAttribute("form") Answer form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var leaveOut = "LEAVE".equals(form.how());
        var note = text(form.note());
        if (note.isEmpty()) {
            errors.rejectValue("note", "missing", leaveOut ? "填写不核对的原因" : "填写答复的内容和来历");
        } else if (note.length() > 300) {
            errors.rejectValue("note", "long", "不超过 300 字，现在 " + note.length() + " 字");
        }
        var asOf = leaveOut ? null : day(form.asOf(), "asOf", "数据日期", errors);
        if (asOf != null && asOf.isAfter(LocalDate.now(clock))) {
            errors.rejectValue("asOf", "future", "数据日期在今天之后");
        }
        if (errors.hasErrors()) {
            return answerPage(id, request, officer, model);
        }
        return done(key, officer, () -> {
            if (leaveOut) {
                verifications.leaveOut(id, request, note, officer);
            } else {
                verifications.answerByHand(id, request, java.util.Objects.requireNonNull(asOf), note, officer);
            }
            flash.addFlashAttribute("note", leaveOut ? "已记为不核对。" : "已登记答复。");
            return "/verification/cases/" + id;
        });
    }

    // --- report and exception

    @PostMapping("/{id}/report")
    String issue(
            @PathVariable CaseId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, () -> {
            verifications.issue(id, officer);
            flash.addFlashAttribute("note", "已出具核对报告，乡镇可以写初审意见。");
            return "/verification/cases/" + id;
        });
    }

    @GetMapping("/{id}/exception")
    String askException(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Except("", ""));
        return exceptionPage(id, officer, model);
    }

    private String exceptionPage(CaseId id, Officer officer, Model model) {
        model.addAttribute("view", verifications.view(id, officer));
        model.addAttribute("latest", verifications.latestException());
        return "verification/exception";
    }

    @PostMapping("/{id}/exception")
    String exception(
            @PathVariable CaseId id,
            @ModelAttribute("form") Except form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = text(form.reason());
        if (reason.isEmpty()) {
            errors.rejectValue("reason", "missing", "填写为什么没有核对报告也可以往下办");
        } else if (reason.length() > 300) {
            errors.rejectValue("reason", "long", "不超过 300 字，现在 " + reason.length() + " 字");
        }
        var until = day(form.until(), "until", "放行到哪天", errors);
        var today = LocalDate.now(clock);
        var latest = verifications.latestException();
        if (until != null && (until.isBefore(today) || until.isAfter(latest))) {
            errors.rejectValue("until", "range", "放行到今天至 " + latest + " 之间的一天");
        }
        if (errors.hasErrors() || until == null) {
            return exceptionPage(id, officer, model);
        }
        return done(key, officer, () -> {
            verifications.exception(id, reason, until, officer);
            flash.addFlashAttribute("note", "已放行到 " + until + "，补出报告前会一直显示。");
            return "/verification/cases/" + id;
        });
    }

    @PostMapping("/{id}/report/print")
    String print(@PathVariable CaseId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return done(key, officer, () -> {
            var about = about(verifications.report(id, officer).id());
            documents.print(VerificationPaper.KIND, about, officer, stamp -> paper.form(id, stamp, officer));
            return "/verification/cases/" + id + "/report/print";
        });
    }

    @GetMapping("/{id}/report/print")
    ModelAndView printed(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer) {
        var about = about(verifications.report(id, officer).id());
        var here = "/verification/cases/" + id;
        return forms.page(
                paper.form(id, documents.stamp(VerificationPaper.KIND, about, officer), officer),
                new PrintTool(here + "/report/print.pdf", here));
    }

    @GetMapping("/{id}/report/print.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer) {
        var about = about(verifications.report(id, officer).id());
        return forms.download(paper.form(id, documents.stamp(VerificationPaper.KIND, about, officer), officer));
    }

    /** Reached by the address, e.g. from the history. */
    @GetMapping({"/{id}/authorise", "/{id}/ask", "/{id}/report", "/{id}/requests/{request}/data"})
    String asked(@PathVariable CaseId id) {
        return "redirect:/verification/cases/{id}";
    }

    private static Subject about(UUID report) {
        return new Subject("verification_report", report.toString());
    }

    private @Nullable LocalDate day(@Nullable String typed, String field, String label, BindingResult errors) {
        if (text(typed).isEmpty()) {
            errors.rejectValue(field, "missing", "填写" + label);
            return null;
        }
        var read = DateInput.read(text(typed), LocalDate.now(clock)).orElse(null);
        if (read == null) {
            errors.rejectValue(field, "date", label + "看不懂，应写成 2026-3-11");
        }
        return read;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private String done(OneTimeKey key, Officer officer, Supplier<String> work) {
        return "redirect:" + once.run(key, officer, work);
    }
}
