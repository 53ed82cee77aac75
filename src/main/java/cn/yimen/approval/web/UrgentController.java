package cn.yimen.approval.web;

import cn.yimen.approval.AidRefused;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.approval.ConferenceCalls;
import cn.yimen.approval.NewAid;
import cn.yimen.approval.PathKind;
import cn.yimen.approval.TemporaryNeed;
import cn.yimen.approval.TemporaryNeeds;
import cn.yimen.approval.UrgentAid;
import cn.yimen.approval.UrgentAids;
import cn.yimen.approval.UrgentPapers;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayAhead;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.household.Emergency;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.YuanInput;
import cn.yimen.ledger.Reserves;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 小额快救、先行救助、补齐手续、事由和需求、提请会商 (AP-4, CC-1). */
@Controller
@RequestMapping("/applications/{id}")
class UrgentController {

    private final Applications applications;
    private final TemporaryNeeds needs;
    private final UrgentAids aids;
    private final UrgentPapers papers;
    private final ConferenceCalls calls;
    private final Reserves reserves;
    private final PrintedForms forms;
    private final OneTimeKeys once;
    private final Clock clock;

    UrgentController(
            Applications applications,
            TemporaryNeeds needs,
            UrgentAids aids,
            UrgentPapers papers,
            ConferenceCalls calls,
            Reserves reserves,
            PrintedForms forms,
            OneTimeKeys once,
            Clock clock) {
        this.applications = applications;
        this.needs = needs;
        this.aids = aids;
        this.papers = papers;
        this.calls = calls;
        this.reserves = reserves;
        this.forms = forms;
        this.once = once;
        this.clock = clock;
    }

    // --- 小额快救、先行救助

    @GetMapping("/quick-grant")
    String askQuick(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        return ask(id, Way.QUICK_GRANT, officer, model, flash);
    }

    @GetMapping("/aid-first")
    String askFirst(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        return ask(id, Way.AID_FIRST, officer, model, flash);
    }

    private String ask(ApplicationId id, Way way, Officer officer, Model model, RedirectAttributes flash) {
        var gone = gone(id, way, officer, flash);
        if (gone != null) {
            return gone;
        }
        var view = applications.get(id, officer);
        var need = needs.of(id).orElse(null);
        var reported = need == null ? view.receivedAt() : need.reportedAt();
        model.addAttribute(
                "form",
                new UrgentForms.Aid(
                        need == null || !need.cause().sudden()
                                ? ""
                                : need.cause().name(),
                        List.of(view.personId().toString()),
                        "",
                        "",
                        "",
                        "",
                        view.personName(),
                        "",
                        day(reported),
                        time(reported)));
        return aidPage(view, way, need == null ? null : need.cause(), officer, model);
    }

    @PostMapping("/quick-grant")
    String quick(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") UrgentForms.Aid form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        return give(id, Way.QUICK_GRANT, form, errors, key, officer, model, flash);
    }

    @PostMapping("/aid-first")
    String first(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") UrgentForms.Aid form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        return give(id, Way.AID_FIRST, form, errors, key, officer, model, flash);
    }

    private String give(
            ApplicationId id,
            Way way,
            UrgentForms.Aid form,
            BindingResult errors,
            OneTimeKey key,
            Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        var cause = cause(form.cause());
        if (cause.isEmpty() && !errors.hasFieldErrors("cause")) {
            errors.rejectValue("cause", "unknown", "选择困难事由");
        }
        var means = means(form.means());
        if (means.isEmpty() && !errors.hasFieldErrors("means")) {
            errors.rejectValue("means", "unknown", "选择支付方式");
        }
        var problem = YuanInput.problem(text(form.amount()));
        if (problem != null) {
            errors.rejectValue("amount", "wrong", problem);
        }
        var persons = persons(form.persons());
        if (persons.isEmpty()) {
            errors.rejectValue("persons", "none", "选择受助的人");
        }
        var reported = reported(form.reportedOn(), form.reportedTime(), errors);
        if (errors.hasErrors()) {
            return aidPage(view, way, cause.orElse(null), officer, model);
        }
        var aid = new NewAid(
                cause.orElseThrow(),
                persons,
                text(form.story()),
                means.orElseThrow(),
                text(form.goods()).isEmpty() ? null : text(form.goods()),
                YuanInput.parse(text(form.amount())).amount(),
                text(form.payee()),
                text(form.repeatReason()).isEmpty() ? null : text(form.repeatReason()),
                changed(reported, registered(view)).orElse(null));
        try {
            return once(key, officer, () -> {
                var given =
                        way == Way.QUICK_GRANT ? aids.quickGrant(id, aid, officer) : aids.aidFirst(id, aid, officer);
                flash.addFlashAttribute("note", told(given));
                return "/applications/" + id;
            });
        } catch (AidRefused e) {
            errors.rejectValue(e.field(), "refused", String.valueOf(e.getMessage()));
            return aidPage(view, way, cause.orElse(null), officer, model);
        }
    }

    private static String told(UrgentAid given) {
        return "已%s %s 元，编号 %s%s。%s"
                .formatted(
                        given.procedure() == UrgentAid.Procedure.QUICK ? "给小额快救" : "先行救助",
                        given.amount().grouped(),
                        given.number(),
                        given.voucher() == null ? "" : "，凭证号 " + given.voucher(),
                        given.procedure() == UrgentAid.Procedure.QUICK ? "本件已办结，请告知申请人。" : "请在时限内补齐手续。");
    }

    private String aidPage(
            ApplicationView view, Way way, Emergency.@Nullable Cause cause, Officer officer, Model model) {
        var quick = way == Way.QUICK_GRANT;
        var people = aids.people(view, officer);
        model.addAttribute("view", view);
        model.addAttribute("quick", quick);
        model.addAttribute("title", quick ? "小额快救" : "急难先行救助");
        model.addAttribute("action", "/applications/" + view.id() + (quick ? "/quick-grant" : "/aid-first"));
        model.addAttribute(
                "causes",
                Arrays.stream(Emergency.Cause.values())
                        .filter(Emergency.Cause::sudden)
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        model.addAttribute(
                "people",
                people.entrySet().stream()
                        .map(each -> new Choice(each.getKey().toString(), each.getValue()))
                        .toList());
        model.addAttribute(
                "ways",
                Arrays.stream(UrgentAid.Means.values())
                        .filter(each -> !quick || each != UrgentAid.Means.STOCK)
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute("most", quick ? aids.mostQuick(1) : aids.mostFirst());
        model.addAttribute(
                "balance",
                Reserves.sees(officer, view.townshipCode()) ? reserves.balance(view.townshipCode(), officer) : null);
        model.addAttribute(
                "earlier",
                Arrays.stream(Emergency.Cause.values())
                        .filter(each -> cause == null ? each.sudden() : each == cause)
                        .flatMap(each -> needs.earlier(view, each, List.of(), officer).stream())
                        .toList());
        model.addAttribute("need", needs.of(view.id()).orElse(null));
        return "approval/aid";
    }

    // --- 补齐手续

    @GetMapping("/complete")
    String askComplete(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        if (view.state() != ApplicationState.AIDED) {
            flash.addFlashAttribute("warning", "本件现在是「%s」，不用补手续".formatted(view.stateWords()));
            return "redirect:/applications/" + id;
        }
        model.addAttribute("form", new UrgentForms.Complete(""));
        return completePage(view, officer, model);
    }

    @PostMapping("/complete")
    String complete(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") UrgentForms.Complete form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        var small = "SMALL".equals(form.how());
        if (!small && !"GENERAL".equals(form.how()) && !errors.hasFieldErrors("how")) {
            errors.rejectValue("how", "unknown", "选择怎样办");
        }
        if (errors.hasErrors()) {
            return completePage(view, officer, model);
        }
        return once(key, officer, () -> {
            aids.complete(id, small, officer);
            flash.addFlashAttribute("note", small ? "手续已补齐，本件办结，请告知申请人。" : "手续已补齐，按一般程序继续办。");
            return "/applications/" + id;
        });
    }

    private String completePage(ApplicationView view, Officer officer, Model model) {
        var ahead = applications.waysAhead(view.id(), officer).stream()
                .filter(each -> each.way() == Way.COMPLETE || each.way() == Way.COMPLETE_SMALL)
                .toList();
        model.addAttribute("view", view);
        model.addAttribute("ahead", ahead);
        model.addAttribute("papers", aids.missingPapers(view));
        model.addAttribute("given", aids.of(view.id()));
        model.addAttribute(
                "choices",
                ahead.stream()
                        .filter(WayAhead::permitted)
                        .map(each -> new Choice(
                                each.way() == Way.COMPLETE_SMALL ? "SMALL" : "GENERAL",
                                each.way() == Way.COMPLETE_SMALL ? "已给的够了，核对手续后办结" : "还要继续救助，按一般程序调查，抵扣已给的"))
                        .toList());
        return "approval/complete";
    }

    // --- 事由和需求

    @GetMapping("/need")
    String askNeed(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        var view = temporary(id, officer);
        var need = needs.of(id).orElse(null);
        var reported = need == null ? view.receivedAt() : need.reportedAt();
        model.addAttribute(
                "form",
                new UrgentForms.Need(
                        need == null ? "" : need.cause().name(),
                        need != null && need.urgent() ? "true" : "",
                        day(reported),
                        time(reported),
                        need == null || need.persons() == null
                                ? ""
                                : need.persons().toString(),
                        need == null || need.months() == null
                                ? ""
                                : need.months().toString(),
                        need == null || need.repeatReason() == null ? "" : need.repeatReason(),
                        need == null ? -1 : need.version()));
        return needPage(view, need, officer, model);
    }

    @PostMapping("/need")
    String need(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") UrgentForms.Need form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = temporary(id, officer);
        var cause = cause(form.cause());
        if (cause.isEmpty() && !errors.hasFieldErrors("cause")) {
            errors.rejectValue("cause", "unknown", "选择困难事由");
        }
        var urgent = "true".equals(form.urgent());
        if (urgent && cause.isPresent() && !cause.get().sudden()) {
            errors.rejectValue("urgent", "sudden", cause.get().label() + "不属于突发急难，走一般程序");
        }
        var persons = number(form.persons(), 99, "persons", "救助人数", errors);
        var months = number(form.months(), 60, "months", "救助月数", errors);
        var reported = reported(form.reportedOn(), form.reportedTime(), errors);
        if (errors.hasErrors()) {
            return needPage(view, needs.of(id).orElse(null), officer, model);
        }
        try {
            return once(key, officer, () -> {
                needs.register(
                        id,
                        cause.orElseThrow(),
                        urgent,
                        changed(reported, registered(view)).orElse(registered(view)),
                        persons,
                        months,
                        text(form.repeatReason()).isEmpty() ? null : text(form.repeatReason()),
                        form.version(),
                        officer);
                flash.addFlashAttribute("note", "已登记事由和需求。");
                return "/applications/" + id;
            });
        } catch (AidRefused e) {
            errors.rejectValue(e.field(), "refused", String.valueOf(e.getMessage()));
            return needPage(view, needs.of(id).orElse(null), officer, model);
        }
    }

    private String needPage(ApplicationView view, @Nullable TemporaryNeed need, Officer officer, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("need", need);
        model.addAttribute("mayEdit", TemporaryNeeds.mayEdit(view, officer));
        model.addAttribute(
                "causes",
                Arrays.stream(Emergency.Cause.values())
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        model.addAttribute("earlier", need == null ? List.of() : needs.earlier(view, need.cause(), List.of(), officer));
        return "approval/need";
    }

    private ApplicationView temporary(ApplicationId id, Officer officer) {
        var view = applications.get(id, officer);
        if (view.kind() != PathKind.TEMPORARY) {
            throw new NoSuchElementException("no temporary assistance " + id);
        }
        return view;
    }

    // --- 提请会商

    @GetMapping("/conference")
    String askConference(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("form", new UrgentForms.Confer(""));
        return "approval/conference-new";
    }

    @PostMapping("/conference")
    String conference(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") UrgentForms.Confer form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            model.addAttribute("view", applications.get(id, officer));
            return "approval/conference-new";
        }
        return once(key, officer, () -> {
            calls.complex(id, text(form.words()), officer);
            flash.addFlashAttribute("note", "已提请会商，由区民政局决定。");
            return "/applications/" + id;
        });
    }

    // --- 登记表

    @PostMapping("/aids/{aid}/print")
    ModelAndView print(
            @PathVariable ApplicationId id, @PathVariable UUID aid, @AuthenticationPrincipal Officer officer) {
        return forms.page(papers.print(id, aid, officer), new PrintTool(null, "/applications/" + id));
    }

    @PostMapping("/aids/{aid}/print.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id, @PathVariable UUID aid, @AuthenticationPrincipal Officer officer) {
        return forms.download(papers.print(id, aid, officer));
    }

    /** Reached by the address, e.g. from the history: the page that prints it. */
    @GetMapping({"/aids/{aid}/print", "/aids/{aid}/print.pdf"})
    String asked(@PathVariable ApplicationId id) {
        return "redirect:/applications/{id}";
    }

    // ---

    /** Where to go instead if the way is not open to the officer; null if it is. */
    private @Nullable String gone(ApplicationId id, Way way, Officer officer, RedirectAttributes flash) {
        var ahead = applications.waysAhead(id, officer).stream()
                .filter(each -> each.way() == way)
                .findFirst();
        if (ahead.isPresent() && ahead.get().permitted()) {
            return null;
        }
        if (ahead.isPresent() && !ahead.get().mine()) {
            throw new NotAllowed(ahead.get().words() + "：" + ahead.get().whyNot());
        }
        var view = applications.get(id, officer);
        flash.addFlashAttribute(
                "warning",
                "本件现在是「%s」：%s"
                        .formatted(
                                view.stateWords(), ahead.map(WayAhead::whyNot).orElse("这一步不用办了")));
        return "redirect:/applications/" + id;
    }

    private String once(OneTimeKey key, Officer officer, Supplier<String> work) {
        return "redirect:" + once.run(key, officer, work);
    }

    private static Optional<Emergency.Cause> cause(@Nullable String typed) {
        return Arrays.stream(Emergency.Cause.values())
                .filter(each -> each.name().equals(typed))
                .findFirst();
    }

    private static Optional<UrgentAid.Means> means(@Nullable String typed) {
        return Arrays.stream(UrgentAid.Means.values())
                .filter(each -> each.name().equals(typed))
                .findFirst();
    }

    private static List<UUID> persons(@Nullable List<String> typed) {
        return typed == null
                ? List.of()
                : typed.stream()
                        .filter(each -> each.matches("[0-9a-fA-F-]{36}"))
                        .map(UUID::fromString)
                        .distinct()
                        .toList();
    }

    private static @Nullable Integer number(
            @Nullable String typed, int most, String field, String label, BindingResult errors) {
        var text = text(typed);
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            errors.rejectValue(field, "wrong", "%s填 1 到 %d 的数".formatted(label, most));
            return null;
        }
        return Integer.valueOf(text);
    }

    /** 报告时间; none where nothing was typed or it cannot be read, which is told at the field. */
    private Optional<Instant> reported(@Nullable String on, @Nullable String time, BindingResult errors) {
        var day = text(on);
        var hour = text(time).replace('：', ':');
        if (day.isEmpty() && hour.isEmpty()) {
            return Optional.empty();
        }
        var read = DateInput.read(day, LocalDate.now(clock));
        if (read.isEmpty()) {
            errors.rejectValue("reportedOn", "wrong", "报告日期写成 2026-3-11 这样");
        }
        var fits = hour.matches("([01]?[0-9]|2[0-3]):[0-5][0-9]");
        if (!fits) {
            errors.rejectValue("reportedTime", "wrong", "报告时间写成 14:30 这样");
        }
        if (read.isEmpty() || !fits) {
            return Optional.empty();
        }
        var at = LocalTime.parse(hour.length() == 4 ? "0" + hour : hour);
        return Optional.of(ZonedDateTime.of(read.get(), at, clock.getZone()).toInstant());
    }

    /** As registered, to the second; the fields show minutes. */
    private Instant registered(ApplicationView view) {
        return needs.of(view.id()).map(TemporaryNeed::reportedAt).orElse(view.receivedAt());
    }

    private static Optional<Instant> changed(Optional<Instant> typed, Instant before) {
        return typed.filter(at -> !at.equals(before.truncatedTo(ChronoUnit.MINUTES)));
    }

    private String day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone()).toString();
    }

    private String time(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at.atZone(clock.getZone()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace("\0", "").strip();
    }
}
