package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.approval.EndReason;
import cn.yimen.approval.Transfers;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayAhead;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.policy.Item;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.UUID;
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

/** 终止、转其他救助: the side ways that ask for more than a reason. */
@Controller
@RequestMapping("/applications/{id}")
class SideWayController {

    private final Applications applications;
    private final Transfers transfers;
    private final OneTimeKeys once;

    SideWayController(Applications applications, Transfers transfers, OneTimeKeys once) {
        this.applications = applications;
        this.transfers = transfers;
        this.once = once;
    }

    /** 终止. */
    record Termination(
            @NotNull(message = "选择终止的事由") @Nullable EndReason cause,

            @NotBlank(message = "写明情况") @Size(max = 500, message = "情况不超过 500 字") @Nullable
            String reason) {}

    /** 转其他救助. */
    record Transfer(
            @NotBlank(message = "选择转到哪一项救助") @Nullable String item,

            @Nullable String person,

            @NotBlank(message = "填写理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String reason) {}

    @GetMapping("/termination")
    String askTermination(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        model.addAttribute("form", new Termination(null, ""));
        return ask(id, Way.TERMINATE, officer, model, flash);
    }

    @PostMapping("/termination")
    String terminate(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Termination form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var cause = form.cause();
        var reason = form.reason();
        if (errors.hasErrors() || cause == null || reason == null) {
            return page(applications.get(id, officer), Way.TERMINATE, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    applications.go(id, Way.TERMINATE, cause.name(), cause.words() + "。" + reason.strip(), officer);
                    flash.addFlashAttribute("note", "已终止：" + cause.words() + "。请书面告知申请人。");
                    return "/applications/" + id;
                });
    }

    @GetMapping("/transfer")
    String askTransfer(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        model.addAttribute("form", new Transfer("", view.personId().toString(), ""));
        return ask(id, Way.TRANSFER, officer, model, flash);
    }

    @PostMapping("/transfer")
    String transfer(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Transfer form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        var reason = form.reason();
        var target = transfers.targets(view).stream()
                .filter(item -> item.code().equals(form.item()))
                .findFirst();
        if (target.isEmpty() && !errors.hasFieldErrors("item")) {
            errors.rejectValue("item", "unknown", "选择转到哪一项救助");
        }
        var person = transfers.persons(view, officer).keySet().stream()
                .filter(each -> each.toString().equals(form.person()))
                .findFirst();
        if (target.isPresent() && !target.get().householdWide() && person.isEmpty()) {
            errors.rejectValue("person", "missing", "选择为谁申请");
        }
        if (errors.hasErrors() || reason == null || target.isEmpty()) {
            return page(view, Way.TRANSFER, officer, model);
        }
        var item = target.get();
        return "redirect:"
                + once.run(key, officer, () -> {
                    UUID who = person.orElse(view.personId());
                    var matter = transfers.transfer(id, item.code(), who, reason.strip(), officer);
                    flash.addFlashAttribute("note", "已转为" + item.name() + "，原来登记的情况和材料都在，不用再填。");
                    return applications
                            .ofMatter(matter, officer)
                            .map(next -> "/applications/" + next.id())
                            .orElse("/cases/" + view.caseId());
                });
    }

    private String ask(ApplicationId id, Way way, Officer officer, Model model, RedirectAttributes flash) {
        var view = applications.get(id, officer);
        var ahead = applications.waysAhead(id, officer).stream()
                .filter(each -> each.way() == way)
                .findFirst();
        if (ahead.filter(WayAhead::permitted).isEmpty()) {
            flash.addFlashAttribute(
                    "warning",
                    "本件现在是「%s」：%s"
                            .formatted(
                                    view.stateWords(),
                                    ahead.map(WayAhead::whyNot).orElse("这一步不用办了")));
            return "redirect:/applications/" + id;
        }
        return page(view, way, officer, model);
    }

    private String page(ApplicationView view, Way way, Officer officer, Model model) {
        model.addAttribute("view", view);
        if (way == Way.TERMINATE) {
            model.addAttribute(
                    "causes",
                    Arrays.stream(EndReason.values())
                            .map(cause -> new Choice(cause.name(), cause.words()))
                            .toList());
            return "approval/termination";
        }
        model.addAttribute(
                "items",
                transfers.targets(view).stream()
                        .map(item -> new Choice(item.code(), words(item)))
                        .toList());
        model.addAttribute(
                "persons",
                transfers.persons(view, officer).entrySet().stream()
                        .map(entry -> new Choice(entry.getKey().toString(), entry.getValue()))
                        .toList());
        return "approval/transfer";
    }

    private static String words(Item item) {
        return item.name() + "（" + item.subject().words() + "）";
    }
}
