package cn.yimen.administration;

import cn.yimen.administration.PlaceForms.ClassForm;
import cn.yimen.administration.PlaceForms.NewUnitForm;
import cn.yimen.administration.PlaceForms.UnitForm;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.ClassChange;
import cn.yimen.district.DistrictRegister;
import cn.yimen.district.DistrictRegister.NewUnit;
import cn.yimen.district.DistrictRegister.UnitChange;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.district.StatisticalClass;
import cn.yimen.district.UnitType;
import cn.yimen.district.UrbanRural;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
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

/** 区划页 (REG-1). */
@Controller
@RequestMapping("/places")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class PlaceController {

    private static final int HITS = 50;

    private final Places places;
    private final DistrictRegister register;
    private final Officers officers;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final Formats fmt;
    private final Clock clock;

    PlaceController(
            Places places,
            DistrictRegister register,
            Officers officers,
            AuditLog audit,
            OneTimeKeys once,
            Formats fmt,
            Clock clock) {
        this.places = places;
        this.register = register;
        this.officers = officers;
        this.audit = audit;
        this.once = once;
        this.fmt = fmt;
        this.clock = clock;
    }

    /** One township of the list. */
    record TownshipRow(Place place, long villages, long urban, long unverified) {}

    /** One village of a list with its class of today. */
    record VillageRow(
            Place place, String fullName, @Nullable ClassChange today) {}

    /** One line of a village's history. */
    record HistoryRow(ClassChange change, String by, boolean inForce) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, Model model) {
        var today = today();
        model.addAttribute("q", q);
        if (!q.isBlank()) {
            model.addAttribute("hits", rows(places.search(q, place -> true, today, HITS)));
        }
        var townships = places.townships().stream()
                .map(township -> {
                    var villages = rows(places.children(township.id()));
                    return new TownshipRow(
                            township,
                            villages.size(),
                            villages.stream().filter(this::urban).count(),
                            villages.stream()
                                    .filter(PlaceController::unverified)
                                    .count());
                })
                .toList();
        model.addAttribute("district", places.district());
        model.addAttribute("townships", townships);
        model.addAttribute(
                "villages", townships.stream().mapToLong(TownshipRow::villages).sum());
        model.addAttribute(
                "unverified",
                townships.stream().mapToLong(TownshipRow::unverified).sum());
        return "administration/places";
    }

    @GetMapping("/{id}")
    String show(@PathVariable PlaceId id, Model model) {
        var place = places.get(id);
        model.addAttribute("place", place);
        model.addAttribute("villages", rows(places.children(id)));
        if (id.isVillage()) {
            model.addAttribute("township", places.townshipOf(id));
            model.addAttribute("history", history(id));
        }
        return "administration/place";
    }

    @GetMapping("/{id}/class")
    String classForm(@PathVariable PlaceId id, Model model) {
        model.addAttribute("form", ClassForm.of(places.village(id)));
        return classPage(id, model);
    }

    @PostMapping("/{id}/class")
    String changeClass(
            @PathVariable PlaceId id,
            @ModelAttribute("form") ClassForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var village = places.village(id);
        var to = statisticalClass(form.to(), errors);
        var from = Typed.day(form.from(), today(), fault -> errors.rejectValue("from", "day", fault));
        if (from == null && !errors.hasFieldErrors("from")) {
            errors.rejectValue("from", "required", "填写从哪一天起");
        } else if (from != null && from.isBefore(DistrictRegister.EARLIEST)) {
            errors.rejectValue("from", "early", "生效日 %s 太早，最早 %s".formatted(from, DistrictRegister.EARLIEST));
        }
        Typed.required(errors, "reason", "变更原因和依据", form.reason(), 300);
        if (errors.hasErrors() || to == null || from == null) {
            return classPage(id, model);
        }
        var reason = Typed.text(form.reason());
        try {
            var location = once.run(key, officer, () -> {
                register.changeClass(id, to, from, reason, form.version(), officer.id());
                audit.changed(
                        officer,
                        "变更城乡分类",
                        new Subject("place", id.code()),
                        "{\"class\":\"%s\",\"from\":\"%s\"}".formatted(to.code(), from));
                return "/places/" + id;
            });
            redirect.addFlashAttribute(
                    "note", "%s从%s起为 %s".formatted(village.shortName(), fmt.fullDay(from), to.label()));
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            var last = places.classHistory(id).stream()
                    // those that came with the register are nobody's change
                    .max(java.util.Comparator.comparing((ClassChange change) -> change.by() != null)
                            .thenComparing(ClassChange::recordedAt))
                    .orElseThrow(() -> e);
            throw new StaleEdit(
                    List.of(
                            new Difference("城乡分类", last.to().label(), to.label()),
                            new Difference("生效日", last.effectiveOn().toString(), from.toString()),
                            new Difference("原因", last.reason(), reason)),
                    name(last.by()),
                    last.recordedAt(),
                    "/places/" + id + "/class");
        }
    }

    @GetMapping("/{id}/edit")
    String unitForm(@PathVariable PlaceId id, Model model) {
        model.addAttribute("form", UnitForm.of(places.get(id)));
        return unitPage(id, model);
    }

    @PostMapping("/{id}/edit")
    String changeUnit(
            @PathVariable PlaceId id,
            @ModelAttribute("form") UnitForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var place = places.get(id);
        Typed.required(errors, "name", "全称", form.name(), 60);
        Typed.required(errors, "shortName", "简称", form.shortName(), 40);
        Typed.atMost(errors, "entrustedTo", "委托管理单位", form.entrustedTo(), 60);
        Typed.atMost(errors, "unverified", "待核事项", form.unverified(), 200);
        var closedOn = Typed.day(form.closedOn(), today(), fault -> errors.rejectValue("closedOn", "day", fault));
        if (closedOn != null && id.isCounty()) {
            errors.rejectValue("closedOn", "county", "本县（区）不能停用");
        }
        if (errors.hasErrors()) {
            return unitPage(id, model);
        }
        var change = new UnitChange(
                Typed.text(form.name()),
                Typed.text(form.shortName()),
                Typed.orNull(form.entrustedTo()),
                Typed.orNull(form.unverified()),
                closedOn);
        try {
            var location = once.run(key, officer, () -> {
                register.changeUnit(id, change, form.version());
                audit.changed(officer, "修改区划单位", new Subject("place", id.code()), "");
                return "/places/" + id;
            });
            redirect.addFlashAttribute("note", "已保存" + change.shortName());
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            var now = places.get(id);
            throw new StaleEdit(
                    List.of(
                            new Difference("全称", now.name(), change.name()),
                            new Difference("简称", now.shortName(), change.shortName()),
                            new Difference("委托管理", Typed.show(now.entrustedTo()), Typed.show(change.entrustedTo())),
                            new Difference("待核事项", Typed.show(now.unverified()), Typed.show(change.unverified())),
                            new Difference("停用日", Typed.show(now.closedOn()), Typed.show(change.closedOn()))),
                    null,
                    null,
                    "/places/" + place.code() + "/edit");
        }
    }

    @GetMapping("/new")
    String newForm(Model model) {
        model.addAttribute("form", NewUnitForm.empty());
        return newPage(model);
    }

    @PostMapping("/new")
    String add(
            @ModelAttribute("form") NewUnitForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var unit = newUnit(form, errors);
        if (errors.hasErrors() || unit == null) {
            return newPage(model);
        }
        try {
            var location = once.run(key, officer, () -> {
                register.addUnit(unit, officer.id());
                audit.changed(officer, "增加区划单位", new Subject("place", unit.id().code()), "");
                return "/places/" + unit.id();
            });
            redirect.addFlashAttribute("note", "已增加" + unit.shortName());
            return "redirect:" + location;
        } catch (DistrictRegister.UnitExists e) {
            if (e.field().equals("code")) {
                errors.rejectValue("code", "taken", "代码 %s 已经是%s，换一个".formatted(unit.id(), places.fullName(unit.id())));
            } else {
                errors.rejectValue("letters", "taken", "字母代号 %s 已有单位在用，换一个".formatted(unit.letters()));
            }
            return newPage(model);
        }
    }

    private @Nullable NewUnit newUnit(NewUnitForm form, BindingResult errors) {
        var type = Arrays.stream(UnitType.values())
                .filter(each -> each != UnitType.COUNTY && each.name().equals(form.type()))
                .findFirst()
                .orElse(null);
        if (type == null) {
            errors.rejectValue("type", "required", "选择单位类型");
        }
        Typed.required(errors, "name", "全称", form.name(), 60);
        Typed.required(errors, "shortName", "简称", form.shortName(), 40);
        var code = Typed.text(form.code()).replaceAll("\\s", "");
        var county = places.district().id();
        if (code.isEmpty()) {
            errors.rejectValue("code", "required", "填写代码");
        } else if (type != null && !code.matches("[0-9]{" + type.digits() + "}")) {
            errors.rejectValue(
                    "code", "digits", "代码现在是 %d 位，%s应为 %d 位数字".formatted(code.length(), type.words(), type.digits()));
        } else if (!code.startsWith(county.code())) {
            errors.rejectValue("code", "county", "代码要以本区的 %s 开头".formatted(county));
        } else if (type != null
                && type.digits() == 12
                && places.find(PlaceId.of(code.substring(0, 9))).isEmpty()) {
            errors.rejectValue("code", "township", "没有代码为 %s 的乡镇，村（社区）的前 9 位是所在乡镇的代码".formatted(code.substring(0, 9)));
        }
        var village = type != null && type.digits() == 12;
        var letters = Typed.text(form.letters()).toUpperCase(java.util.Locale.ROOT);
        if (type != null && !village && !letters.matches("[A-Z]{2,4}")) {
            errors.rejectValue("letters", "form", "字母代号用 2 至 4 个字母，例如 SJC，用在收件编号里");
        }
        var to = village ? statisticalClass(form.to(), errors) : null;
        if (errors.hasErrors() || type == null) {
            return null;
        }
        return new NewUnit(
                PlaceId.of(code),
                type,
                Typed.text(form.name()),
                Typed.text(form.shortName()),
                village ? null : letters,
                to);
    }

    private static @Nullable StatisticalClass statisticalClass(@Nullable String code, BindingResult errors) {
        var found = Arrays.stream(StatisticalClass.values())
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElse(null);
        if (found == null) {
            errors.rejectValue("to", "required", "选择城乡分类");
        }
        return found;
    }

    private String classPage(PlaceId id, Model model) {
        model.addAttribute("place", places.village(id));
        model.addAttribute("township", places.townshipOf(id));
        model.addAttribute("history", history(id));
        model.addAttribute("classes", classes());
        return "administration/place-class";
    }

    private String unitPage(PlaceId id, Model model) {
        model.addAttribute("place", places.get(id));
        return "administration/place-edit";
    }

    private String newPage(Model model) {
        model.addAttribute("district", places.district());
        model.addAttribute(
                "types",
                Arrays.stream(UnitType.values())
                        .filter(type -> type != UnitType.COUNTY)
                        .map(type ->
                                new Choice(type.name(), type.words() + "（" + type.digits() + " 位代码" + kind(type) + "）"))
                        .toList());
        model.addAttribute("classes", classes());
        return "administration/place-new";
    }

    private static String kind(UnitType type) {
        return type.administrative() ? "" : "，非行政区划";
    }

    private static List<Choice> classes() {
        return Arrays.stream(StatisticalClass.values())
                .map(each -> new Choice(each.code(), each.label()))
                .toList();
    }

    private List<HistoryRow> history(PlaceId village) {
        var changes = places.classHistory(village);
        var names = officers.names(
                changes.stream().map(ClassChange::by).filter(Objects::nonNull).toList());
        var inForce = inForce(village);
        var rows = new java.util.ArrayList<HistoryRow>();
        for (var change : changes) {
            var by = change.by() == null ? "随系统带来" : names.getOrDefault(change.by(), "—");
            rows.add(0, new HistoryRow(change, by, change.equals(inForce)));
        }
        return rows;
    }

    private List<VillageRow> rows(List<Place> found) {
        return found.stream()
                .map(place -> new VillageRow(
                        place, places.fullName(place.id()), place.id().isVillage() ? inForce(place.id()) : null))
                .toList();
    }

    private @Nullable ClassChange inForce(PlaceId village) {
        try {
            return places.statisticalClassOn(village, today());
        } catch (NoSuchElementException e) {
            return null;
        }
    }

    private boolean urban(VillageRow row) {
        var today = row.today();
        return today != null && today.to().urbanRural() == UrbanRural.URBAN;
    }

    private static boolean unverified(VillageRow row) {
        var today = row.today();
        return today != null && today.unverified();
    }

    private @Nullable String name(@Nullable UUID officer) {
        return officer == null ? null : officers.names(List.of(officer)).get(officer);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
