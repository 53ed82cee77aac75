package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.MatterView;
import cn.yimen.casefile.Matters;
import cn.yimen.casefile.Ratings;
import cn.yimen.casefile.ToldHow;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
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

/** 事项的手续: telling the applicant, withdrawing, rating at the window. */
@Controller
@RequestMapping("/cases/{id}/matters/{matter}")
class MatterController {

    private final CaseViews cases;
    private final Matters matters;
    private final Ratings ratings;
    private final OneTimeKeys once;

    MatterController(CaseViews cases, Matters matters, Ratings ratings, OneTimeKeys once) {
        this.cases = cases;
        this.matters = matters;
        this.ratings = ratings;
        this.once = once;
    }

    /** 记录告知. */
    record TellForm(
            @NotNull(message = "选择怎样告知的") @Nullable ToldHow how,

            @Size(max = 200, message = "说明不超过 200 字") @Nullable
            String note,

            @Nullable Long version) {}

    /** 撤回. */
    record WithdrawForm(
            @NotBlank(message = "填写撤回原因") @Size(max = 200, message = "撤回原因不超过 200 字") @Nullable
            String reason) {}

    /** 群众评价. */
    record RateForm(
            @NotNull(message = "请申请人选一个评价") Ratings.@Nullable Grade grade,

            @Size(max = 300, message = "原因不超过 300 字") @Nullable
            String why) {}

    @GetMapping("/tell")
    String askTell(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var view = of(id, matter, officer);
        model.addAttribute("form", new TellForm(null, null, view.version()));
        return tellPage(id, view, officer, model);
    }

    @PostMapping("/tell")
    String tell(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @Valid @ModelAttribute("form") TellForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = of(id, matter, officer);
        var how = form.how();
        if (errors.hasErrors() || how == null) {
            return tellPage(id, view, officer, model);
        }
        flash.addFlashAttribute("note", "已记录告知：" + view.itemName() + "，" + how.words() + "。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    var now = matters.get(matter, officer);
                    if (now.state() == MatterState.TOLD && now.toldHow() != null) {
                        throw new StaleEdit(
                                List.of(
                                        new StaleEdit.Difference(
                                                "告知方式", now.toldHow().words(), how.words()),
                                        new StaleEdit.Difference("说明", blank(now.toldNote()), blank(form.note()))),
                                null,
                                now.toldAt(),
                                "/cases/" + id);
                    }
                    var note = form.note();
                    matters.tell(matter, how, note == null || note.isBlank() ? null : note.strip(), officer);
                    return "/cases/" + id;
                });
    }

    @GetMapping("/withdraw")
    String askWithdraw(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new WithdrawForm(null));
        return page("casefile/withdraw", id, of(id, matter, officer), officer, model);
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @Valid @ModelAttribute("form") WithdrawForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = of(id, matter, officer);
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            return page("casefile/withdraw", id, view, officer, model);
        }
        flash.addFlashAttribute("note", "已撤回：" + view.itemName() + "。以后需要可以重新申请。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    matters.withdraw(matter, reason.strip(), officer);
                    return "/cases/" + id;
                });
    }

    @GetMapping("/rating")
    String askRating(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new RateForm(null, null));
        return ratePage(id, of(id, matter, officer), officer, model);
    }

    @PostMapping("/rating")
    String rate(
            @PathVariable CaseId id,
            @PathVariable MatterId matter,
            @Valid @ModelAttribute("form") RateForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = of(id, matter, officer);
        var grade = form.grade();
        if (errors.hasErrors() || grade == null) {
            return ratePage(id, view, officer, model);
        }
        flash.addFlashAttribute("note", "已记下评价，谢谢。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    ratings.rateAtWindow(matter, grade, form.why(), officer);
                    return "/cases/" + id;
                });
    }

    private String tellPage(CaseId id, MatterView view, Officer officer, Model model) {
        model.addAttribute(
                "hows",
                Arrays.stream(ToldHow.values())
                        .map(how -> new Choice(how.name(), how.words()))
                        .toList());
        return page("casefile/tell", id, view, officer, model);
    }

    private String ratePage(CaseId id, MatterView view, Officer officer, Model model) {
        model.addAttribute("grades", Ratings.Grade.values());
        return page("casefile/rating", id, view, officer, model);
    }

    private String page(String template, CaseId id, MatterView view, Officer officer, Model model) {
        model.addAttribute("head", cases.header(id, view.itemName(), officer));
        model.addAttribute("matter", view);
        return template;
    }

    /** The matter must be of the case in the address, or it is not there. */
    private MatterView of(CaseId id, MatterId matter, Officer officer) {
        var view = matters.get(matter, officer);
        if (!view.caseId().equals(id)) {
            throw new NoSuchElementException("no matter " + matter + " in case " + id);
        }
        return view;
    }

    private static String blank(@Nullable String text) {
        return text == null || text.isBlank() ? "—" : text;
    }
}
