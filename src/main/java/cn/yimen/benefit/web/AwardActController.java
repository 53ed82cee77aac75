package cn.yimen.benefit.web;

import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.EndReason;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.policy.Policy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
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

/** 停发、恢复、渐退、终止, by the bureau's approvers: asked, repeated on a page of its own, then done; and the paper of it. */
@Controller
@RequestMapping("/awards/{id}")
class AwardActController {

    private static final String PAPER = "TerminationNotice";

    private final Awards awards;
    private final AwardNotices notices;
    private final Households households;
    private final Policy policy;
    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;
    private final Clock clock;

    AwardActController(
            Awards awards,
            AwardNotices notices,
            Households households,
            Policy policy,
            Documents documents,
            PrintedForms forms,
            OneTimeKeys once,
            Clock clock) {
        this.awards = awards;
        this.notices = notices;
        this.households = households;
        this.policy = policy;
        this.documents = documents;
        this.forms = forms;
        this.once = once;
        this.clock = clock;
    }

    /** 怎样变动. */
    enum Act {
        SUSPEND("停发"),
        RESUME("恢复发放"),
        EXIT("进入渐退期"),
        END("终止");

        private final String words;

        Act(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 变动的表单. */
    record Form(
            @NotBlank(message = "选择怎样变动") @Nullable String act,

            @Nullable String because,

            @Nullable String cause,

            @NotBlank(message = "填写说明") @Size(max = 300, message = "说明不超过 300 字") @Nullable
            String reason) {}

    @GetMapping("/act")
    String ask(@PathVariable AwardId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Form(null, null, null, ""));
        return page(decided(id, officer), model);
    }

    @PostMapping("/act/check")
    String check(
            @PathVariable AwardId id,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var award = decided(id, officer);
        var act = validate(award, form, errors);
        if (errors.hasErrors() || act == null) {
            return page(award, model);
        }
        var next = YearMonth.now(clock).plusMonths(1);
        model.addAttribute("award", award);
        model.addAttribute("act", act);
        model.addAttribute("next", next);
        if (act == Act.EXIT) {
            var plan = awards.exitPlan(
                    id, review(award), ExitCause.valueOf(String.valueOf(form.cause())), LocalDate.now(clock), officer);
            model.addAttribute("plan", plan);
        } else if (act != Act.RESUME) {
            model.addAttribute("because", EndReason.valueOf(String.valueOf(form.because())));
        }
        return "benefit/act-check";
    }

    @PostMapping("/act")
    String act(
            @PathVariable AwardId id,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var award = decided(id, officer);
        var act = validate(award, form, errors);
        if (errors.hasErrors() || act == null) {
            return page(award, model);
        }
        var today = LocalDate.now(clock);
        var next = YearMonth.from(today).plusMonths(1);
        var reason = form.reason() == null ? "" : form.reason().strip();
        return "redirect:"
                + once.run(key, officer, () -> {
                    switch (act) {
                        case SUSPEND ->
                            awards.suspend(
                                    id,
                                    EndReason.valueOf(String.valueOf(form.because())),
                                    next,
                                    reason,
                                    today,
                                    officer);
                        case RESUME -> awards.resume(id, next, reason, today, officer);
                        case EXIT ->
                            awards.gradualExit(
                                    id,
                                    review(award),
                                    ExitCause.valueOf(String.valueOf(form.cause())),
                                    reason,
                                    today,
                                    officer);
                        case END ->
                            awards.end(id, EndReason.valueOf(String.valueOf(form.because())), next, reason, officer);
                    }
                    flash.addFlashAttribute(
                            "note", award.holderName() + award.scheme().label() + "：" + act.words() + "。");
                    return "/awards/" + id;
                });
    }

    @PostMapping("/notices/{no}/delivery")
    String deliver(
            @PathVariable AwardId id,
            @PathVariable int no,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String receiver,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var day = DateInput.read(on, today).orElse(null);
        if (day == null || day.isAfter(today) || !AwardNotices.HOW.containsKey(how) || receiver.isBlank()) {
            flash.addFlashAttribute("warning", "没有登记送达：填写送达日期（不晚于今天）、方式和签收人");
            return "redirect:/awards/" + id;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    notices.deliver(id, no, day, how, receiver, officer);
                    flash.addFlashAttribute("note", "已登记送达。");
                    return "/awards/" + id;
                });
    }

    @PostMapping("/notices/{no}")
    String print(
            @PathVariable AwardId id, @PathVariable int no, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, about(id, no), officer, stamp -> notices.paper(id, no, stamp, officer));
                    return "/awards/" + id + "/notices/" + no + "?print";
                });
    }

    @GetMapping("/notices/{no}")
    ModelAndView paper(@PathVariable AwardId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        var here = "/awards/" + id + "/notices/" + no;
        return forms.page(
                notices.paper(id, no, documents.stamp(PAPER, about(id, no), officer), officer),
                new PrintTool(here + ".pdf", "/awards/" + id, here));
    }

    @GetMapping("/notices/{no}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable AwardId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        return forms.download(notices.paper(id, no, documents.stamp(PAPER, about(id, no), officer), officer));
    }

    private AwardView decided(AwardId id, Officer officer) {
        var award = awards.get(id, officer);
        if (!officer.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("待遇的变更、停发、终止由区民政局审批人员决定");
        }
        return award;
    }

    private @Nullable Act validate(AwardView award, Form form, BindingResult errors) {
        var act = acts(award).stream()
                .filter(each -> each.name().equals(form.act()))
                .findFirst();
        if (act.isEmpty()) {
            if (!errors.hasFieldErrors("act")) {
                errors.rejectValue("act", "choice", "选择怎样变动");
            }
            return null;
        }
        if ((act.get() == Act.END || act.get() == Act.SUSPEND)
                && Arrays.stream(EndReason.values())
                        .noneMatch(each -> each.name().equals(form.because()))) {
            errors.rejectValue("because", "choice", "选择停发、终止的事由");
        }
        if (act.get() == Act.EXIT) {
            var cause = Arrays.stream(ExitCause.values())
                    .filter(each -> each.name().equals(form.cause()))
                    .findFirst();
            if (cause.isEmpty()) {
                errors.rejectValue("cause", "choice", "选择渐退的事由");
            } else {
                whyNoExit(award, cause.get()).ifPresent(words -> errors.rejectValue("act", "exit", words));
            }
        }
        return act.get();
    }

    private Optional<String> whyNoExit(AwardView award, ExitCause cause) {
        var now = review(award);
        if (now.fits(Scheme.DIBAO)) {
            return Optional.of("按现在登记的情况，这一户仍然符合低保条件，不用渐退");
        }
        return now.of(Scheme.DIBAO).reasons().stream()
                .filter(each -> each.code() != cn.yimen.eligibility.Reason.Code.INCOME_OVER)
                .findFirst()
                .map(each -> "不适用渐退：" + each.words());
    }

    /** The household as it is recorded now, by the parameters of today. */
    private Assessment review(AwardView award) {
        var today = LocalDate.now(clock);
        return MeansTest.determine(
                households.factsOn(new HouseholdId(award.household()), today), policy.eligibilityOn(today));
    }

    private static List<Act> acts(AwardView award) {
        var acts = new ArrayList<Act>();
        if (award.state() == AwardState.RUNNING) {
            acts.add(Act.SUSPEND);
            if (award.scheme() == Scheme.DIBAO) {
                acts.add(Act.EXIT);
            }
        }
        if (award.state() == AwardState.SUSPENDED) {
            acts.add(Act.RESUME);
        }
        if (award.state() != AwardState.ENDED) {
            acts.add(Act.END);
        }
        return acts;
    }

    private String page(AwardView award, Model model) {
        if (award.state() == AwardState.ENDED) {
            throw new NoSuchElementException("nothing to change");
        }
        model.addAttribute("award", award);
        model.addAttribute("next", YearMonth.now(clock).plusMonths(1));
        model.addAttribute(
                "acts",
                acts(award).stream()
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "reasons",
                Arrays.stream(EndReason.values())
                        .filter(each -> each != EndReason.GRADUAL_EXIT_END)
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "causes",
                Arrays.stream(ExitCause.values())
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        return "benefit/act";
    }

    private static Subject about(AwardId id, int no) {
        return new Subject("award_notice", id + "/" + no);
    }
}
