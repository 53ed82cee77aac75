package cn.yimen.ledger.web;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.DateInput;
import cn.yimen.ledger.PayableId;
import cn.yimen.ledger.PayableState;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
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

/** 应付款: what decisions made due, paid and taken back (AP-4). */
@Controller
@RequestMapping("/payables")
class PayableController {

    private static final int ROWS = 20;

    private final Payables payables;
    private final OneTimeKeys once;
    private final Clock clock;

    PayableController(Payables payables, OneTimeKeys once, Clock clock) {
        this.payables = payables;
        this.once = once;
        this.clock = clock;
    }

    /** 登记支付. */
    record Paid(
            @NotBlank(message = "填写支付日期") @Nullable String on,

            @NotBlank(message = "填写支付凭证或银行流水号") @Size(max = 60, message = "不超过 60 字") @Nullable
            String reference) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        if (!Payables.isFor(officer)) {
            throw new NotAllowed("应付款由乡镇审核和区民政局查看");
        }
        var asked = Arrays.stream(PayableState.values())
                .filter(each -> each.name().equals(state))
                .findFirst()
                .orElse(null);
        model.addAttribute("sums", payables.sums(officer));
        model.addAttribute("page", payables.page(asked, after, ROWS, officer));
        model.addAttribute("state", asked == null ? "" : asked.name());
        model.addAttribute(
                "states",
                Arrays.stream(PayableState.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return "ledger/payables";
    }

    @GetMapping("/{id}")
    String show(@PathVariable PayableId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Paid(LocalDate.now(clock).toString(), ""));
        return page(id, officer, model);
    }

    @PostMapping("/{id}/paid")
    String paid(
            @PathVariable PayableId id,
            @Valid @ModelAttribute("form") Paid form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var on = form.on() == null ? null : DateInput.read(form.on(), today).orElse(null);
        if (!errors.hasFieldErrors("on") && (on == null || on.isAfter(today))) {
            errors.rejectValue("on", "day", on == null ? "日期写成 2026-3-11 这样" : "支付日期不能晚于今天");
        }
        if (errors.hasErrors() || on == null) {
            Payables.mustBePayable(payables.get(id, officer), officer); // else there is no form to say it at
            return page(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    payables.paid(id, on, String.valueOf(form.reference()), officer);
                    flash.addFlashAttribute("note", "已登记支付。");
                    return "/payables/" + id;
                });
    }

    @GetMapping("/{id}/reverse")
    String askReverse(@PathVariable PayableId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Reverse(""));
        return reversePage(id, officer, model);
    }

    @PostMapping("/{id}/reverse")
    String reverse(
            @PathVariable PayableId id,
            @Valid @ModelAttribute("form") Forms.Reverse form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            return reversePage(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    payables.reverse(id, String.valueOf(form.reason()), officer);
                    flash.addFlashAttribute("note", "已冲正。");
                    return "/payables/" + id;
                });
    }

    private String reversePage(PayableId id, Officer officer, Model model) {
        var payable = payables.get(id, officer);
        if (!Payables.mayReverse(payable, officer)) {
            throw new NotAllowed("由区民政局没有记这一笔的人冲正");
        }
        model.addAttribute("payable", payable);
        return "ledger/payable-reverse";
    }

    private String page(PayableId id, Officer officer, Model model) {
        var payable = payables.get(id, officer);
        model.addAttribute("payable", payable);
        model.addAttribute("words", ChineseAmount.of(payable.amount()));
        model.addAttribute("mayPay", Payables.mayPay(payable, officer));
        model.addAttribute("mayReverse", Payables.mayReverse(payable, officer));
        return "ledger/payable";
    }
}
