package cn.yimen.administration;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.DistrictRegister;
import cn.yimen.district.DistrictRegister.OfficeChange;
import cn.yimen.district.Office;
import cn.yimen.district.OfficeId;
import cn.yimen.district.OfficeKind;
import cn.yimen.district.Organisations;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.pages.StaleEdit.Difference;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
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

/** 机构页 (REG-2). */
@Controller
@RequestMapping("/offices")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class OfficeController {

    private final Organisations organisations;
    private final DistrictRegister register;
    private final AuditLog audit;
    private final OneTimeKeys once;
    private final Clock clock;

    OfficeController(
            Organisations organisations, DistrictRegister register, AuditLog audit, OneTimeKeys once, Clock clock) {
        this.organisations = organisations;
        this.register = register;
        this.audit = audit;
        this.once = once;
        this.clock = clock;
    }

    /** The offices of one kind. */
    record Group(OfficeKind kind, List<Office> offices) {}

    @GetMapping
    String list(Model model) {
        var all = organisations.all();
        model.addAttribute(
                "groups",
                Arrays.stream(OfficeKind.values())
                        .map(kind -> new Group(
                                kind,
                                all.stream()
                                        .filter(office -> office.kind() == kind)
                                        .toList()))
                        .filter(group -> !group.offices().isEmpty())
                        .toList());
        model.addAttribute(
                "withoutLiaison",
                organisations.departments().stream()
                        .filter(office -> office.liaisonName() == null)
                        .count());
        return "administration/offices";
    }

    @GetMapping("/{id}")
    String edit(@PathVariable OfficeId id, Model model) {
        model.addAttribute("form", OfficeForm.of(organisations.office(id)));
        return page(organisations.office(id), model);
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable OfficeId id,
            @ModelAttribute("form") OfficeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect,
            Model model) {
        var office = organisations.office(id);
        var change = form.toChange(LocalDate.now(clock), errors);
        if (change.closedOn() != null && office.kind() == OfficeKind.BUREAU) {
            errors.rejectValue("closedOn", "bureau", "民政部门不能停用");
        }
        if (errors.hasErrors()) {
            return page(office, model);
        }
        try {
            var location = once.run(key, officer, () -> {
                register.changeOffice(id, change, form.version());
                audit.changed(officer, "修改机构", new Subject("office", id.toString()), "");
                return "/offices";
            });
            redirect.addFlashAttribute("note", "已保存" + change.shortName());
            return "redirect:" + location;
        } catch (OptimisticLockingFailureException e) {
            throw new StaleEdit(differences(organisations.office(id), change), null, null, "/offices/" + id);
        }
    }

    @GetMapping("/new")
    String newForm(Model model) {
        model.addAttribute("form", OfficeForm.empty());
        return "administration/office-new";
    }

    @PostMapping("/new")
    String add(
            @ModelAttribute("form") OfficeForm form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            OneTimeKey key,
            RedirectAttributes redirect) {
        var charity = form.toChange(LocalDate.now(clock), errors);
        if (errors.hasErrors()) {
            return "administration/office-new";
        }
        var location = once.run(key, officer, () -> {
            var id = register.addCharity(charity);
            audit.changed(officer, "增加社会组织", new Subject("office", id.toString()), "");
            return "/offices";
        });
        redirect.addFlashAttribute("note", "已增加" + charity.shortName());
        return "redirect:" + location;
    }

    private static List<Difference> differences(Office now, OfficeChange typed) {
        return List.of(
                new Difference("全称", now.name(), typed.name()),
                new Difference("简称", now.shortName(), typed.shortName()),
                new Difference("窗口名称", Typed.show(now.windowName()), Typed.show(typed.windowName())),
                new Difference("电话", Typed.show(now.phone()), Typed.show(typed.phone())),
                new Difference("地址", Typed.show(now.address()), Typed.show(typed.address())),
                new Difference("联络专员", Typed.show(now.liaisonName()), Typed.show(typed.liaisonName())),
                new Difference("联络专员电话", Typed.show(now.liaisonPhone()), Typed.show(typed.liaisonPhone())),
                new Difference("领导小组成员单位", yes(now.leadingGroup()), yes(typed.leadingGroup())),
                new Difference("待核事项", Typed.show(now.unverified()), Typed.show(typed.unverified())),
                new Difference("停用日", Typed.show(now.closedOn()), Typed.show(typed.closedOn())));
    }

    private static String yes(boolean value) {
        return value ? "是" : "否";
    }

    private static String page(Office office, Model model) {
        model.addAttribute("office", office);
        return "administration/office-edit";
    }
}
