package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.ChainLink;
import cn.yimen.integrity.ChainStage;
import cn.yimen.integrity.ChainSubject;
import cn.yimen.integrity.ListingId;
import cn.yimen.integrity.ListingWarning;
import cn.yimen.integrity.ResponsibilityChain;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 责任链和失信加核 of an application (IG-1, IG-2). */
@Controller
@RequestMapping("/applications/{id}")
class IntegrityController {

    private static final String PAPER = "ResponsibilityChain";

    private final Applications applications;
    private final ResponsibilityChain chain;
    private final Blacklist blacklist;
    private final Documents documents;
    private final PrintedForms forms;
    private final Places places;
    private final OneTimeKeys once;

    IntegrityController(
            Applications applications,
            ResponsibilityChain chain,
            Blacklist blacklist,
            Documents documents,
            PrintedForms forms,
            Places places,
            OneTimeKeys once) {
        this.applications = applications;
        this.chain = chain;
        this.blacklist = blacklist;
        this.documents = documents;
        this.forms = forms;
        this.places = places;
        this.once = once;
    }

    /** 加核. */
    record CheckForm(
            @NotBlank(message = "填写怎样核实的、结果怎样") @Size(max = 500, message = "不超过 500 字") @Nullable
            String finding) {}

    @GetMapping("/chain")
    String chain(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, Model model) {
        var view = applications.get(id, officer);
        var links = links(view, officer);
        model.addAttribute("view", view);
        model.addAttribute("links", links);
        model.addAttribute("missing", missing(links));
        return "approval/chain";
    }

    @PostMapping("/chain/print")
    String print(@PathVariable ApplicationId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, about(id), officer, stamp -> paper(id, stamp, officer));
                    return "/applications/" + id + "/chain/print";
                });
    }

    @GetMapping("/chain/print")
    ModelAndView paper(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer) {
        return forms.page(
                paper(id, documents.stamp(PAPER, about(id), officer), officer),
                new PrintTool("/applications/" + id + "/chain.pdf", "/applications/" + id + "/chain"));
    }

    @GetMapping("/chain.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer) {
        return forms.download(paper(id, documents.stamp(PAPER, about(id), officer), officer));
    }

    private PrintedForm paper(ApplicationId id, PrintStamp stamp, Officer officer) {
        var view = applications.get(id, officer);
        var links = links(view, officer);
        var village = view.villageCode();
        return new PrintedForm.ResponsibilityChain(
                view.receiptNo(),
                view.applicantName(),
                view.itemName(),
                places.fullName(PlaceId.of(village == null ? view.townshipCode() : village)),
                links.stream()
                        .map(link -> new PrintedForm.ChainLine(
                                link.stage().words(),
                                link.at(),
                                link.act(),
                                link.who(),
                                blank(link.detail()),
                                blank(link.document())))
                        .toList(),
                missing(links),
                stamp);
    }

    private List<ChainLink> links(ApplicationView view, Officer officer) {
        return chain.of(new ChainSubject(view.caseId(), view.matter(), view.id().id(), view.householdId()), officer);
    }

    private static List<String> missing(List<ChainLink> links) {
        return ResponsibilityChain.missing(links).stream()
                .map(ChainStage::words)
                .toList();
    }

    @GetMapping("/blacklist/{entry}")
    String askCheck(
            @PathVariable ApplicationId id,
            @PathVariable ListingId entry,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new CheckForm(""));
        return checkForm(id, entry, officer, model);
    }

    @PostMapping("/blacklist/{entry}")
    String check(
            @PathVariable ApplicationId id,
            @PathVariable ListingId entry,
            @Valid @ModelAttribute("form") CheckForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var view = applications.get(id, officer);
        var finding = form.finding();
        if (errors.hasErrors() || finding == null) {
            return checkForm(id, entry, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    blacklist.check(entry, view.caseId(), finding.strip(), officer);
                    flash.addFlashAttribute("note", "已记录加核结果。");
                    return "/applications/" + id;
                });
    }

    private String checkForm(ApplicationId id, ListingId entry, Officer officer, Model model) {
        var view = applications.get(id, officer);
        ListingWarning warning = blacklist.unchecked(view.caseId()).stream()
                .filter(each -> each.id().equals(entry))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("nothing to check for " + entry));
        model.addAttribute("view", view);
        model.addAttribute("listed", warning);
        return "approval/blacklist-check";
    }

    private static Subject about(ApplicationId id) {
        return new Subject("application", id.toString());
    }

    private static String blank(@Nullable String text) {
        return text == null ? "" : text;
    }
}
