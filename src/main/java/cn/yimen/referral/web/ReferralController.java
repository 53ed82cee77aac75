package cn.yimen.referral.web;

import cn.yimen.casefile.ToldHow;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.referral.ReferralAct;
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

    // --- the window

    @GetMapping("/dispatch")
    String askDispatch(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = desk.view(id, officer);
        model.addAttribute("form", new Forms.Dispatch(view.deptCode(), ""));
        return ask(ReferralAct.DISPATCH, view, model, flash);
    }

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
        return once(key, officer, () -> {
            var number = referrals.dispatch(id, text(form.dept()), text(form.wish()), officer);
            var view = desk.view(id, officer);
            flash.addFlashAttribute(
                    "note", "已转办给%s，单号 %s，%s签收。".formatted(view.department(), number, formats.until(view.dueAt())));
            return HERE + id;
        });
    }

    @GetMapping("/withdraw")
    String askWithdraw(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Withdraw(""));
        return ask(ReferralAct.WITHDRAW, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            referrals.withdraw(id, text(form.reason()), officer);
            flash.addFlashAttribute("note", "已撤回，以后需要可以重新申请。");
            return HERE + id;
        });
    }

    // --- the department

    @PostMapping("/sign")
    String sign(
            @PathVariable ReferralId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return once(key, officer, () -> {
            referrals.sign(id, officer);
            flash.addFlashAttribute(
                    "note",
                    "已签收，%s填审查结果。"
                            .formatted(formats.until(desk.view(id, officer).dueAt())));
            return HERE + id;
        });
    }

    @GetMapping("/give-back")
    String askGiveBack(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.GiveBack("DEPARTMENT", "", ""));
        return ask(ReferralAct.GIVE_BACK, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            referrals.giveBack(id, "DEPARTMENT".equals(form.who()), text(form.reason()), suggested, officer);
            flash.addFlashAttribute("note", "已退回窗口，由窗口改转其他部门。");
            return HERE + id;
        });
    }

    @GetMapping("/examine")
    String askExamine(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Examine(null, "", ""));
        return ask(ReferralAct.PASS, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            if (refused) {
                referrals.refuse(id, text(form.reason()), text(form.basis()), officer);
                flash.addFlashAttribute(
                        "note",
                        "已书面答复不符合，%s告知本人。"
                                .formatted(formats.until(desk.view(id, officer).dueAt())));
            } else {
                referrals.pass(id, text(form.reason()).isEmpty() ? null : text(form.reason()), officer);
                flash.addFlashAttribute(
                        "note",
                        "审查通过，%s反馈初核。"
                                .formatted(formats.until(desk.view(id, officer).dueAt())));
            }
            return HERE + id;
        });
    }

    @GetMapping("/refuse")
    String askRefuse(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Refuse("", ""));
        return ask(ReferralAct.REFUSE, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            referrals.refuse(id, text(form.reason()), text(form.basis()), officer);
            flash.addFlashAttribute(
                    "note",
                    "已书面答复不符合，%s告知本人。"
                            .formatted(formats.until(desk.view(id, officer).dueAt())));
            return HERE + id;
        });
    }

    @GetMapping("/answer")
    String askAnswer(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Answer(""));
        return ask(ReferralAct.ANSWER, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            referrals.answer(id, text(form.words()), officer);
            flash.addFlashAttribute("note", "已反馈初核，办完后填办结结果。");
            return HERE + id;
        });
    }

    @GetMapping("/finish")
    String askFinish(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Finish(""));
        return ask(ReferralAct.FINISH, desk.view(id, officer), model, flash);
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
        return once(key, officer, () -> {
            referrals.finish(id, text(form.result()), officer);
            flash.addFlashAttribute(
                    "note",
                    "已办结，%s告知本人。".formatted(formats.until(desk.view(id, officer).dueAt())));
            return HERE + id;
        });
    }

    @GetMapping("/await")
    String askAwait(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = desk.view(id, officer);
        model.addAttribute("form", new Forms.Await(""));
        return view.mayAwait() ? page("await", view, model) : gone(view, flash);
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
        return once(key, officer, () -> {
            referrals.await(id, text(form.what()), officer);
            flash.addFlashAttribute("note", "时限已暂停，窗口会通知申请人补材料。");
            return HERE + id;
        });
    }

    @PostMapping("/supplemented")
    String supplemented(
            @PathVariable ReferralId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return once(key, officer, () -> {
            referrals.supplemented(id, officer);
            flash.addFlashAttribute("note", "已记材料补齐，时限继续。");
            return HERE + id;
        });
    }

    // --- both

    @GetMapping("/tell")
    String askTell(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Forms.Tell(null, ""));
        return ask(ReferralAct.TELL, desk.view(id, officer), model, flash);
    }

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
        return once(key, officer, () -> {
            referrals.tell(id, new Telling(how, text(form.note()).isEmpty() ? null : text(form.note())), officer);
            flash.addFlashAttribute("note", "已记录告知：" + how.words() + "。");
            return HERE + id;
        });
    }

    @GetMapping("/urge")
    String askUrge(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = desk.view(id, officer);
        model.addAttribute("form", new Forms.Urge("请尽快办理，并回复进度。"));
        return view.mayUrge() ? page("urge", view, model) : gone(view, flash);
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
        return once(key, officer, () -> {
            urgings.urge(id, text(form.words()), officer);
            flash.addFlashAttribute("note", "已催办，对方会在待办里看到，%s内回复。".formatted(desk.answerUrgingWithin()));
            return HERE + id;
        });
    }

    @GetMapping("/urging")
    String askUrging(
            @PathVariable ReferralId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = desk.view(id, officer);
        model.addAttribute("form", new Forms.Urge(""));
        return view.mayAnswerUrging() ? page("urging", view, model) : gone(view, flash);
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
        return once(key, officer, () -> {
            urgings.answer(id, text(form.words()), officer);
            flash.addFlashAttribute("note", "已回复催办。");
            return HERE + id;
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

    private String once(OneTimeKey key, Officer officer, Supplier<String> work) {
        return "redirect:" + once.run(key, officer, work);
    }

    /** The form of an act; whoever comes too late is led to the page that says what happened. */
    private String ask(ReferralAct act, ReferralView view, Model model, RedirectAttributes flash) {
        if (!view.canBe(act)) {
            return gone(view, flash);
        }
        return page(act == ReferralAct.PASS ? "examine" : act.path(), view, model);
    }

    private static String gone(ReferralView view, RedirectAttributes flash) {
        flash.addFlashAttribute("warning", "本件现在是「%s」，这一步不用办了或不由您办".formatted(view.stateWords()));
        return "redirect:" + HERE + view.id();
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
