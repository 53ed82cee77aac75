package cn.yimen.casefile.web;

import cn.yimen.audit.Subject;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Letters;
import cn.yimen.casefile.MatterId;
import cn.yimen.document.Attachments;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 材料与一次性告知书 (IN-5). */
@Controller
@RequestMapping("/cases/{id}")
class MaterialController {

    private final CaseViews cases;
    private final Letters letters;
    private final Attachments attachments;
    private final OneTimeKeys once;

    MaterialController(CaseViews cases, Letters letters, Attachments attachments, OneTimeKeys once) {
        this.cases = cases;
        this.letters = letters;
        this.attachments = attachments;
        this.once = once;
    }

    /** 收到的材料. */
    record ReceiveForm(
            @NotEmpty(message = "勾选收到的材料") @Nullable List<UUID> received) {}

    /** 免交. */
    record ExemptForm(
            @NotBlank(message = "填写免交原因") @Size(max = 100, message = "免交原因不超过 100 字") @Nullable
            String because) {}

    /**
     * 再次告知.
     *
     * @param names one material a line
     * @param matters which matters need them
     */
    record LetterForm(
            @NotBlank(message = "填写还要补的材料，一行一份") @Size(max = 1000, message = "材料名称合计不超过 1000 字") @Nullable
            String names,

            @NotEmpty(message = "选择哪些事项需要") @Nullable List<UUID> matters,

            @NotBlank(message = "写明为什么第一次没有告知") @Size(max = 200, message = "原因不超过 200 字") @Nullable
            String reason) {

        List<String> lines() {
            return names == null
                    ? List.of()
                    : Arrays.stream(names.split("\\R"))
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .distinct()
                            .toList();
        }
    }

    @GetMapping("/materials")
    String show(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new ReceiveForm(List.of()));
        return page(id, officer, model);
    }

    @PostMapping("/materials/receive")
    String receive(
            @PathVariable CaseId id,
            @Valid @ModelAttribute("form") ReceiveForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors() || form.received() == null) {
            var again = page(id, officer, model);
            if (model.getAttribute("missing") instanceof List<?> missing && missing.isEmpty()) {
                throw new Conflict("材料已经收齐，没有要记的。刷新页面看现在的材料。");
            }
            return again;
        }
        var received = new HashMap<UUID, @Nullable UUID>();
        form.received().forEach(material -> received.put(material, null));
        flash.addFlashAttribute("note", "已记下收到 " + received.size() + " 份材料。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    letters.receive(id, received, officer);
                    return "/cases/" + id + "/materials";
                });
    }

    @GetMapping("/materials/{material}/exempt")
    String askExempt(
            @PathVariable CaseId id,
            @PathVariable UUID material,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new ExemptForm(null));
        return exemptPage(id, material, officer, model);
    }

    @PostMapping("/materials/{material}/exempt")
    String exempt(
            @PathVariable CaseId id,
            @PathVariable UUID material,
            @Valid @ModelAttribute("form") ExemptForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var because = form.because();
        if (errors.hasErrors() || because == null) {
            return exemptPage(id, material, officer, model);
        }
        flash.addFlashAttribute("note", "已记为免交。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    letters.exempt(id, material, because.strip(), officer);
                    return "/cases/" + id + "/materials";
                });
    }

    @GetMapping("/letters/new")
    String askLetter(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new LetterForm(null, List.of(), null));
        return letterPage(id, officer, model);
    }

    @PostMapping("/letters")
    String letter(
            @PathVariable CaseId id,
            @Valid @ModelAttribute("form") LetterForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        for (var line : form.lines()) {
            if (line.length() > 60) {
                errors.rejectValue("names", "long", "「" + line.substring(0, 10) + "…」超过 60 字，一行只写一份材料的名称");
            }
        }
        if (errors.hasErrors() || form.matters() == null) {
            return letterPage(id, officer, model);
        }
        var matters = form.matters().stream().map(MatterId::new).toList();
        flash.addFlashAttribute("note", "已开出告知书，期限暂停，材料补齐后接着算。");
        return "redirect:"
                + once.run(key, officer, () -> {
                    letters.issue(
                            id,
                            form.lines().stream()
                                    .map(name -> new Letters.Ask(name, matters))
                                    .toList(),
                            form.reason(),
                            officer);
                    return "/cases/" + id + "/materials";
                });
    }

    private String page(CaseId id, Officer officer, Model model) {
        var papers = cases.papers(id, officer);
        model.addAttribute("head", papers.head());
        model.addAttribute("tab", "materials");
        model.addAttribute("materials", papers.materials());
        model.addAttribute(
                "missing",
                papers.materials().stream()
                        .filter(m -> m.state() == cn.yimen.casefile.MaterialState.MISSING)
                        .map(m -> new Choice(m.id().toString(), m.name()))
                        .toList());
        model.addAttribute("letters", letters.of(id, officer));
        model.addAttribute("attachments", attachments.of(new Subject("case", id.toString()), officer));
        return "casefile/materials";
    }

    private String exemptPage(CaseId id, UUID material, Officer officer, Model model) {
        var papers = cases.papers(id, officer);
        model.addAttribute("head", papers.head());
        model.addAttribute(
                "material",
                papers.materials().stream()
                        .filter(m -> m.id().equals(material))
                        .findFirst()
                        .orElseThrow());
        return "casefile/exempt";
    }

    private String letterPage(CaseId id, Officer officer, Model model) {
        var papers = cases.papers(id, officer);
        model.addAttribute("head", papers.head());
        model.addAttribute("letters", letters.of(id, officer));
        model.addAttribute(
                "open",
                papers.matters().stream()
                        .filter(m -> m.state().open())
                        .map(m -> new Choice(
                                m.id().toString(),
                                m.personName().equals(m.applicantName())
                                        ? m.itemName()
                                        : m.itemName() + "（" + m.personName() + "）"))
                        .toList());
        return "casefile/letter";
    }
}
