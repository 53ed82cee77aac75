package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Decisions;
import cn.yimen.approval.FactsChanged;
import cn.yimen.approval.Way;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.Step;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 审核确认 (ui-guide 4.3): the decision panel, the page that repeats everything, the act; and the delivery of its paper. */
@Controller
@RequestMapping("/applications/{id}")
class ConfirmController {

    private final Decisions decisions;
    private final Applications applications;
    private final OneTimeKeys once;
    private final Clock clock;

    ConfirmController(Decisions decisions, Applications applications, OneTimeKeys once, Clock clock) {
        this.decisions = decisions;
        this.applications = applications;
        this.once = once;
        this.clock = clock;
    }

    /** 决定的表单. */
    record Decide(
            @NotNull(message = "选择确认、不予确认还是退回") @Nullable Way choice,

            @Size(max = 500, message = "理由不超过 500 字") @Nullable
            String reasons,

            @Size(max = 200, message = "依据不超过 200 字") @Nullable
            String basis,

            @Nullable String seen) {}

    @GetMapping("/confirm")
    String show(
            @PathVariable ApplicationId id,
            @RequestParam(required = false) @Nullable String choice,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var check = decisions.check(id, officer);
        var wanted = Arrays.stream(new Way[] {Way.CONFIRM, Way.REFUSE, Way.SEND_BACK})
                .filter(way -> way.name().equals(choice))
                .findFirst()
                .orElse(null);
        var changed = check.changed();
        var first = check.first();
        model.addAttribute(
                "form",
                new Decide(
                        changed != null ? Way.SEND_BACK : wanted == Way.CONFIRM && !check.confirmable() ? null : wanted,
                        changed != null
                                ? cut("初审意见之后家庭情况有变化：" + changed.words())
                                : first != null && first.reasons() != null ? first.reasons() : "",
                        first != null && first.basis() != null ? first.basis() : "",
                        ""));
        return page(check, model);
    }

    /** 核对: nothing is decided yet, the page repeats what would be. */
    @PostMapping("/confirm/check")
    String check(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Decide form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var check = decisions.check(id, officer);
        validate(form, errors, check);
        if (errors.hasErrors() || check.whyNot() != null) {
            return page(check, model);
        }
        return checkPage(check, form, model);
    }

    /** Filled wrongly: the form again, unless others have decided meanwhile. */
    private String unclear(ApplicationId id, Officer officer, BindingResult errors, Model model) {
        var check = decisions.check(id, officer);
        var whyNot = check.whyNot();
        if (whyNot != null) {
            throw new Conflict(whyNot);
        }
        if (!errors.hasErrors()) {
            errors.rejectValue("choice", "missing", "选择怎样决定");
        }
        return page(check, model);
    }

    @PostMapping("/confirm")
    String decide(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Decide form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors() || form.choice() == null) {
            return unclear(id, officer, errors, model);
        }
        var choice = form.choice();
        var reasons = text(form.reasons());
        var basis = text(form.basis());
        if (choice != Way.CONFIRM && reasons.isEmpty()) {
            errors.rejectValue("reasons", "missing", "填写理由");
        }
        if (choice == Way.REFUSE && basis.isEmpty()) {
            errors.rejectValue("basis", "missing", "填写依据的条款");
        }
        if (errors.hasErrors()) {
            return page(decisions.check(id, officer), model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        var words = switch (choice) {
                            case CONFIRM ->
                                decisions
                                        .confirm(id, text(form.seen()), officer)
                                        .words();
                            case REFUSE ->
                                decisions.refuse(id, reasons, basis, officer).words();
                            case SEND_BACK -> {
                                applications.go(id, Way.SEND_BACK, reasons, officer);
                                yield "已退回乡镇重新调查。";
                            }
                            default -> throw new NoSuchElementException("not decided here: " + choice);
                        };
                        flash.addFlashAttribute("note", words);
                        return "/applications/" + id;
                    });
        } catch (FactsChanged changed) {
            flash.addFlashAttribute("warning", changed.getMessage());
            return "redirect:/applications/" + id + "/confirm";
        }
    }

    @GetMapping("/delivery")
    String askDelivery(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        var application = applications.get(id, officer);
        model.addAttribute("form", DeliveryForm.to(application.applicantName(), LocalDate.now(clock)));
        return deliveryPage(id, officer, model);
    }

    @PostMapping("/delivery")
    String deliver(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") DeliveryForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var decision =
                decisions.of(id).stream().findFirst().orElseThrow(() -> new NoSuchElementException("nothing decided"));
        var delivery = form.read(
                errors, LocalDate.ofInstant(decision.at(), clock.getZone()), LocalDate.now(clock), officer.name());
        if (delivery.isEmpty()) {
            return deliveryPage(id, officer, model);
        }
        var made = delivery.get();
        return "redirect:"
                + once.run(key, officer, () -> {
                    decisions.deliver(id, made.on(), made.how(), made.receiver(), made.note(), officer);
                    flash.addFlashAttribute(
                            "note",
                            "已登记送达：" + decision.number() + "，" + made.how().words() + "。");
                    return "/applications/" + id;
                });
    }

    private String deliveryPage(ApplicationId id, Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute(
                "decision",
                decisions.of(id).stream().findFirst().orElseThrow(() -> new NoSuchElementException("nothing decided")));
        model.addAttribute("hows", DeliveryForm.hows());
        return "approval/delivery";
    }

    private static void validate(Decide form, BindingResult errors, Decisions.Check check) {
        if (form.choice() == Way.CONFIRM && !check.confirmable()) {
            errors.rejectValue(
                    "choice",
                    "missing",
                    check.changed() != null
                            ? "家庭情况有变化，不能确认，选「退回重新调查」"
                            : check.missing() != null
                                    ? "还不能确认：" + check.missing()
                                    : !check.before().isEmpty()
                                            ? "还不能确认：" + check.before().get(0).words()
                                            : "乡镇建议不予确认，不能直接确认，选「退回重新调查」");
        }
        if (form.choice() != null
                && form.choice() != Way.CONFIRM
                && text(form.reasons()).isEmpty()) {
            errors.rejectValue("reasons", "missing", "填写理由");
        }
        if (form.choice() == Way.REFUSE && text(form.basis()).isEmpty()) {
            errors.rejectValue("basis", "missing", "填写依据的条款");
        }
    }

    private String page(Decisions.Check check, Model model) {
        model.addAttribute("check", check);
        model.addAttribute("view", check.application());
        var opinion = check.opinion();
        var steps = new ArrayList<Line>();
        if (opinion != null) {
            opinion.assessment().steps().forEach(step -> steps.add(line(step)));
            opinion.assessment().of(opinion.scheme()).steps().forEach(step -> steps.add(line(step)));
            model.addAttribute("amountWords", ChineseAmount.of(opinion.amount()));
        }
        model.addAttribute("steps", steps);
        // at most one of them: a household has one award of its own
        model.addAttribute(
                "sections",
                check.moves().stream()
                        .map(Decisions.Move::leaving)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(leaving -> Comparison.sections(leaving.lines()))
                        .orElse(null));
        model.addAttribute("choices", choices(check));
        return "approval/confirm";
    }

    private String checkPage(Decisions.Check check, Decide form, Model model) {
        model.addAttribute("check", check);
        model.addAttribute("view", check.application());
        model.addAttribute("choice", form.choice());
        var opinion = check.opinion();
        if (opinion != null) {
            model.addAttribute("amountWords", ChineseAmount.of(opinion.amount()));
            model.addAttribute("seen", check.seen());
            model.addAttribute("button", button(check, form));
        } else {
            model.addAttribute("button", "退回重新调查");
        }
        return "approval/confirm-check";
    }

    /** 「确认，每月发 1,789.00 元」. */
    private static String button(Decisions.Check check, Decide form) {
        var opinion = check.opinion();
        if (form.choice() == Way.SEND_BACK) {
            return "退回重新调查";
        }
        if (form.choice() == Way.REFUSE) {
            return "不予确认";
        }
        if (opinion == null || opinion.amount().signum() == 0) {
            return "确认" + (opinion == null ? "" : "，认定为" + opinion.scheme().label());
        }
        return "确认，" + (opinion.monthly().signum() > 0 ? "每月发 " : "一次发 ")
                + opinion.amount().grouped() + " 元";
    }

    private static List<Choice> choices(Decisions.Check check) {
        var list = new ArrayList<Choice>();
        var opinion = check.opinion();
        if (opinion != null && opinion.favourable() && check.changed() == null) {
            list.add(new Choice(Way.CONFIRM.name(), "确认同意，从" + month(check.start()) + "起享受"));
        }
        if (check.changed() == null) {
            list.add(new Choice(Way.REFUSE.name(), "不予确认，3 个工作日内书面告知"));
        }
        list.add(new Choice(Way.SEND_BACK.name(), "退回乡镇重新调查"));
        return list;
    }

    private static String month(java.time.YearMonth month) {
        return month.getYear() + "年" + month.getMonthValue() + "月";
    }

    /** 测算的一步, for the page. */
    record Line(String title, String result, String how, String basis) {}

    private static Line line(Step step) {
        return new Line(step.what(), step.value(), step.how(), step.basis().text());
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static String cut(String words) {
        return words.length() <= 500 ? words : words.substring(0, 499) + "…";
    }
}
