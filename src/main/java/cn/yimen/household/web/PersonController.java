package cn.yimen.household.web;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.household.KnownPerson;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.PersonView;
import cn.yimen.household.Persons;
import cn.yimen.household.StaleEdit;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 人员页: masked, with 「看全号」 for 60 seconds and a reason; edited with both values shown when two edit at once. */
@Controller
@RequestMapping("/persons")
@PreAuthorize(HouseholdWeb.MAY_READ)
class PersonController {

    static final List<String> REASONS = List.of("核对身份", "打电话", "填表", "其他");

    /** V2.4.1: more full numbers than a window needs are refused for a while, and that is in the trail. */
    static final int MOST = 40;

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Persons persons;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final Clock clock;

    PersonController(Persons persons, AuditLog audit, OneTimeKeys once, Clock clock) {
        this.persons = persons;
        this.audit = audit;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    String show(@PathVariable PersonId id, @AuthenticationPrincipal Officer officer, Model model) {
        var person = persons.get(id, officer);
        audit.opened(officer, Subject.person(id), "基本情况、健康", "办理");
        model.addAttribute("person", person);
        model.addAttribute("today", LocalDate.now(clock));
        return "household/person";
    }

    /** 待补证件号 (HH-1). */
    @GetMapping("/without-number")
    String withoutNumber(
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var from = after == null || after.isBlank() ? null : id(after);
        var rows = persons.withoutNumber(officer, from, 51);
        audit.opened(
                officer, new Subject("person", "without-number"), "姓名、没有证件号的原因，%d 人".formatted(rows.size()), "补证件号");
        model.addAttribute("persons", rows.size() > 50 ? rows.subList(0, 50) : rows);
        model.addAttribute(
                "next",
                rows.size() > 50
                        ? "/persons/without-number?after=" + rows.get(49).id()
                        : null);
        model.addAttribute("today", LocalDate.now(clock));
        return "household/without-number";
    }

    /** 看全号: asks for the reason, then shows one field. A part of a page for the script, a page of its own without. */
    @PostMapping("/{id}/reveal")
    String reveal(
            @PathVariable PersonId id,
            @RequestParam Persons.Private field,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable String masked,
            @AuthenticationPrincipal Officer officer,
            jakarta.servlet.http.HttpServletRequest request,
            Model model) {
        var person = persons.get(id, officer);
        model.addAttribute("person", person);
        model.addAttribute("field", field);
        if (masked == null && REASONS.contains(reason)) {
            if (audit.revealedSince(officer, clock.instant().minus(PERIOD)) >= MOST) {
                audit.changed(officer, "看全号过多，已拦下", Subject.person(id), "");
                throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
            }
            model.addAttribute("full", persons.reveal(id, field, reason, officer));
        } else {
            model.addAttribute("asking", masked == null && reason.isEmpty());
        }
        return request.getHeader("HX-Request") != null ? "household/reveal :: value" : "household/reveal";
    }

    @GetMapping("/{id}/edit")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String edit(@PathVariable PersonId id, @AuthenticationPrincipal Officer officer, Model model) {
        var person = persons.get(id, officer);
        model.addAttribute("form", PersonForm.of(persons.details(id, officer, "修改人员情况"), person.version()));
        return page(person, model);
    }

    @PostMapping("/{id}/edit")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String save(
            @PathVariable PersonId id,
            @ModelAttribute("form") PersonForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var person = persons.get(id, officer);
        var now = persons.details(id, officer, "修改人员情况");
        var details = form.details(errors, now, LocalDate.now(clock));
        if (details == null || errors.hasErrors()) {
            return page(person, model);
        }
        var back = person.household() == null ? "/persons/" + id : "/households/" + person.household();
        try {
            var location = once.run(key, officer, () -> {
                persons.update(id, form.version(), details, officer);
                audit.changed(officer, "修改人员情况", Subject.person(id), "");
                return back;
            });
            redirect.addFlashAttribute("note", "已保存" + details.name() + "的情况");
            return "redirect:" + location;
        } catch (KnownPerson known) {
            errors.rejectValue("identityNumber", "known", "这个证件号已登记在另一人名下，请核对证件");
            return page(person, model);
        } catch (StaleEdit stale) {
            throw stale(id, form, now);
        }
    }

    /** 更正死亡登记的表单. */
    record Correction(
            @NotBlank(message = "写明更正的理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String reason) {}

    @GetMapping("/{id}/death-correction")
    @PreAuthorize("hasRole('BUREAU_OFFICER')")
    String askCorrection(@PathVariable PersonId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Correction(""));
        return correctionPage(id, officer, model);
    }

    private String correctionPage(PersonId id, Officer officer, Model model) {
        var person = persons.get(id, officer);
        if (person.diedOn() == null) {
            throw new NoSuchElementException("no death of " + id);
        }
        model.addAttribute("person", person);
        return "household/death-correction";
    }

    @PostMapping("/{id}/death-correction")
    @PreAuthorize("hasRole('BUREAU_OFFICER')")
    String correct(
            @PathVariable PersonId id,
            @Valid @ModelAttribute("form") Correction form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes redirect,
            Model model) {
        var reason = form.reason();
        if (errors.hasErrors() || reason == null) {
            return correctionPage(id, officer, model);
        }
        var location = once.run(key, officer, () -> {
            try {
                persons.correctDeath(id, reason, officer);
            } catch (StaleEdit changed) {
                throw new cn.yimen.pages.StaleEdit(List.of(), null, null, "/persons/" + id);
            }
            return "/persons/" + id;
        });
        redirect.addFlashAttribute("note", "已更正死亡登记。因死亡终止的申请和待遇，在待办里逐件恢复。");
        return "redirect:" + location;
    }

    private static cn.yimen.pages.StaleEdit stale(PersonId id, PersonForm form, PersonDetails now) {
        return new cn.yimen.pages.StaleEdit(
                Input.differences(PersonForm.of(now, 0), form, PersonForm.LABELS),
                null,
                null,
                "/persons/" + id + "/edit");
    }

    private static String page(PersonView person, Model model) {
        model.addAttribute("person", person);
        return "household/person-edit";
    }

    private static @Nullable PersonId id(String text) {
        try {
            return PersonId.of(text);
        } catch (IllegalArgumentException notAnId) {
            throw new NoSuchElementException("no such person", notAnId);
        }
    }
}
