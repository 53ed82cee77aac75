package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.approval.ConfirmedFindings;
import cn.yimen.approval.FactLine;
import cn.yimen.approval.VerifiedFacts;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 申报与核实并列 (HH-3): every line with its source; a document's value is entered line by line. */
@Controller
@RequestMapping("/applications/{id}/facts")
class FactsController {

    private final Applications applications;
    private final VerifiedFacts verified;
    private final ConfirmedFindings findings;
    private final OneTimeKeys once;

    FactsController(Applications applications, VerifiedFacts verified, ConfirmedFindings findings, OneTimeKeys once) {
        this.applications = applications;
        this.verified = verified;
        this.findings = findings;
        this.once = once;
    }

    /** 登记核实值的表单. */
    record Enter(
            @Nullable String found,
            @Nullable String source,
            @Nullable String words) {}

    @GetMapping
    String show(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        var application = applications.get(id, officer);
        model.addAttribute("view", application);
        model.addAttribute("lines", verified.lines(application, officer));
        model.addAttribute("may", verified.mayBeEntered(application, officer));
        model.addAttribute("findings", findings.of(application));
        return "approval/facts";
    }

    /** 登记属实疑点的表单. */
    record EnterFinding(@Nullable String to, @Nullable String found) {}

    @GetMapping("/findings/{finding}")
    String askFinding(
            @PathVariable ApplicationId id,
            @PathVariable UUID finding,
            @RequestParam(required = false) @Nullable String to,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var application = applications.get(id, officer);
        if (!findings.get(application, finding).waiting() || !findings.mayBeEntered(application, officer)) {
            flash.addFlashAttribute("warning", "属实的疑点在调查核对时由乡镇审核登记");
            return "redirect:/applications/" + id + "/facts";
        }
        model.addAttribute("form", new EnterFinding(to, ""));
        return findingPage(application, finding, to, officer, model);
    }

    private String findingPage(
            ApplicationView application, UUID finding, @Nullable String to, Officer officer, Model model) {
        var entry = findings.get(application, finding);
        var targets = findings.targets(application, entry, officer);
        model.addAttribute("view", application);
        model.addAttribute("entry", entry);
        model.addAttribute(
                "choices",
                targets.stream().map(one -> new Choice(one.to(), one.words())).toList());
        model.addAttribute(
                "target",
                targets.stream().filter(one -> one.to().equals(to)).findFirst().orElse(null));
        return "approval/finding";
    }

    @PostMapping("/findings/{finding}")
    String enterFinding(
            @PathVariable ApplicationId id,
            @PathVariable UUID finding,
            @ModelAttribute("form") EnterFinding form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var application = applications.get(id, officer);
        var target = findings.targets(application, findings.get(application, finding), officer).stream()
                .filter(one -> one.to().equals(form.to()))
                .findFirst()
                .orElse(null);
        var typed = form.found() == null ? "" : form.found().strip();
        if (target == null) {
            errors.rejectValue("to", "missing", "选择登记成哪一项");
        } else if (target.line() == null) {
            if (typed.isEmpty() || typed.length() > 300) {
                errors.rejectValue("found", "wrong", typed.isEmpty() ? "写明为什么不影响核算" : "不超过 300 字");
            }
        } else {
            var problem = VerifiedFacts.problem(target.line(), typed);
            if (problem != null) {
                errors.rejectValue("found", "wrong", problem);
            }
        }
        if (errors.hasErrors() || target == null) {
            return findingPage(application, finding, form.to(), officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    findings.enter(id, finding, target.to(), typed, officer);
                    flash.addFlashAttribute(
                            "note",
                            target.line() == null
                                    ? "已写明不影响核算的理由。"
                                    : "已登记核实值：" + target.line().what() + "。申报值保留不变。");
                    return "/applications/" + id + "/facts";
                });
    }

    @GetMapping("/{line}")
    String ask(
            @PathVariable ApplicationId id,
            @PathVariable String line,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (!verified.mayBeEntered(applications.get(id, officer), officer)) {
            flash.addFlashAttribute("warning", "核实值在调查核对时由乡镇审核登记");
            return "redirect:/applications/" + id + "/facts";
        }
        model.addAttribute("form", new Enter("", null, ""));
        return page(id, line, officer, model);
    }

    private String page(ApplicationId id, String line, Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("line", line(id, line, officer));
        model.addAttribute("sources", List.of(new Choice("DOCUMENT", "证明材料"), new Choice("VERIFICATION", "信息核对")));
        return "approval/fact";
    }

    private FactLine line(ApplicationId id, String key, Officer officer) {
        return verified.lines(applications.get(id, officer), officer).stream()
                .filter(line -> line.key().equals(key) && !key.matches("[acx]-.*"))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no line " + key));
    }

    @PostMapping("/{line}")
    String enter(
            @PathVariable ApplicationId id,
            @PathVariable String line,
            @ModelAttribute("form") Enter form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var about = line(id, line, officer);
        var typed = form.found() == null ? "" : form.found().strip();
        var problem = VerifiedFacts.problem(about, typed);
        if (problem != null) {
            errors.rejectValue("found", "wrong", problem);
        }
        if (!"DOCUMENT".equals(form.source()) && !"VERIFICATION".equals(form.source())) {
            errors.rejectValue("source", "missing", "选择来源");
        }
        var words = form.words() == null ? "" : form.words().strip();
        if (words.isEmpty() || words.length() > 100) {
            errors.rejectValue("words", "wrong", words.isEmpty() ? "写明是哪一份材料或核对结果" : "不超过 100 字");
        }
        if (errors.hasErrors()) {
            return page(id, line, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    verified.enter(
                            id,
                            about,
                            typed,
                            VerifiedFacts.Source.valueOf(String.valueOf(form.source())),
                            words,
                            officer);
                    flash.addFlashAttribute("note", "已登记核实值：" + about.what() + "。申报值保留不变。");
                    return "/applications/" + id + "/facts";
                });
    }
}
