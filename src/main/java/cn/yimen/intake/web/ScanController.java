package cn.yimen.intake.web;

import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.intake.Draft;
import cn.yimen.intake.DraftId;
import cn.yimen.intake.Drafts;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 材料的扫描件 on the form (IN-5): kept with the draft from the moment they are chosen. */
@Controller
@RequestMapping("/intake/{id}/scans")
@PreAuthorize("hasRole('WINDOW_CLERK')")
class ScanController {

    private final Drafts drafts;
    private final Attachments attachments;
    private final FormPage page;
    private final OneTimeKeys once;

    ScanController(Drafts drafts, Attachments attachments, FormPage page, OneTimeKeys once) {
        this.drafts = drafts;
        this.attachments = attachments;
        this.page = page;
        this.once = once;
    }

    @PostMapping("/{material}")
    String store(
            @PathVariable DraftId id,
            @PathVariable String material,
            @RequestParam List<MultipartFile> files,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String script,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (!material.matches("[A-Z0-9_]{2,40}")) {
            throw new NoSuchElementException("no such material");
        }
        var refused = new ArrayList<String>();
        var back = once.run(key, officer, () -> {
            for (var file : files) {
                var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
                if (file.isEmpty() && name.isEmpty()) {
                    continue;
                }
                try {
                    attachments.store(subject(id), material, name, file.getBytes(), officer);
                } catch (RefusedFile no) {
                    refused.add(String.valueOf(no.getMessage()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return "/intake/" + id + "#s5";
        });
        if (script == null) {
            if (!refused.isEmpty()) {
                flash.addFlashAttribute("warning", String.join("；", refused));
            }
            return "redirect:" + back;
        }
        return box(id, refused, officer, model);
    }

    @PostMapping("/{scan}/remove")
    String remove(
            @PathVariable DraftId id,
            @PathVariable UUID scan,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String script,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var back = once.run(key, officer, () -> {
            if (attachments.of(subject(id), officer).stream()
                    .noneMatch(each -> each.id().equals(scan))) {
                throw new NoSuchElementException("no scan " + scan);
            }
            attachments.remove(scan, officer);
            return "/intake/" + id + "#s5";
        });
        return script == null ? "redirect:" + back : box(id, List.of(), officer, model);
    }

    private String box(DraftId id, List<String> refused, Officer officer, Model model) {
        page.materials(model, drafts.get(id, officer), officer);
        model.addAttribute("refused", refused);
        return FormPage.VIEW + " :: materialsBox";
    }

    private static Subject subject(DraftId id) {
        return new Subject(Draft.SUBJECT, id.toString());
    }
}
