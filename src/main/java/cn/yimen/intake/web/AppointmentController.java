package cn.yimen.intake.web;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.intake.AppointmentView;
import cn.yimen.intake.Appointments;
import cn.yimen.intake.Drafts;
import cn.yimen.intake.Intakes;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.PhoneInput;
import cn.yimen.kernel.TextInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
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

/** 出诊预约 (IN-3): the coming days with their home visits. */
@Controller
@RequestMapping("/appointments")
class AppointmentController {

    private static final int DAYS = 14;

    private final Appointments appointments;
    private final Intakes intakes;
    private final Drafts drafts;
    private final Places places;
    private final Formats formats;
    private final OneTimeKeys once;

    AppointmentController(
            Appointments appointments,
            Intakes intakes,
            Drafts drafts,
            Places places,
            Formats formats,
            OneTimeKeys once) {
        this.appointments = appointments;
        this.intakes = intakes;
        this.drafts = drafts;
        this.places = places;
        this.formats = formats;
        this.once = once;
    }

    /** 一天的出诊. */
    record Day(LocalDate on, List<Line> lines) {}

    /** 一次出诊. */
    record Line(AppointmentView visit, String place, boolean late) {}

    @GetMapping
    @PreAuthorize("hasAnyRole('WINDOW_CLERK', 'TOWNSHIP_REVIEWER')")
    String list(
            @RequestParam(required = false, defaultValue = "") String from,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var today = intakes.today();
        var first = DateInput.read(from, today).orElse(today);
        var days = new LinkedHashMap<LocalDate, List<Line>>();
        for (var visit : appointments.list(first, first.plusDays(DAYS - 1), officer)) {
            days.computeIfAbsent(visit.visitOn(), day -> new ArrayList<>())
                    .add(new Line(visit, places.fullName(PlaceId.of(visit.village())), visit.late(today)));
        }
        model.addAttribute(
                "days",
                days.entrySet().stream()
                        .map(each -> new Day(each.getKey(), each.getValue()))
                        .toList());
        model.addAttribute("from", first);
        model.addAttribute("to", first.plusDays(DAYS - 1));
        model.addAttribute("before", first.minusDays(DAYS));
        model.addAttribute("after", first.plusDays(DAYS));
        model.addAttribute("clerk", officer.has(Role.WINDOW_CLERK));
        return "intake/appointments";
    }

    @GetMapping("/new")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String fresh(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute(
                "form",
                new VisitForm("", "", "", "", "", "", "", "", officer.id().toString()));
        return page(officer, model);
    }

    @PostMapping
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String arrange(
            @ModelAttribute("form") VisitForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var wanted = check(form, errors, officer);
        if (wanted == null) {
            return page(officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    appointments.arrange(wanted, officer);
                    flash.addFlashAttribute("note", "已预约 %s 上门。".formatted(formats.day(wanted.visitOn())));
                    return "/appointments";
                });
    }

    @PostMapping("/{id}/visit")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String visit(@PathVariable UUID id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:" + once.run(key, officer, () -> "/intake/" + appointments.visit(id, officer));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String change(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var visit = appointments.get(id, officer);
        model.addAttribute(
                "form",
                new ChangeForm(
                        "",
                        visit.visitOn().toString(),
                        visit.visitAt() == null ? "" : visit.visitAt().toString(),
                        visit.visitorId().toString(),
                        ""));
        return changePage(visit, officer, model);
    }

    @PostMapping("/{id}")
    @PreAuthorize("hasRole('WINDOW_CLERK')")
    String change(
            @PathVariable UUID id,
            @ModelAttribute("form") ChangeForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var visit = appointments.get(id, officer);
        var act = text(form.act());
        var outcome = text(form.outcome());
        var on = LocalDate.MIN;
        LocalTime at = null;
        switch (act) {
            case "MOVE" -> {
                on = day(text(form.visitOn()), errors);
                at = hour(text(form.visitAt()), errors);
            }
            case "NOBODY", "CANCELLED" -> {
                var problem = outcome.isEmpty()
                        ? "填写情况，例如：邻居说去城里看病了"
                        : Labels.behind("情况", TextInput.problem(outcome, 200, false));
                if (problem != null) {
                    errors.rejectValue("outcome", "wrong", problem);
                }
            }
            default -> errors.rejectValue("act", "wrong", "选择怎么改");
        }
        var visitor = visitor(text(form.visitor()), officer);
        if (act.equals("MOVE") && visitor == null) {
            errors.rejectValue("visitor", "wrong", "选择谁上门");
        }
        if (errors.hasErrors() || visitor == null && act.equals("MOVE")) {
            return changePage(visit, officer, model);
        }
        var day = on;
        var time = at;
        return "redirect:"
                + once.run(key, officer, () -> {
                    if (act.equals("MOVE") && visitor != null) {
                        appointments.move(id, day, time, visitor, officer);
                        flash.addFlashAttribute("note", "已改到 %s。".formatted(formats.day(day)));
                    } else {
                        appointments.end(id, Appointments.State.valueOf(act), outcome, officer);
                        flash.addFlashAttribute(
                                "note", "已记下：" + Appointments.State.valueOf(act).words() + "。");
                    }
                    return "/appointments";
                });
    }

    private Appointments.@Nullable Wanted check(VisitForm form, BindingResult errors, Officer officer) {
        var name = text(form.name());
        problem(errors, "name", name.isEmpty() ? "填写姓名" : Labels.behind("姓名", TextInput.problem(name, 50, false)));
        var phone = text(form.phone());
        problem(errors, "phone", phone.isEmpty() ? "填写联系电话" : Labels.behind("联系电话", PhoneInput.problem(phone)));
        var village = text(form.village());
        problem(
                errors,
                "village",
                intakes.villages(officer).stream().anyMatch(each -> each.code().equals(village))
                        ? null
                        : "选择住在哪个村（社区）");
        var houseNo = text(form.houseNo());
        problem(errors, "houseNo", Labels.behind("组、门牌", TextInput.problem(houseNo, 60, false)));
        var why = Arrays.stream(Appointments.Why.values())
                .filter(each -> each.name().equals(text(form.why())))
                .findFirst()
                .orElse(null);
        problem(errors, "why", why == null ? "选择为什么要上门" : null);
        var need = text(form.need());
        problem(errors, "need", Labels.behind("要办什么", TextInput.problem(need, 300, false)));
        var on = day(text(form.visitOn()), errors);
        var at = hour(text(form.visitAt()), errors);
        var visitor = visitor(text(form.visitor()), officer);
        problem(errors, "visitor", visitor == null ? "选择谁上门" : null);
        if (errors.hasErrors() || why == null || visitor == null) {
            return null;
        }
        return new Appointments.Wanted(village, name, PhoneInput.parse(phone), houseNo, why, need, on, at, visitor);
    }

    private LocalDate day(String typed, BindingResult errors) {
        var today = intakes.today();
        var on = DateInput.read(typed, today).orElse(null);
        if (on == null) {
            problem(errors, "visitOn", typed.isEmpty() ? "填写上门日期" : "上门日期认不出，例如 2026-3-11");
            return LocalDate.MIN;
        }
        if (on.isBefore(today) || on.isAfter(today.plusDays(180))) {
            problem(
                    errors,
                    "visitOn",
                    "上门日期 %s %s".formatted(on, on.isBefore(today) ? "已经过了，请填今天或以后的日期" : "在半年以后，请填近一些的日期"));
        }
        return on;
    }

    private static @Nullable LocalTime hour(String typed, BindingResult errors) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            var text = typed.replace('：', ':').replace("点", ":").replaceFirst(":$", ":00");
            return LocalTime.parse(text.length() == 4 && text.charAt(1) == ':' ? "0" + text : text);
        } catch (DateTimeException e) {
            problem(errors, "visitAt", "时间认不出，例如 9:30");
            return null;
        }
    }

    private @Nullable UUID visitor(String typed, Officer officer) {
        if (typed.equals(officer.id().toString())) {
            return officer.id();
        }
        return drafts.colleagues(officer).stream()
                .map(Drafts.Colleague::id)
                .filter(each -> each.toString().equals(typed))
                .findFirst()
                .orElse(null);
    }

    private String page(Officer officer, Model model) {
        model.addAttribute(
                "villages",
                intakes.villages(officer).stream()
                        .map(each -> new Choice(each.code(), each.shortName()))
                        .toList());
        model.addAttribute(
                "whys",
                Arrays.stream(Appointments.Why.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute("visitors", visitors(officer));
        return "intake/appointment-new";
    }

    private String changePage(AppointmentView visit, Officer officer, Model model) {
        model.addAttribute("visit", visit);
        model.addAttribute("place", places.fullName(PlaceId.of(visit.village())));
        model.addAttribute("visitors", visitors(officer));
        model.addAttribute(
                "acts",
                List.of(
                        new Choice("MOVE", "改日期、时间或上门的人"),
                        new Choice("NOBODY", "去了，没见到人"),
                        new Choice("CANCELLED", "取消，不去了")));
        return "intake/appointment";
    }

    private List<Choice> visitors(Officer officer) {
        var all = new ArrayList<Choice>();
        all.add(new Choice(officer.id().toString(), officer.name()));
        drafts.colleagues(officer).forEach(each -> all.add(new Choice(each.id().toString(), each.name())));
        return all;
    }

    private static void problem(BindingResult errors, String field, @Nullable String words) {
        if (words != null) {
            errors.rejectValue(field, "wrong", words);
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** 预约. */
    record VisitForm(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String village,
            @Nullable String houseNo,
            @Nullable String why,
            @Nullable String need,
            @Nullable String visitOn,
            @Nullable String visitAt,
            @Nullable String visitor) {}

    /** 改期、未见到、取消. */
    record ChangeForm(
            @Nullable String act,
            @Nullable String visitOn,
            @Nullable String visitAt,
            @Nullable String visitor,
            @Nullable String outcome) {}
}
