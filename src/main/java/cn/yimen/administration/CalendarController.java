package cn.yimen.administration;

import cn.yimen.administration.CalendarForms.ArrangementForm;
import cn.yimen.administration.CalendarForms.LocalDayForm;
import cn.yimen.administration.CalendarForms.Month;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Arrangements;
import cn.yimen.calendar.Calendars;
import cn.yimen.calendar.DayKind;
import cn.yimen.calendar.WorkingCalendar;
import cn.yimen.calendar.YearArrangement;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 工作日历页 (REG-4): everybody may look, the administrator enters a year and sees first what moves. */
@Controller
@RequestMapping("/policy/calendar")
class CalendarController {

    private final Calendars calendars;
    private final Arrangements arrangements;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final Clock clock;

    CalendarController(Calendars calendars, Arrangements arrangements, AuditLog audit, OneTimeKeys once, Clock clock) {
        this.calendars = calendars;
        this.arrangements = arrangements;
        this.audit = audit;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String thisYear() {
        return "redirect:/policy/calendar/" + LocalDate.now(clock).getYear();
    }

    @GetMapping("/{year}")
    String show(@PathVariable int year, @AuthenticationPrincipal Officer officer, Model model) {
        known(year);
        var entered = arrangements.year(year);
        model.addAttribute("year", year);
        model.addAttribute("months", Month.of(year, calendars.current()));
        model.addAttribute("workingDays", calendars.current().workingDaysOf(year));
        model.addAttribute("entered", entered.orElse(null));
        model.addAttribute(
                "off", entered.map(e -> e.arrangement().text(DayKind.OFF)).orElse(""));
        model.addAttribute(
                "work", entered.map(e -> e.arrangement().text(DayKind.WORK)).orElse(""));
        model.addAttribute("localDays", arrangements.localDays(year));
        model.addAttribute("changes", arrangements.changes(year));
        model.addAttribute("missing", calendars.missing().orElse(null));
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        return "administration/calendar";
    }

    @GetMapping("/{year}/edit")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String edit(@PathVariable int year, Model model) {
        known(year);
        model.addAttribute("form", ArrangementForm.of(arrangements.year(year)));
        return editPage(year, model);
    }

    /** Back from the check page, with what was typed. */
    @PostMapping("/{year}/edit")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String editAgain(@PathVariable int year, @ModelAttribute("form") ArrangementForm form, Model model) {
        known(year);
        return editPage(year, model);
    }

    /** What the lists would do; nothing is stored. */
    @PostMapping("/{year}/preview")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String preview(
            @PathVariable int year, @ModelAttribute("form") ArrangementForm form, BindingResult errors, Model model) {
        known(year);
        var arrangement = form.toArrangement(year, errors);
        if (arrangement == null) {
            return editPage(year, model);
        }
        model.addAttribute("year", year);
        model.addAttribute("off", arrangement.text(DayKind.OFF));
        model.addAttribute("work", arrangement.text(DayKind.WORK));
        model.addAttribute("effect", arrangements.preview(arrangement));
        return "administration/calendar-confirm";
    }

    @PostMapping("/{year}")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String apply(
            @PathVariable int year,
            @ModelAttribute("form") ArrangementForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        known(year);
        var arrangement = form.toArrangement(year, errors);
        if (arrangement == null) {
            return editPage(year, model);
        }
        try {
            var location = once.run(key, officer, () -> {
                var effect = arrangements.apply(arrangement, Typed.text(form.source()), form.shownVersion(), officer);
                audit.changed(officer, "录入放假安排", subject(year), "{\"moved\":" + effect.moved() + "}");
                redirect.addFlashAttribute(
                        "note",
                        "已录入 %d 年放假安排：%d 个正在计时的时限改了日子，%d 个不再暂定".formatted(year, effect.moved(), effect.settled()));
                return "/policy/calendar/" + year;
            });
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            throw stale(year, arrangement, form);
        }
    }

    private StaleEdit stale(int year, YearArrangement typed, ArrangementForm form) {
        var now = arrangements.year(year);
        return new StaleEdit(
                List.of(
                        new Difference(
                                "放假",
                                now.map(e -> e.arrangement().text(DayKind.OFF)).orElse(""),
                                typed.text(DayKind.OFF)),
                        new Difference(
                                "调休上班",
                                now.map(e -> e.arrangement().text(DayKind.WORK)).orElse(""),
                                typed.text(DayKind.WORK)),
                        new Difference(
                                "依据", now.map(Arrangements.Entered::source).orElse(""), Typed.text(form.source()))),
                now.map(Arrangements.Entered::enteredBy).orElse(null),
                now.map(Arrangements.Entered::enteredAt).orElse(null),
                "/policy/calendar/" + year + "/edit");
    }

    @GetMapping("/{year}/local-days/new")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String newLocalDay(@PathVariable int year, Model model) {
        known(year);
        model.addAttribute("form", LocalDayForm.empty());
        return localDayPage(year, model);
    }

    @PostMapping("/{year}/local-days/new")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String addLocalDay(
            @PathVariable int year,
            @ModelAttribute("form") LocalDayForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        known(year);
        var day = form.check(year, LocalDate.now(clock), errors);
        if (day == null || errors.hasErrors()) {
            return localDayPage(year, model);
        }
        var location = once.run(key, officer, () -> {
            int moved = arrangements.addLocalDay(
                    day, form.dayKind(), Typed.text(form.name()), Typed.text(form.basis()), officer);
            audit.changed(officer, "增加地方放假日", subject(year), "{\"day\":\"" + day + "\",\"moved\":" + moved + "}");
            redirect.addFlashAttribute("note", "已增加%s %s，%d 个正在计时的时限改了日子".formatted(form.name(), day, moved));
            return "/policy/calendar/" + year;
        });
        return "redirect:" + location;
    }

    @PostMapping("/local-days/{day}/remove")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String removeLocalDay(
            @PathVariable String day,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        var date = date(day);
        known(date.getYear());
        var location = once.run(key, officer, () -> {
            int moved = arrangements.removeLocalDay(date, officer);
            audit.changed(
                    officer, "删除地方放假日", subject(date.getYear()), "{\"day\":\"" + date + "\",\"moved\":" + moved + "}");
            redirect.addFlashAttribute("note", "已删除 %s，%d 个正在计时的时限改了日子".formatted(date, moved));
            return "/policy/calendar/" + date.getYear();
        });
        return "redirect:" + location;
    }

    private static Subject subject(int year) {
        return new Subject("calendar", Integer.toString(year));
    }

    private static LocalDate date(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException e) {
            throw new NoSuchElementException("no day " + day);
        }
    }

    private static void known(int year) {
        if (year <= WorkingCalendar.FIRST_YEAR || year >= WorkingCalendar.LAST_YEAR) {
            throw new NoSuchElementException("no calendar of " + year);
        }
    }

    private String editPage(int year, Model model) {
        model.addAttribute("year", year);
        return "administration/calendar-edit";
    }

    private String localDayPage(int year, Model model) {
        model.addAttribute("year", year);
        return "administration/calendar-local-day";
    }
}
