package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Decisions;
import cn.yimen.approval.Opinion;
import cn.yimen.approval.Opinions;
import cn.yimen.approval.Proposal;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayAhead;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.Arrays;
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

/** 初审意见: the reasons and the difference stand before the button (AP-1). */
@Controller
@RequestMapping("/applications/{id}/opinion")
class OpinionController {

    private final Applications applications;
    private final Opinions opinions;
    private final Decisions decisions;
    private final OneTimeKeys once;

    OpinionController(Applications applications, Opinions opinions, Decisions decisions, OneTimeKeys once) {
        this.applications = applications;
        this.opinions = opinions;
        this.decisions = decisions;
        this.once = once;
    }

    /** 意见的表单. */
    record Give(
            @Nullable String result,
            @Nullable String scheme,
            @Nullable String once,
            @Nullable String reasons,
            @Nullable String basis,
            @Nullable String digest) {}

    @GetMapping
    String ask(
            @PathVariable ApplicationId id,
            @RequestParam(required = false) @Nullable String against,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var whyNot = whyNot(id, officer);
        if (whyNot != null) {
            flash.addFlashAttribute("warning", whyNot);
            return "redirect:/applications/" + id;
        }
        var proposal = opinions.proposal(id, officer);
        var first = proposal.first();
        model.addAttribute(
                "form",
                new Give(
                        first.fits() && against == null ? "FOR" : "AGAINST",
                        first.scheme().name(),
                        first.once().signum() == 0 ? "" : first.once().grouped(),
                        first.reasons(),
                        first.basis(),
                        proposal.digest()));
        return page(proposal, officer, model);
    }

    /** Why neither of the two ways can be gone; null if one can. */
    private @Nullable String whyNot(ApplicationId id, Officer officer) {
        var ways = applications.waysAhead(id, officer).stream()
                .filter(way -> way.way() == Way.PROPOSE || way.way() == Way.PROPOSE_REFUSAL)
                .toList();
        if (ways.isEmpty()) {
            return "本件现在是「%s」，不用写初审意见".formatted(applications.get(id, officer).stateWords());
        }
        if (ways.stream().anyMatch(WayAhead::permitted)) {
            return null;
        }
        return ways.get(0).whyNot();
    }

    private String page(Proposal proposal, Officer officer, Model model) {
        model.addAttribute("alongside", decisions.alongside(proposal, officer));
        model.addAttribute("view", proposal.application());
        model.addAttribute("proposal", proposal);
        model.addAttribute("sections", Comparison.sections(proposal.differences()));
        model.addAttribute(
                "schemes",
                proposal.options().stream()
                        .map(option -> new Choice(
                                option.scheme().name(),
                                option.scheme().label() + "：" + option.outcome()
                                        + (option.monthly().signum() > 0
                                                ? "，每月 " + option.monthly().grouped() + " 元"
                                                : "")
                                        + (option.once().signum() > 0
                                                ? "，一次性 " + option.once().grouped() + " 元"
                                                : "")))
                        .toList());
        var total = proposal.first().monthly().plus(proposal.first().once());
        model.addAttribute("words", ChineseAmount.of(total));
        model.addAttribute("total", total);
        return "approval/opinion";
    }

    @PostMapping
    String give(
            @PathVariable ApplicationId id,
            @ModelAttribute("form") Give form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var proposal = opinions.proposal(id, officer);
        var favourable = "FOR".equals(form.result());
        var scheme = Arrays.stream(Scheme.values())
                .filter(one -> one.name().equals(form.scheme()))
                .filter(one -> proposal.options().stream().anyMatch(option -> option.scheme() == one))
                .findFirst()
                .orElse(null);
        if (!favourable && !"AGAINST".equals(form.result())) {
            errors.rejectValue("result", "missing", "选择建议");
        }
        if (scheme == null) {
            errors.rejectValue("scheme", "missing", "选择救助制度");
        } else if (favourable && !proposal.option(scheme).fits()) {
            errors.rejectValue(
                    "result",
                    "wrong",
                    "测算结果是「%s」，不能建议确认；情况不对的先更正核实值再测算"
                            .formatted(proposal.option(scheme).outcome()));
        }
        var amount = favourable && scheme != null ? amount(form, proposal.option(scheme), errors) : null;
        var reasons = text(form.reasons());
        if (reasons.isEmpty()) {
            errors.rejectValue("reasons", "missing", "填写理由");
        } else if (!favourable
                && scheme != null
                && proposal.option(scheme).fits()
                && reasons.equals(proposal.option(scheme).reasons().strip())) {
            errors.rejectValue("reasons", "same", "测算结果是符合，建议不予确认的要写明另外的理由，例如不配合调查");
        } else if (reasons.length() > 1000) {
            errors.rejectValue("reasons", "long", "理由不超过 1000 字，现在 %d 字".formatted(reasons.length()));
        }
        var basis = text(form.basis());
        if (basis.isEmpty()) {
            errors.rejectValue("basis", "missing", "填写依据：文件名称和条款");
        } else if (basis.length() > 200) {
            errors.rejectValue("basis", "long", "依据不超过 200 字");
        }
        if (errors.hasErrors() || scheme == null) {
            return page(proposal, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    opinions.give(id, favourable, scheme, amount, reasons, basis, text(form.digest()), officer);
                    flash.addFlashAttribute(
                            "note",
                            opinions.latest(id)
                                    .map(opinion -> note(
                                            opinion,
                                            applications.get(id, officer).stateWords()))
                                    .orElse(""));
                    return "/applications/" + id;
                });
    }

    private static String note(Opinion opinion, String state) {
        return "初审意见：%s%s%s。现在是「%s」。"
                .formatted(
                        opinion.words(),
                        opinion.scheme().label(),
                        opinion.amount().signum() == 0
                                ? ""
                                : "，" + opinion.period() + " "
                                        + opinion.amount().grouped() + " 元",
                        state);
    }

    /** A single payment may be less than the engine finds; what is paid every month is what it finds. */
    private static @Nullable Money amount(Give form, Proposal.Option option, BindingResult errors) {
        if (option.once().signum() == 0) {
            return null;
        }
        try {
            var amount = YuanInput.parse(text(form.once())).amount();
            if (amount.signum() <= 0 || amount.compareTo(option.once()) > 0) {
                errors.rejectValue(
                        "once",
                        "wrong",
                        "金额要大于 0，不超过测算的 %s 元".formatted(option.once().grouped()));
                return null;
            }
            return amount;
        } catch (IllegalArgumentException e) {
            errors.rejectValue("once", "wrong", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
