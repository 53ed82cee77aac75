package cn.yimen.benefit.web;

import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardRestorations;
import cn.yimen.benefit.Awards;
import cn.yimen.identity.Officer;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.YearMonth;
import java.util.NoSuchElementException;
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

/** 死亡登记有误，恢复待遇 (AP-2): decided by somebody else than who put it right. */
@Controller
@RequestMapping("/awards/{id}/restoration")
class RestorationController {

    private final Awards awards;
    private final AwardRestorations restorations;
    private final Payables payables;
    private final OneTimeKeys once;
    private final Clock clock;

    RestorationController(
            Awards awards, AwardRestorations restorations, Payables payables, OneTimeKeys once, Clock clock) {
        this.awards = awards;
        this.restorations = restorations;
        this.payables = payables;
        this.once = once;
        this.clock = clock;
    }

    /** 决定的表单. */
    record Form(
            @NotBlank(message = "选择是否恢复") @Nullable String decision,

            @NotBlank(message = "写明理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String reason) {}

    @GetMapping
    String show(@PathVariable AwardId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Form(null, ""));
        return page(id, officer, model);
    }

    private String page(AwardId id, Officer officer, Model model) {
        if (!officer.hasAny(AwardPages.READERS)) {
            throw new NotAllowed("待遇台账由窗口、乡镇审核和民政局查看");
        }
        var award = awards.get(id, officer);
        var one = restorations.of(id).orElseThrow(() -> new NoSuchElementException("nothing to restore"));
        model.addAttribute("award", award);
        model.addAttribute("restoration", one);
        model.addAttribute("whyNot", restorations.whyNot(award, one, officer));
        model.addAttribute("next", YearMonth.now(clock).plusMonths(1));
        model.addAttribute("back", restorations.backPay(award, one));
        model.addAttribute(
                "payable",
                one.granted() == null
                        ? null
                        : payables.about(new Subject("award", one.granted().toString()), officer).stream()
                                .findFirst()
                                .orElse(null));
        return "benefit/restoration";
    }

    @PostMapping
    String decide(
            @PathVariable AwardId id,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            var page = page(id, officer, model);
            Conflict.unless(model.getAttribute("whyNot") == null);
            return page;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var granted = restorations.decide(id, "YES".equals(form.decision()), reason.strip(), officer);
                    flash.addFlashAttribute("note", granted.isPresent() ? "已恢复待遇，从下月起。停发的月份已记应付，由别人登记支付。" : "已决定不恢复。");
                    return "/awards/" + granted.orElse(id);
                });
    }
}
