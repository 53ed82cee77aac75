package cn.yimen.administration;

import cn.yimen.administration.CatalogueForms.Department;
import cn.yimen.administration.CatalogueForms.ItemForm;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.CatalogueEditing;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import cn.yimen.policy.PolicyLinter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 事项清单页 (REG-3): everybody may look, the administrator enters a new version from a day. */
@Controller
@RequestMapping("/policy/catalogue")
class CatalogueController {

    private final Catalogue catalogue;
    private final CatalogueEditing editing;
    private final PolicyLinter linter;
    private final OneTimeKeys once;
    private final Clock clock;

    CatalogueController(
            Catalogue catalogue, CatalogueEditing editing, PolicyLinter linter, OneTimeKeys once, Clock clock) {
        this.catalogue = catalogue;
        this.editing = editing;
        this.linter = linter;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String on, Model model) {
        var today = LocalDate.now(clock);
        var typed =
                on == null || on.isBlank() ? today : DateInput.read(on, today).orElse(null);
        var day = typed == null ? today : typed;
        var departments = new LinkedHashMap<String, List<Item>>();
        for (var item : catalogue.all(day)) {
            departments
                    .computeIfAbsent(item.departmentName(), name -> new ArrayList<>())
                    .add(item);
        }
        model.addAttribute(
                "departments",
                departments.entrySet().stream()
                        .map(each -> new Department(each.getKey(), each.getValue()))
                        .toList());
        model.addAttribute("day", day);
        model.addAttribute("on", on == null ? "" : on);
        model.addAttribute("unread", typed == null);
        return "administration/catalogue";
    }

    @GetMapping("/{code}")
    String show(@PathVariable String code, @AuthenticationPrincipal Officer officer, Model model) {
        var today = LocalDate.now(clock);
        var history = history(code);
        var item = catalogue
                .find(code, today)
                .orElseGet(() -> history.stream()
                        .filter(each -> !each.validFrom().isAfter(today))
                        .findFirst()
                        .orElse(history.get(history.size() - 1)));
        return page(item, history, officer, model);
    }

    @GetMapping("/versions/{id}")
    String version(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var item = catalogue.version(id);
        return page(item, history(item.code()), officer, model);
    }

    private String page(Item item, List<Item> history, Officer officer, Model model) {
        model.addAttribute("item", item);
        model.addAttribute("history", history);
        model.addAttribute(
                "question", item.question() == null ? null : linter.questions().get(item.question()));
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        return "administration/item";
    }

    @GetMapping("/{code}/edit")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String edit(@PathVariable String code, Model model) {
        model.addAttribute("form", ItemForm.of(history(code).get(0)));
        return formPage(code, model);
    }

    @PostMapping("/{code}/edit")
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    String save(
            @PathVariable String code,
            @ModelAttribute("form") ItemForm form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable String more,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var newest = history(code).get(0);
        if (more != null) {
            var longer = form.longer();
            model.addAttribute("form", longer);
            model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", new BeanPropertyBindingResult(longer, "form"));
            return formPage(code, model);
        }
        var version = form.toVersion(
                LocalDate.now(clock), materialCodes(), linter.questions().keySet(), errors);
        if (version == null) {
            return formPage(code, model);
        }
        try {
            var location = once.run(key, officer, () -> {
                editing.add(code, version, form.lastVersion(), officer);
                redirect.addFlashAttribute(
                        "note", "已保存%s：%s 起用新的一版，以前受理的个案仍用原来的版本".formatted(version.name(), version.from()));
                return "/policy/catalogue/" + code;
            });
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            throw stale(newest, version);
        }
    }

    private static StaleEdit stale(Item now, CatalogueEditing.NewVersion typed) {
        return new StaleEdit(
                List.of(
                        new Difference("名称", now.name(), typed.name()),
                        new Difference(
                                "生效日", now.validFrom().toString(), typed.from().toString()),
                        new Difference("条件", now.conditions(), typed.conditions()),
                        new Difference("给什么", now.standard(), typed.standard()),
                        new Difference("时限说明", now.limitWords(), typed.limitWords()),
                        new Difference("依据", now.basis().text(), typed.basis()),
                        new Difference("材料", names(now.materials()), names(typed.materials())),
                        new Difference("给群众的说法", now.publicWords(), typed.publicWords())),
                now.enteredBy(),
                null,
                "/policy/catalogue/" + now.code() + "/edit");
    }

    private static String names(List<Material> materials) {
        return String.join("、", materials.stream().map(Material::name).toList());
    }

    /** The code of each paper by its name, so that the same paper keeps one code over all items. */
    private Map<String, String> materialCodes() {
        var codes = new HashMap<String, String>();
        for (var item : catalogue.all(LocalDate.now(clock))) {
            for (var version : catalogue.history(item.code())) {
                version.materials().forEach(material -> codes.putIfAbsent(material.name(), material.code()));
            }
        }
        return codes;
    }

    private String formPage(String code, Model model) {
        model.addAttribute("item", history(code).get(0));
        if (model.getAttribute("form") instanceof ItemForm form) {
            model.addAttribute("rows", form.rows());
        }
        var questions = new TreeMap<String, String>();
        linter.questions().forEach((number, question) -> questions.put(number, number + " " + question.words()));
        model.addAttribute("questions", questions);
        return "administration/item-form";
    }

    private List<Item> history(String code) {
        var history = catalogue.history(code);
        if (history.isEmpty()) {
            throw new NoSuchElementException("no item " + code);
        }
        return history;
    }
}
