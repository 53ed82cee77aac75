package cn.yimen.notice.web;

import cn.yimen.district.Places;
import cn.yimen.document.Attachments;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.PhoneInput;
import cn.yimen.kernel.TextInput;
import cn.yimen.notice.NoticeFilter;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Objections.NewObjection;
import cn.yimen.notice.ProofInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 公示 of the staff (AP-1, AP-5): the list, one notice, its proof, objections on paper, taking down, the paper. */
@Controller
@RequestMapping("/publicity")
class NoticeController {

    private static final String HERE = "/publicity/";
    private static final String PAPER = "PublicNotice";
    private static final int SIZE = 20;

    private final Notices notices;
    private final Objections objections;
    private final ProofInput proofs;
    private final Attachments attachments;
    private final Documents documents;
    private final PrintedForms papers;
    private final Places places;
    private final OneTimeKeys once;
    private final Clock clock;

    NoticeController(
            Notices notices,
            Objections objections,
            ProofInput proofs,
            Attachments attachments,
            Documents documents,
            PrintedForms papers,
            Places places,
            OneTimeKeys once,
            Clock clock) {
        this.notices = notices;
        this.objections = objections;
        this.proofs = proofs;
        this.attachments = attachments;
        this.documents = documents;
        this.papers = papers;
        this.places = places;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "") String at,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var filter = NoticeFilter.of(show);
        var chosen = officer.scope().district() && town.matches("[0-9]{9}") ? town : null;
        var page = notices.page(filter, chosen, at, SIZE, officer);
        var counts = notices.counters(officer);
        var tabs = new ArrayList<Counter>();
        for (var each : NoticeFilter.values()) {
            tabs.add(Counter.of(
                    each.words(),
                    counts.getOrDefault(each, 0L),
                    "/publicity?show=" + each.key() + (chosen == null ? "" : "&town=" + chosen),
                    each == filter));
        }
        model.addAttribute("page", page);
        model.addAttribute("tabs", tabs);
        model.addAttribute("filter", filter);
        model.addAttribute("chosen", chosen);
        model.addAttribute(
                "towns",
                officer.scope().district()
                        ? places.townships().stream()
                                .map(place -> new Choice(place.code(), place.shortName()))
                                .toList()
                        : List.of());
        model.addAttribute(
                "nextUrl",
                page.next() == null
                        ? null
                        : "/publicity?show=" + filter.key() + (chosen == null ? "" : "&town=" + chosen) + "&at="
                                + page.next());
        model.addAttribute("readsObjections", Objections.mayReadAny(officer));
        return "notice/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer, Model model) {
        return page(id, officer, model);
    }

    private String page(NoticeId id, Officer officer, Model model) {
        model.addAttribute("one", notices.view(id, officer));
        model.addAttribute("photos", attachments.of(Notices.about(id), officer));
        model.addAttribute("objections", objections.of(id, officer));
        return "notice/show";
    }

    // --- 补充凭证

    @GetMapping("/{id}/proof")
    String askProof(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Posted("", LocalDate.now(clock).toString(), "", ""));
        return act("proof", id, officer, model);
    }

    @PostMapping("/{id}/proof")
    String proof(
            @PathVariable NoticeId id,
            @Valid @ModelAttribute("form") Forms.Posted form,
            BindingResult errors,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var proof = proofs.read(
                form.place(), form.day(), form.time(), form.statement(), files == null ? List.of() : files, errors);
        if (proof.isPresent() && proof.get().at().isAfter(clock.instant())) {
            errors.rejectValue("time", "later", "时间在现在之后，请填已经过去的时间");
        }
        if (proof.isEmpty() || errors.hasErrors()) {
            return act("proof", id, officer, model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        notices.addProof(id, proof.get(), officer);
                        flash.addFlashAttribute("note", "已补充张贴凭证。");
                        return HERE + id;
                    });
        } catch (RefusedFile e) {
            errors.rejectValue("statement", "file", String.valueOf(e.getMessage()));
            return act("proof", id, officer, model);
        }
    }

    // --- 书面异议

    @GetMapping("/{id}/objection")
    String askPaper(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Paper(LocalDate.now(clock).toString(), "", "", "", ""));
        return act("objection", id, officer, model);
    }

    @PostMapping("/{id}/objection")
    String onPaper(
            @PathVariable NoticeId id,
            @Valid @ModelAttribute("form") Forms.Paper form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var received = DateInput.read(text(form.receivedOn()), LocalDate.now(clock));
        if (received.isEmpty() && !errors.hasFieldErrors("receivedOn")) {
            errors.rejectValue("receivedOn", "day", "日期写成 2026-3-11 这样");
        }
        received.map(day ->
                        notices.view(id, officer).takesPaper() ? objections.receivedProblem(id, day, officer) : null)
                .ifPresent(problem -> errors.rejectValue("receivedOn", "day", problem));
        problem(errors, "content", "异议内容", TextInput.problem(text(form.content()), 1000, true));
        problem(errors, "name", "提出人", TextInput.problem(text(form.name()), 30, false));
        if (!text(form.phone()).isEmpty()) {
            problem(errors, "phone", "联系电话", PhoneInput.problem(text(form.phone())));
        }
        if (errors.hasErrors() || received.isEmpty()) {
            return act("objection", id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var number = objections.onPaper(
                            id,
                            new NewObjection(
                                    text(form.content()),
                                    text(form.name()).isEmpty() ? null : text(form.name()),
                                    text(form.phone()).isEmpty() ? null : PhoneInput.parse(text(form.phone())),
                                    "true".equals(form.toBureau())),
                            received.get(),
                            officer);
                    flash.addFlashAttribute("note", "已登记书面异议，编号 " + number + "，请写在交来的材料上。处理完之前不能报审。");
                    return HERE + id;
                });
    }

    // --- 撤下

    @GetMapping("/{id}/withdraw")
    String askWithdraw(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Withdraw(""));
        return act("withdraw", id, officer, model);
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable NoticeId id,
            @Valid @ModelAttribute("form") Forms.Withdraw form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        problem(errors, "reason", "撤下原因", TextInput.problem(text(form.reason()), 200, true));
        if (errors.hasErrors()) {
            return act("withdraw", id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    notices.withdraw(id, text(form.reason()), officer);
                    flash.addFlashAttribute("note", "已撤下，网上现在看不到了。请把张贴的也取下；改好后重新公示。");
                    return HERE + id;
                });
    }

    private String act(String step, NoticeId id, Officer officer, Model model) {
        model.addAttribute("one", notices.view(id, officer));
        model.addAttribute("step", step);
        return "notice/act";
    }

    // --- 公示表

    @PostMapping("/{id}/print")
    String print(@PathVariable NoticeId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, Notices.about(id), officer, stamp -> notices.paper(id, stamp, officer));
                    return HERE + id + "/print?print";
                });
    }

    @GetMapping("/{id}/print")
    ModelAndView paper(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer) {
        var stamp = documents.stamp(PAPER, Notices.about(id), officer);
        return papers.page(
                notices.paper(id, stamp, officer),
                new PrintTool(HERE + id + "/print.pdf", HERE + id, HERE + id + "/print"));
    }

    @GetMapping("/{id}/print.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable NoticeId id, @AuthenticationPrincipal Officer officer) {
        var stamp = documents.stamp(PAPER, Notices.about(id), officer);
        return papers.download(notices.paper(id, stamp, officer));
    }

    static void problem(BindingResult errors, String field, String label, @Nullable String problem) {
        if (problem != null && !errors.hasFieldErrors(field)) {
            errors.rejectValue(field, "text", label + problem);
        }
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
