package cn.yimen.conference.web;

import cn.yimen.conference.Conferences;
import cn.yimen.conference.ProposalId;
import cn.yimen.conference.ProposalReason;
import cn.yimen.conference.ProposalState;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Counter;
import cn.yimen.pages.NavigationEntry;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

/** 个案会商: what is proposed, and the bureau's answer (CC-1). */
@Controller
@RequestMapping("/conferences")
class ConferenceController {

    private static final String HERE = "/conferences/";
    private static final int ROWS = 20;

    private final Conferences conferences;
    private final OneTimeKeys once;

    ConferenceController(Conferences conferences, OneTimeKeys once) {
        this.conferences = conferences;
        this.once = once;
    }

    /** 导航. */
    @Configuration(proxyBeanMethods = false)
    static class Navigation {

        @Bean
        NavigationEntry conferencesEntry() {
            return NavigationEntry.of(
                    "会商", "/conferences", 66, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
        }
    }

    /** 采纳. */
    record TakeUp(
            @Size(max = 300, message = "说明不超过 300 字") @Nullable
            String note) {}

    /** 不采纳. */
    record Decline(
            @NotBlank(message = "填写不采纳的原因") @Size(max = 300, message = "原因不超过 300 字") @Nullable
            String why) {}

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String at,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var shown = ProposalState.of(state).orElse(ProposalState.PROPOSED);
        var only = ProposalReason.of(reason).orElse(null);
        var page = conferences.page(shown, only, at, ROWS, officer);
        var counters = conferences.counters(officer);
        model.addAttribute("page", page);
        model.addAttribute("shown", shown);
        model.addAttribute("only", only == null ? null : only.key());
        model.addAttribute(
                "reasons",
                Arrays.stream(ProposalReason.values())
                        .map(each -> new Choice(each.key(), each.words()))
                        .toList());
        model.addAttribute("later", at != null);
        model.addAttribute(
                "tabs",
                Arrays.stream(ProposalState.values())
                        .map(each -> Counter.of(
                                each.words(),
                                counters.getOrDefault(each, 0L),
                                each == ProposalState.PROPOSED ? "/conferences" : "/conferences?state=" + each.key(),
                                each == shown))
                        .toList());
        model.addAttribute("mayDecide", Conferences.mayDecide(officer));
        return "conference/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable ProposalId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Decline(""));
        model.addAttribute("take", new TakeUp(""));
        return page(id, officer, model);
    }

    @PostMapping("/{id}/take-up")
    String takeUp(
            @PathVariable ProposalId id,
            @Valid @ModelAttribute("take") TakeUp form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            stillOpen(id, officer);
            model.addAttribute("form", new Decline(""));
            return page(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var note = text(form.note());
                    conferences.takeUp(id, note.isEmpty() ? null : note, officer);
                    flash.addFlashAttribute("note", "已采纳，请召集有关部门会商。");
                    return HERE + id;
                });
    }

    @PostMapping("/{id}/decline")
    String decline(
            @PathVariable ProposalId id,
            @Valid @ModelAttribute("form") Decline form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            stillOpen(id, officer);
            model.addAttribute("take", new TakeUp(""));
            return page(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    conferences.decline(id, text(form.why()), officer);
                    flash.addFlashAttribute("note", "已记录不采纳的原因。");
                    return HERE + id;
                });
    }

    /** Where the form is gone there is no place for its errors. */
    private void stillOpen(ProposalId id, Officer officer) {
        if (!conferences.get(id, officer).open()) {
            throw new Conflict("这条会商建议已经处理过了，您填的没有保存");
        }
    }

    @GetMapping({"/{id}/take-up", "/{id}/decline"})
    String asked(@PathVariable ProposalId id) {
        return "redirect:/conferences/{id}";
    }

    private String page(ProposalId id, Officer officer, Model model) {
        var proposal = conferences.get(id, officer);
        model.addAttribute("proposal", proposal);
        model.addAttribute("mayDecide", proposal.open() && Conferences.mayDecide(officer));
        return "conference/show";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace("\0", "").strip();
    }
}
