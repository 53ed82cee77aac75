package cn.yimen.referral.web;

import cn.yimen.casefile.ToldHow;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.referral.ReferralDesk;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralView;
import cn.yimen.referral.Referrals;
import cn.yimen.referral.Telling;
import cn.yimen.referral.Urgings;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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

/** 转办件: one referral and its acts; each act that needs words has a form of its own (ui-guide 10). */
@Controller
@RequestMapping("/referrals/{id}")
class ReferralController {

    private static final String HERE = "/referrals/";

    private final ReferralDesk desk;
    private final Referrals referrals;
    private final Urgings urgings;
    private final OneTimeKeys once;
    private final Formats formats;

    ReferralController(ReferralDesk desk, Referrals referrals, Urgings urgings, OneTimeKeys once, Formats formats) {
        this.desk = desk;
        this.referrals = referrals;
        this.urgings = urgings;
        this.once = once;
        this.formats = formats;
    }

    @GetMapping
    String show(@PathVariable ReferralId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("referral", desk.view(id, officer));
        return "referral/show";
    }

    /** The form of an act; whoever comes too late is led to the page that says what happened. */
    @GetMapping("/{step:dispatch|withdraw|give-back|examine|refuse|answer|finish|await|tell|urge|urging}")
    String ask(
            @PathVariable ReferralId id,
            @PathVariable String step,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = desk.view(id, officer);
        if (!Steps.open(step, view)) {
            flash.addFlashAttribute("warning", "本件现在是「%s」，这一步不用办了或不由您办".formatted(view.stateWords()));
            return "redirect:" + HERE + id;
        }
        model.addAttribute("form", Forms.empty(step, view));
        return page(step, view, model);
    }

    // --- the window

    @PostMapping("/dispatch")
    String dispatch(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Dispatch form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var known = referrals.departments().stream().anyMatch(office -> Objects.equals(office.deptCode(), form.dept()));
        if (!known && !errors.hasFieldErrors("dept")) {
            errors.rejectValue("dept", "unknown", "选择转给哪个部门");
        }
        if (errors.hasErrors()) {
            return page("dispatch", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            var number = referrals.dispatch(id, text(form.dept()), text(form.wish()), officer);
            var view = desk.view(id, officer);
            return "已转办给%s，单号 %s，%s签收。".formatted(view.department(), number, formats.until(view.dueAt()));
        });
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Withdraw form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("withdraw", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.withdraw(id, text(form.reason()), officer);
            return "已撤回，以后需要可以重新申请。";
        });
    }

    // --- the department

    @PostMapping("/sign")
    String sign(
            @PathVariable ReferralId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, id, flash, () -> {
            referrals.sign(id, officer);
            return "已签收，%s填审查结果。".formatted(until(id, officer));
        });
    }

    @PostMapping("/give-back")
    String giveBack(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.GiveBack form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var suggested = referrals.departments().stream()
                .map(office -> text(office.deptCode()))
                .filter(code -> code.equals(form.suggested()))
                .findFirst()
                .orElse(null);
        if (errors.hasErrors()) {
            return page("give-back", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.giveBack(id, "DEPARTMENT".equals(form.who()), text(form.reason()), suggested, officer);
            return "已退回窗口，由窗口改转其他部门。";
        });
    }

    @PostMapping("/examine")
    String examine(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Examine form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var refused = "REFUSE".equals(form.result());
        if (refused && text(form.reason()).isEmpty()) {
            errors.rejectValue("reason", "missing", "填写不符合的原因");
        }
        if (refused && text(form.basis()).isEmpty()) {
            errors.rejectValue("basis", "missing", "填写依据");
        }
        if (errors.hasErrors()) {
            return page("examine", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            if (refused) {
                referrals.refuse(id, text(form.reason()), text(form.basis()), officer);
                return "已书面答复不符合，%s告知本人。".formatted(until(id, officer));
            }
            referrals.pass(id, text(form.reason()).isEmpty() ? null : text(form.reason()), officer);
            return "审查通过，%s反馈初核。".formatted(until(id, officer));
        });
    }

    @PostMapping("/refuse")
    String refuse(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Refuse form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("refuse", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.refuse(id, text(form.reason()), text(form.basis()), officer);
            return "已书面答复不符合，%s告知本人。".formatted(until(id, officer));
        });
    }

    @PostMapping("/answer")
    String answer(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Answer form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("answer", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.answer(id, text(form.words()), officer);
            return "已反馈初核，办完后填办结结果。";
        });
    }

    @PostMapping("/finish")
    String finish(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Finish form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("finish", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.finish(id, text(form.result()), officer);
            return "已办结，%s告知本人。".formatted(until(id, officer));
        });
    }

    @PostMapping("/await")
    String await(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Await form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("await", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.await(id, text(form.what()), officer);
            return "时限已暂停，窗口会通知申请人补材料。";
        });
    }

    @PostMapping("/supplemented")
    String supplemented(
            @PathVariable ReferralId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, id, flash, () -> {
            referrals.supplemented(id, officer);
            return "已记材料补齐，时限继续。";
        });
    }

    // --- both

    @PostMapping("/tell")
    String tell(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Tell form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var how = form.how();
        if (errors.hasErrors() || how == null) {
            return page("tell", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            referrals.tell(id, new Telling(how, text(form.note()).isEmpty() ? null : text(form.note())), officer);
            return "已记录告知：" + how.words() + "。";
        });
    }

    @PostMapping("/urge")
    String urge(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Urge form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("urge", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            urgings.urge(id, text(form.words()), officer);
            return "已催办，对方会在待办里看到，%s内回复。".formatted(desk.answerUrgingWithin());
        });
    }

    @PostMapping("/urging")
    String urging(
            @PathVariable ReferralId id,
            @Valid @ModelAttribute("form") Forms.Urge form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return page("urging", desk.view(id, officer), model);
        }
        return done(key, officer, id, flash, () -> {
            urgings.answer(id, text(form.words()), officer);
            return "已回复催办。";
        });
    }

    /** 看全号: shown once on the page that answers, never kept in an address. */
    @PostMapping("/reveal")
    String reveal(
            @PathVariable ReferralId id,
            @ModelAttribute("form") Forms.Reveal form,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var phone = "PHONE".equals(form.field());
        var reason = List.of("核对身份", "打电话", "填表").contains(text(form.reason())) ? text(form.reason()) : "其他";
        var value = referrals.reveal(id, phone ? Referrals.Private.PHONE : Referrals.Private.IDENTITY, reason, officer);
        model.addAttribute("referral", desk.view(id, officer));
        model.addAttribute(phone ? "fullPhone" : "fullIdentity", value.isEmpty() ? "—" : value);
        return "referral/show";
    }

    // ---

    /** @param act does it and says what was done */
    private String done(
            OneTimeKey key, Officer officer, ReferralId id, RedirectAttributes flash, Supplier<String> act) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    flash.addFlashAttribute("note", act.get());
                    return HERE + id;
                });
    }

    /** Until when the next step is due, in words. */
    private String until(ReferralId id, Officer officer) {
        return formats.until(desk.view(id, officer).dueAt());
    }

    private String page(String step, ReferralView view, Model model) {
        model.addAttribute("referral", view);
        model.addAttribute("step", step);
        model.addAttribute("words", Steps.of(step, view));
        if (step.equals("dispatch") || step.equals("give-back")) {
            model.addAttribute(
                    "departments",
                    referrals.departments().stream()
                            .map(office -> new Choice(text(office.deptCode()), office.shortName()))
                            .filter(choice ->
                                    step.equals("dispatch") || !choice.value().equals(view.deptCode()))
                            .toList());
        }
        if (step.equals("tell")) {
            model.addAttribute(
                    "hows",
                    Arrays.stream(ToldHow.values())
                            .map(how -> new Choice(how.name(), how.words()))
                            .toList());
        }
        return "referral/act";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
