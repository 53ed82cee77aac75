package cn.yimen.administration;

import cn.yimen.administration.ParameterForms.Group;
import cn.yimen.administration.ParameterForms.Line;
import cn.yimen.administration.ParameterForms.ParameterForm;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import cn.yimen.policy.ParameterKey;
import cn.yimen.policy.ParameterState;
import cn.yimen.policy.ParameterValue;
import cn.yimen.policy.Parameters;
import cn.yimen.policy.Policy;
import cn.yimen.policy.PolicyLinter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
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

/** 政策参数页 (REG-5): everybody may look them up for any day, the administrator enters and corrects. */
@Controller
@RequestMapping("/policy")
class ParameterController {

    private final Policy policy;
    private final Parameters parameters;
    private final PolicyLinter linter;
    private final OneTimeKeys once;
    private final Clock clock;

    ParameterController(Policy policy, Parameters parameters, PolicyLinter linter, OneTimeKeys once, Clock clock) {
        this.policy = policy;
        this.parameters = parameters;
        this.linter = linter;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String start() {
        return "redirect:/policy/parameters";
    }

    @GetMapping("/parameters")
    String list(
            @RequestParam(required = false) @Nullable String on,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var today = LocalDate.now(clock);
        var typed =
                on == null || on.isBlank() ? today : DateInput.read(on, today).orElse(null);
        var day = typed == null ? today : typed;
        var questions = linter.questions();
        var groups = new LinkedHashMap<String, List<Line>>();
        for (var key : policy.keys()) {
            var value = policy.find(key.key(), day).orElse(null);
            var next = policy.timeline(key.key()).stream()
                    .filter(each -> each.from().isAfter(day))
                    .findFirst()
                    .orElse(null);
            groups.computeIfAbsent(key.group(), name -> new ArrayList<>())
                    .add(new Line(
                            key,
                            value,
                            next,
                            value == null || value.question() == null ? null : questions.get(value.question())));
        }
        model.addAttribute(
                "groups",
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
        model.addAttribute("day", day);
        model.addAttribute("today", day.equals(today));
        model.addAttribute("on", on == null ? "" : on);
        model.addAttribute("unread", typed == null);
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        return "administration/parameters";
    }

    @GetMapping("/check")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String check(Model model) {
        model.addAttribute("findings", linter.findings());
        return "administration/parameter-check";
    }

    @GetMapping("/parameters/{key}")
    String show(@PathVariable String key, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("key", known(key));
        var standing = new HashSet<Long>();
        policy.timeline(key).forEach(value -> standing.add(value.id()));
        model.addAttribute("standing", standing);
        model.addAttribute("history", policy.history(key));
        model.addAttribute("current", policy.find(key, LocalDate.now(clock)).orElse(null));
        model.addAttribute("questions", linter.questions());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        return "administration/parameter";
    }

    @GetMapping("/parameters/{key}/new")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String newValue(@PathVariable String key, Model model) {
        model.addAttribute(
                "form",
                ParameterForm.after(
                        policy.find(known(key).key(), LocalDate.now(clock)).orElse(null)));
        return formPage(key, null, model);
    }

    @PostMapping("/parameters/{key}/new")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String enter(
            @PathVariable String key,
            @ModelAttribute("form") ParameterForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey once,
            RedirectAttributes redirect,
            Model model) {
        return save(key, null, form, errors, officer, once, redirect, model);
    }

    @GetMapping("/parameters/{key}/{id}/correct")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String correction(@PathVariable String key, @PathVariable long id, Model model) {
        model.addAttribute("form", ParameterForm.of(standing(known(key).key(), id)));
        return formPage(key, id, model);
    }

    @PostMapping("/parameters/{key}/{id}/correct")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String correct(
            @PathVariable String key,
            @PathVariable long id,
            @ModelAttribute("form") ParameterForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey once,
            RedirectAttributes redirect,
            Model model) {
        return save(key, id, form, errors, officer, once, redirect, model);
    }

    @PostMapping("/parameters/{key}/{id}/withdraw")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String withdraw(
            @PathVariable String key,
            @PathVariable long id,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey once,
            RedirectAttributes redirect) {
        known(key);
        try {
            var location = this.once.run(once, officer, () -> {
                parameters.withdraw(key, id, officer);
                redirect.addFlashAttribute("note", "已撤销" + known(key).name() + "还没有生效的值");
                return "/policy/parameters/" + key;
            });
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            throw new Conflict("这个值刚才已经被更正或撤销，请回到参数页看现在的值");
        } catch (IllegalStateException e) {
            throw new Conflict("这个值已经生效，不能撤销，请用「更正」");
        }
    }

    private String save(
            String name,
            @Nullable Long id,
            ParameterForm form,
            BindingResult errors,
            Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var parameter = known(name);
        var today = LocalDate.now(clock);
        var entry = form.toEntry(parameter, today, linter.questions().keySet(), errors);
        if (entry == null) {
            return formPage(name, id, model);
        }
        Supplier<String> work = () -> {
            if (id == null) {
                parameters.enter(name, entry, officer);
            } else {
                parameters.correct(name, id, entry, officer);
            }
            redirect.addFlashAttribute(
                    "note",
                    "已保存%s：从 %s 起 %s%s"
                            .formatted(
                                    parameter.name(),
                                    entry.from(),
                                    parameter.show(entry.value()),
                                    entry.from().isBefore(today) ? "。以前作出的决定不变" : ""));
            return "/policy/parameters/" + name;
        };
        try {
            return "redirect:" + once.run(key, officer, work);
        } catch (Parameters.DayTaken e) {
            errors.rejectValue("from", "taken", entry.from() + " 已经有一个值，请更正那一个，或换一天");
            return formPage(name, id, model);
        } catch (OptimisticLockingFailureException e) {
            throw stale(parameter, entry);
        }
    }

    private StaleEdit stale(ParameterKey key, Parameters.Entry typed) {
        var now = policy.history(key.key()).stream().findFirst().orElse(null);
        return new StaleEdit(
                List.of(
                        new Difference("数值", now == null ? "" : key.show(now.value()), key.show(typed.value())),
                        new Difference(
                                "生效日",
                                now == null ? "" : now.from().toString(),
                                typed.from().toString()),
                        new Difference("最后一天", day(now == null ? null : now.to()), day(typed.to())),
                        new Difference("依据", now == null ? "" : now.basis(), typed.basis()),
                        new Difference(
                                "状态",
                                now == null ? "" : settled(now.state() != ParameterState.UNCONFIRMED),
                                settled(typed.confirmed())),
                        new Difference(
                                "待核清单",
                                now == null ? "" : Objects.requireNonNullElse(now.question(), ""),
                                Objects.requireNonNullElse(typed.question(), "")),
                        new Difference("说明", now == null ? "" : now.note(), typed.note())),
                now == null ? null : now.enteredBy(),
                now == null ? null : now.enteredAt(),
                "/policy/parameters/" + key.key());
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    private static String settled(boolean confirmed) {
        return confirmed ? "已确认" : "待核";
    }

    private String formPage(String key, @Nullable Long id, Model model) {
        model.addAttribute("key", known(key));
        model.addAttribute("id", id);
        model.addAttribute("replaced", id == null ? null : row(key, id));
        var questions = new TreeMap<String, String>();
        linter.questions().forEach((code, question) -> questions.put(code, code + " " + question.words()));
        model.addAttribute("questions", questions);
        return "administration/parameter-form";
    }

    private ParameterKey known(String key) {
        try {
            return policy.key(key);
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("no parameter " + key);
        }
    }

    private ParameterValue row(String key, long id) {
        return policy.history(key).stream()
                .filter(each -> each.id() == id && each.state() != ParameterState.WITHDRAWN)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no parameter row " + id));
    }

    private ParameterValue standing(String key, long id) {
        var row = row(key, id);
        if (policy.timeline(key).stream().noneMatch(each -> each.id() == id)) {
            throw new Conflict("这个值刚才已经被更正，请回到参数页看现在的值");
        }
        return row;
    }
}
