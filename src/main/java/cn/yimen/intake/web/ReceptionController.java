package cn.yimen.intake.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.intake.Answer;
import cn.yimen.intake.Desk;
import cn.yimen.intake.IllegalReceptionStep;
import cn.yimen.intake.Reception;
import cn.yimen.intake.ReceptionBusy;
import cn.yimen.intake.ReceptionId;
import cn.yimen.intake.Receptions;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.TextInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
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

/** 接待:开始、挂起、继续、接手、答复,和当天的台账 (IN-1). */
@Controller
@RequestMapping("/receptions")
class ReceptionController {

    private static final int WORDS = 1000;
    private static final int REASON = 200;

    private final Receptions receptions;
    private final Desk desk;
    private final OneTimeKeys once;
    private final Clock clock;

    ReceptionController(Receptions receptions, Desk desk, OneTimeKeys once, Clock clock) {
        this.receptions = receptions;
        this.desk = desk;
        this.once = once;
        this.clock = clock;
    }

    /** 接待台账. */
    @GetMapping
    @PreAuthorize("hasAnyRole('WINDOW_CLERK', 'TOWNSHIP_REVIEWER', 'BUREAU_OFFICER', 'SUPERVISOR')")
    String day(
            @RequestParam(required = false, defaultValue = "") String day,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var today = LocalDate.now(clock);
        var shown =
                DateInput.read(day, today).filter(each -> !each.isAfter(today)).orElse(today);
        model.addAttribute("ledger", receptions.day(shown, null, officer));
        model.addAttribute("today", today);
        model.addAttribute("open", shown.equals(today) ? receptions.open(officer) : List.of());
        model.addAttribute("me", officer);
        model.addAttribute("clerk", officer.has(Role.WINDOW_CLERK));
        return "intake/receptions";
    }

    @PostMapping
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String start(OneTimeKey key, @AuthenticationPrincipal Officer officer, RedirectAttributes flash) {
        try {
            return "redirect:" + once.run(key, officer, () -> "/intake/" + desk.receive(officer));
        } catch (ReceptionBusy busy) {
            flash.addFlashAttribute("warning", busy.number() + " 号还在接待。先记录答复或挂起，再接下一位。");
            return "redirect:"
                    + receptions.running(officer).map(ReceptionController::form).orElse("/receptions");
        }
    }

    @PostMapping("/{id}/suspend")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String suspend(
            @PathVariable ReceptionId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return step(
                flash,
                "/receptions",
                () -> once.run(key, officer, () -> {
                    var reception = receptions.suspend(id, officer);
                    flash.addFlashAttribute("note", "%s 号已挂起，计时继续。叫回来时在下面按「继续」。".formatted(reception.number()));
                    return "/receptions";
                }));
    }

    @PostMapping("/{id}/resume")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String resume(
            @PathVariable ReceptionId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return step(flash, "/receptions", () -> once.run(key, officer, () -> form(receptions.resume(id, officer))));
    }

    @GetMapping("/{id}/take-over")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String askWhy(@PathVariable ReceptionId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new TakeOverForm(""));
        return takeOverPage(id, officer, model);
    }

    @PostMapping("/{id}/take-over")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String takeOver(
            @PathVariable ReceptionId id,
            @ModelAttribute("form") TakeOverForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.reason() == null ? "" : form.reason().strip();
        var problem = reason.isEmpty() ? "填写接手原因" : Labels.behind("接手原因", TextInput.problem(reason, REASON, false));
        if (problem != null) {
            errors.rejectValue("reason", "wrong", problem);
            return takeOverPage(id, officer, model);
        }
        return step(
                flash,
                "/receptions",
                () -> once.run(key, officer, () -> {
                    var reception = desk.takeOver(id, officer, reason);
                    flash.addFlashAttribute("note", "%s 号已由您接手，计时没有停。".formatted(reception.number()));
                    return form(reception);
                }));
    }

    @GetMapping("/{id}/answer")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String answerPage(@PathVariable ReceptionId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new AnswerForm("", desk.sentence(id, officer)));
        return answer(id, officer, model);
    }

    @PostMapping("/{id}/answer")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String answer(
            @PathVariable ReceptionId id,
            @ModelAttribute("form") AnswerForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var answer = Arrays.stream(Answer.values())
                .filter(each -> each != Answer.ACCEPTED && each.name().equals(form.answer()))
                .findFirst()
                .orElse(null);
        if (answer == null) {
            errors.rejectValue("answer", "wrong", "选择给了什么答复");
        }
        var words = form.words() == null ? "" : form.words().strip();
        var problem = words.isEmpty() && answer != Answer.ADVICE
                ? "填写怎么答复的"
                : Labels.behind("怎么答复的", TextInput.problem(words, WORDS, true));
        if (problem != null) {
            errors.rejectValue("words", "wrong", problem);
        }
        if (answer == null || errors.hasErrors()) {
            return answer(id, officer, model);
        }
        return step(
                flash,
                "/receptions",
                () -> once.run(key, officer, () -> {
                    var reception = receptions.answer(id, answer, words, officer);
                    var minutes = (reception.took(clock.instant()).getSeconds() + 59) / 60;
                    flash.addFlashAttribute(
                            "note", "%s 号已答复：%s，用时 %d 分钟。".formatted(reception.number(), answer.words(), minutes));
                    return "/receptions";
                }));
    }

    private String answer(ReceptionId id, Officer officer, Model model) {
        var reception = receptions.get(id, officer);
        if (!reception.open()) {
            throw new Conflict(reception.number() + " 号已经答复过了");
        }
        model.addAttribute("reception", reception);
        model.addAttribute(
                "answers",
                Arrays.stream(Answer.values())
                        .filter(each -> each != Answer.ACCEPTED)
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return "intake/answer";
    }

    private String takeOverPage(ReceptionId id, Officer officer, Model model) {
        model.addAttribute("reception", receptions.get(id, officer));
        model.addAttribute("history", receptions.history(id, officer));
        return "intake/take-over";
    }

    private static String form(Reception reception) {
        return reception.draft() == null ? "/receptions" : "/intake/" + reception.draft();
    }

    private static String step(RedirectAttributes flash, String back, java.util.function.Supplier<String> work) {
        try {
            return "redirect:" + work.get();
        } catch (IllegalReceptionStep no) {
            flash.addFlashAttribute("warning", no.words());
            return "redirect:" + back;
        }
    }

    /** 接手. */
    record TakeOverForm(@Nullable String reason) {}

    /** 记录答复. */
    record AnswerForm(@Nullable String answer, @Nullable String words) {}
}
