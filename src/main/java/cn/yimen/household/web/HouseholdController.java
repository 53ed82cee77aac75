package cn.yimen.household.web;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.AidSource;
import cn.yimen.household.Assistance;
import cn.yimen.household.HistorySource;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Households;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.KnownPerson;
import cn.yimen.household.LivesElsewhere;
import cn.yimen.household.NotCounted;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.household.StaleEdit;
import cn.yimen.household.web.PartForms.BasicForm;
import cn.yimen.household.web.PartForms.ExpenseForm;
import cn.yimen.household.web.PartForms.IncomeForm;
import cn.yimen.household.web.PartForms.MemberForm;
import cn.yimen.household.web.PartForms.PropertyForm;
import cn.yimen.household.web.PartForms.SupporterForm;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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

/** 家庭页: people, income, property, expenses and supporters, as they are or as the records said on a day. */
@Controller
@RequestMapping("/households")
@PreAuthorize(HouseholdWeb.MAY_READ)
class HouseholdController {

    private final Households households;
    private final Persons persons;
    private final Places places;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final Clock clock;
    private final ObjectProvider<HistorySource> history;
    private final ObjectProvider<AidSource> aids;
    private final ObjectProvider<NotCounted> notCounted;

    HouseholdController(
            Households households,
            Persons persons,
            Places places,
            AuditLog audit,
            OneTimeKeys once,
            Clock clock,
            ObjectProvider<HistorySource> history,
            ObjectProvider<AidSource> aids,
            ObjectProvider<NotCounted> notCounted) {
        this.aids = aids;
        this.households = households;
        this.persons = persons;
        this.places = places;
        this.audit = audit;
        this.once = once;
        this.clock = clock;
        this.history = history;
        this.notCounted = notCounted;
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable HouseholdId id,
            @RequestParam(defaultValue = "") String day,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var today = LocalDate.now(clock);
        var asked = DateInput.read(day, today).filter(at -> at.isBefore(today)).orElse(null);
        var changes = households.changedOn(id, officer);
        var absent = false;
        var view = households.get(id, officer);
        if (asked != null) {
            try {
                view = households.on(id, asked, officer);
            } catch (NoSuchElementException notYet) {
                absent = true;
            }
        }
        audit.opened(
                officer, Subject.household(id), "成员、收入、财产、支出、赡养人、健康" + (asked == null ? "" : "（" + asked + "）"), "办理");
        var on = asked == null ? today : asked;
        model.addAttribute("view", view);
        model.addAttribute("asked", absent ? null : asked);
        model.addAttribute("absent", absent ? asked : null);
        model.addAttribute("today", on);
        model.addAttribute("changes", changes);
        model.addAttribute("notCounted", notCounted(on));
        model.addAttribute(
                "aids",
                aids.orderedStream()
                        .flatMap(source -> source.aids(id, officer).stream())
                        .toList());
        model.addAttribute(
                "events",
                history.orderedStream()
                        .flatMap(source -> source.of(id, officer).stream())
                        .sorted((a, b) -> b.at().compareTo(a.at()))
                        .limit(50)
                        .toList());
        return "household/household";
    }

    @GetMapping("/{id}/edit")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String edit(@PathVariable HouseholdId id, @AuthenticationPrincipal Officer officer, Model model) {
        var view = opened(id, officer);
        model.addAttribute("form", basic(view));
        return basicPage(view, officer, model);
    }

    @PostMapping("/{id}/edit")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String edit(
            @PathVariable HouseholdId id,
            @ModelAttribute("form") BasicForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        var address = Input.required(errors, "address", "住址", form.address(), 200);
        var remark = Input.atMost(errors, "remark", "备注", form.remark(), 1000);
        var assistance =
                Input.choice(errors, "assistance", "现享受类别", Assistance.class, form.assistance(), Assistance.NONE);
        var choices = placeChoices(officer, view);
        if (choices.stream().noneMatch(choice -> choice.value().equals(form.place()))) {
            errors.rejectValue("place", "choice", "选择村（社区）");
        }
        if (errors.hasErrors()) {
            return basicPage(view, officer, model);
        }
        return save(
                id,
                form.version(),
                form,
                BasicForm.LABELS,
                HouseholdController::basic,
                officer,
                key,
                redirect,
                "/edit",
                now -> {
                    var details = now.details();
                    return new HouseholdDetails(
                            PlaceId.of(Input.text(form.place())),
                            address,
                            Boolean.TRUE.equals(form.incomesDeclared()),
                            Boolean.TRUE.equals(form.propertiesDeclared()),
                            Boolean.TRUE.equals(form.supportersDeclared()),
                            assistance,
                            remark,
                            details.members(),
                            details.incomes(),
                            details.properties(),
                            details.expenses(),
                            details.supporters());
                });
    }

    /** 加一名成员: on record or new. */
    @GetMapping("/{id}/members/new")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String newMember(@PathVariable HouseholdId id, @AuthenticationPrincipal Officer officer, Model model) {
        var view = opened(id, officer);
        model.addAttribute("view", view);
        model.addAttribute("form", PersonForm.empty());
        model.addAttribute("relation", "");
        return "household/member-new";
    }

    @PostMapping("/{id}/members/new")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String addMember(
            @PathVariable HouseholdId id,
            @RequestParam(defaultValue = "") String relation,
            @RequestParam(defaultValue = "0") long householdVersion,
            @ModelAttribute("form") PersonForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        var person = form.details(errors, null, LocalDate.now(clock));
        var known = cn.yimen.household.Relations.all().containsKey(relation);
        if (!known) {
            errors.reject("relation", "选择与户主关系");
        }
        if (person == null || errors.hasErrors()) {
            model.addAttribute("view", view);
            model.addAttribute("relation", relation);
            return "household/member-new";
        }
        try {
            var location = once.run(key, officer, () -> {
                var who = persons.obtain(person, view.details().place(), officer);
                if (view.details().members().stream()
                        .anyMatch(each -> each.person().equals(who))) {
                    throw new KnownPerson(who);
                }
                var members = new ArrayList<>(view.details().members());
                members.add(MemberPart.of(who, relation));
                households.save(id, householdVersion, view.details().members(members), officer);
                audit.changed(officer, "增加家庭成员", Subject.household(id), "");
                return "/households/" + id;
            });
            redirect.addFlashAttribute("note", "已增加" + person.name());
            return "redirect:" + location;
        } catch (KnownPerson already) {
            errors.reject("known", person.name() + "已经是本户成员");
        } catch (LivesElsewhere elsewhere) {
            errors.reject("elsewhere", "%s现在在%s另一户共同居住，先在那一户办迁出".formatted(person.name(), elsewhere.townshipName()));
        } catch (StaleEdit stale) {
            throw stale(view, List.of(), "/members/new");
        }
        model.addAttribute("view", view);
        model.addAttribute("relation", relation);
        return "household/member-new";
    }

    @GetMapping("/{id}/members/{person}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String member(
            @PathVariable HouseholdId id,
            @PathVariable PersonId person,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var view = opened(id, officer);
        model.addAttribute("form", MemberForm.of(member(view, person), view.version()));
        return memberPage(view, person, model);
    }

    @PostMapping("/{id}/members/{person}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String member(
            @PathVariable HouseholdId id,
            @PathVariable PersonId person,
            @ModelAttribute("form") MemberForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        var part = form.part(errors, person, member(view, person));
        if (errors.hasErrors()) {
            return memberPage(view, person, model);
        }
        try {
            return save(
                    id,
                    form.version(),
                    form,
                    MemberForm.LABELS,
                    now -> MemberForm.of(member(now, person), now.version()),
                    officer,
                    key,
                    redirect,
                    "/members/" + person,
                    now -> now.details()
                            .members(now.details().members().stream()
                                    .map(each -> each.person().equals(person) ? part : each)
                                    .toList()));
        } catch (LivesElsewhere elsewhere) {
            errors.rejectValue(
                    "livesTogether", "elsewhere", "现在在%s另一户共同居住，先在那一户办迁出".formatted(elsewhere.townshipName()));
            return memberPage(view, person, model);
        }
    }

    /** 迁出. */
    @PostMapping("/{id}/members/{person}/leave")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String leave(
            @PathVariable HouseholdId id,
            @PathVariable PersonId person,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        var view = opened(id, officer);
        var why = Input.text(reason);
        if (why.isEmpty() || why.length() > 200 || view.head().equals(person)) {
            redirect.addFlashAttribute("warning", view.head().equals(person) ? "户主不能迁出，先改户主" : "写明迁出原因，不超过 200 字");
            return "redirect:/households/" + id + "/members/" + person;
        }
        var location = once.run(key, officer, () -> {
            households.leave(id, person, LocalDate.now(clock), why, officer);
            audit.changed(officer, "成员迁出", Subject.household(id), "");
            return "/households/" + id;
        });
        redirect.addFlashAttribute("note", view.person(person).name() + "已迁出");
        return "redirect:" + location;
    }

    @GetMapping("/{id}/{part:incomes|properties|expenses|supporters}/{row}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String part(
            @PathVariable HouseholdId id,
            @PathVariable String part,
            @PathVariable String row,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var view = opened(id, officer);
        model.addAttribute("form", form(view, part, row));
        return partPage(view, part, row, model);
    }

    @PostMapping("/{id}/incomes/{row}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String income(
            @PathVariable HouseholdId id,
            @PathVariable String row,
            @ModelAttribute("form") IncomeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        requireRow(view, "incomes", row);
        var part = form.part(errors, row(row), people(view));
        if (errors.hasErrors()) {
            return partPage(view, "incomes", row, model);
        }
        return save(
                id,
                form.version(),
                form,
                IncomeForm.LABELS,
                now -> form(now, "incomes", row),
                officer,
                key,
                redirect,
                "/incomes/" + row,
                now -> now.details().incomes(true, replaced(now.details().incomes(), row, part, each -> each.id())));
    }

    @PostMapping("/{id}/properties/{row}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String property(
            @PathVariable HouseholdId id,
            @PathVariable String row,
            @ModelAttribute("form") PropertyForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        requireRow(view, "properties", row);
        var part = form.part(errors, row(row), people(view));
        if (errors.hasErrors()) {
            return partPage(view, "properties", row, model);
        }
        return save(
                id,
                form.version(),
                form,
                PropertyForm.LABELS,
                now -> form(now, "properties", row),
                officer,
                key,
                redirect,
                "/properties/" + row,
                now -> now.details()
                        .properties(true, replaced(now.details().properties(), row, part, each -> each.id())));
    }

    @PostMapping("/{id}/expenses/{row}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String expense(
            @PathVariable HouseholdId id,
            @PathVariable String row,
            @ModelAttribute("form") ExpenseForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        requireRow(view, "expenses", row);
        var part = form.part(errors, row(row), people(view));
        if (errors.hasErrors()) {
            return partPage(view, "expenses", row, model);
        }
        return save(
                id,
                form.version(),
                form,
                ExpenseForm.LABELS,
                now -> form(now, "expenses", row),
                officer,
                key,
                redirect,
                "/expenses/" + row,
                now -> now.details().expenses(replaced(now.details().expenses(), row, part, each -> each.id())));
    }

    @PostMapping("/{id}/supporters/{row}")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String supporter(
            @PathVariable HouseholdId id,
            @PathVariable String row,
            @ModelAttribute("form") SupporterForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var view = opened(id, officer);
        var now = row.equals("new") ? null : find(view.details().supporters(), row, each -> each.id());
        var part = form.part(errors, row(row), people(view), now, LocalDate.now(clock));
        if (errors.hasErrors()) {
            return partPage(view, "supporters", row, model);
        }
        return save(
                id,
                form.version(),
                form,
                SupporterForm.LABELS,
                at -> form(at, "supporters", row),
                officer,
                key,
                redirect,
                "/supporters/" + row,
                at -> at.details().supporters(true, replaced(at.details().supporters(), row, part, each -> each.id())));
    }

    /** 删除一项: it is gone from today on, its history stays. */
    @PostMapping("/{id}/{part:incomes|properties|expenses|supporters}/{row}/delete")
    @PreAuthorize(HouseholdWeb.MAY_EDIT)
    String delete(
            @PathVariable HouseholdId id,
            @PathVariable String part,
            @PathVariable String row,
            @RequestParam(defaultValue = "-1") long version,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        var gone = row(row);
        var view = opened(id, officer);
        try {
            var location = once.run(key, officer, () -> {
                requireRow(view, part, row);
                var details = view.details();
                var rest = switch (part) {
                    case "incomes" ->
                        details.incomes(
                                true,
                                details.incomes().stream()
                                        .filter(each -> !gone(each.id(), gone))
                                        .toList());
                    case "properties" ->
                        details.properties(
                                true,
                                details.properties().stream()
                                        .filter(each -> !gone(each.id(), gone))
                                        .toList());
                    case "expenses" ->
                        details.expenses(details.expenses().stream()
                                .filter(each -> !gone(each.id(), gone))
                                .toList());
                    default ->
                        details.supporters(
                                true,
                                details.supporters().stream()
                                        .filter(each -> !gone(each.id(), gone))
                                        .toList());
                };
                households.save(id, version, rest, officer);
                audit.changed(officer, "删除一项家庭情况", Subject.household(id), "");
                return "/households/" + id;
            });
            redirect.addFlashAttribute("note", "已删除，历史仍可按日期查看");
            return "redirect:" + location;
        } catch (StaleEdit stale) {
            throw stale(view, List.of(), "");
        }
    }

    private String save(
            HouseholdId id,
            long version,
            Record form,
            Map<String, String> labels,
            Function<HouseholdView, Record> now,
            Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            String again,
            Function<HouseholdView, HouseholdDetails> change) {
        try {
            var location = once.run(key, officer, () -> {
                households.save(id, version, change.apply(households.get(id, officer)), officer);
                audit.changed(officer, "修改家庭情况", Subject.household(id), "");
                return "/households/" + id;
            });
            redirect.addFlashAttribute("note", "已保存");
            return "redirect:" + location;
        } catch (StaleEdit stale) {
            var view = households.get(id, officer);
            throw stale(view, differences(view, form, labels, now), again);
        }
    }

    private static List<cn.yimen.pages.StaleEdit.Difference> differences(
            HouseholdView view, Record form, Map<String, String> labels, Function<HouseholdView, Record> now) {
        try {
            return Input.differences(now.apply(view), form, labels);
        } catch (NoSuchElementException gone) { // the row was deleted meanwhile
            return List.of();
        }
    }

    private static cn.yimen.pages.StaleEdit stale(
            HouseholdView view, List<cn.yimen.pages.StaleEdit.Difference> differences, String again) {
        return new cn.yimen.pages.StaleEdit(differences, null, null, "/households/" + view.id() + again);
    }

    private HouseholdView opened(HouseholdId id, Officer officer) {
        var view = households.get(id, officer);
        audit.opened(officer, Subject.household(id), "成员、收入、财产、支出、赡养人、健康", "修改");
        return view;
    }

    private Map<IncomeItem, String> notCounted(LocalDate on) {
        var source = notCounted.getIfAvailable();
        return source == null ? Map.of() : source.on(on);
    }

    private static Record form(HouseholdView view, String part, String row) {
        var version = view.version();
        var fresh = row.equals("new");
        var details = view.details();
        return switch (part) {
            case "incomes" ->
                fresh
                        ? IncomeForm.empty(version)
                        : IncomeForm.of(find(details.incomes(), row, each -> each.id()), version);
            case "properties" ->
                fresh
                        ? PropertyForm.empty(version)
                        : PropertyForm.of(find(details.properties(), row, each -> each.id()), version);
            case "expenses" ->
                fresh
                        ? ExpenseForm.empty(version)
                        : ExpenseForm.of(find(details.expenses(), row, each -> each.id()), version);
            default ->
                fresh
                        ? SupporterForm.empty(version)
                        : SupporterForm.of(find(details.supporters(), row, each -> each.id()), version);
        };
    }

    /** @throws NoSuchElementException if it is of another household, or was deleted meanwhile */
    private static void requireRow(HouseholdView view, String part, String row) {
        if (!row.equals("new")) {
            var unused = form(view, part, row);
        }
    }

    private static <P> P find(List<P> parts, String row, Function<P, @Nullable UUID> id) {
        return parts.stream()
                .filter(each -> row.equals(String.valueOf(id.apply(each))))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no such row"));
    }

    private static <P> List<P> replaced(List<P> parts, String row, P part, Function<P, @Nullable UUID> id) {
        var all = new ArrayList<>(parts);
        if (row.equals("new")) {
            all.add(part);
        } else {
            all.replaceAll(each -> row.equals(String.valueOf(id.apply(each))) ? part : each);
        }
        return all;
    }

    private static @Nullable UUID row(String row) {
        if (row.equals("new")) {
            return null;
        }
        try {
            return UUID.fromString(row);
        } catch (IllegalArgumentException notAnId) {
            throw new NoSuchElementException("no such row", notAnId);
        }
    }

    private static boolean gone(@Nullable UUID id, @Nullable UUID gone) {
        return id != null && id.equals(gone);
    }

    private static MemberPart member(HouseholdView view, PersonId person) {
        return view.details().members().stream()
                .filter(each -> each.person().equals(person))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no such member"));
    }

    private static Set<PersonId> people(HouseholdView view) {
        var people = new LinkedHashSet<PersonId>();
        view.details().members().forEach(member -> people.add(member.person()));
        return people;
    }

    private static BasicForm basic(HouseholdView view) {
        var details = view.details();
        return new BasicForm(
                view.version(),
                details.place().code(),
                details.address(),
                details.incomesDeclared(),
                details.propertiesDeclared(),
                details.supportersDeclared(),
                details.assistance().name(),
                details.remark());
    }

    private String basicPage(HouseholdView view, Officer officer, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("places", placeChoices(officer, view));
        return "household/edit";
    }

    private List<Choice> placeChoices(Officer officer, HouseholdView view) {
        var choices = new ArrayList<Choice>();
        var today = LocalDate.now(clock);
        for (var village : places.villages()) {
            var mine = officer.scope().sees(village.id().township().code(), village.code());
            if (mine && (village.openOn(today) || village.code().equals(view.villageCode()))) {
                choices.add(new Choice(village.code(), places.fullName(village.id())));
            }
        }
        if (view.villageCode() == null) {
            choices.add(0, new Choice(view.townshipCode(), view.placeName() + "（村待定）"));
        }
        return choices;
    }

    private static String memberPage(HouseholdView view, PersonId person, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("person", view.person(person));
        return "household/member";
    }

    private static String partPage(HouseholdView view, String part, String row, Model model) {
        model.addAttribute("view", view);
        model.addAttribute("part", part);
        model.addAttribute("row", row);
        model.addAttribute(
                "people",
                view.details().members().stream()
                        .map(each -> new Choice(each.person().toString(), view.nameOf(each.person())))
                        .toList());
        model.addAttribute("zero", Money.ZERO);
        return "household/part";
    }
}
