package cn.yimen.document.web;

import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 附件的上传、查看、删除 (AU-4), for every kind of subject; the page it belongs to says where to go back. */
@Controller
@RequestMapping("/attachments")
class AttachmentController {

    private final Attachments attachments;
    private final OneTimeKeys once;

    AttachmentController(Attachments attachments, OneTimeKeys once) {
        this.attachments = attachments;
        this.once = once;
    }

    /** Files that are refused do not keep the others out; each is named with its reason. */
    @PostMapping
    String store(
            @RequestParam String kind,
            @RequestParam String subject,
            @RequestParam(defaultValue = "") String material,
            @RequestParam List<MultipartFile> files,
            @RequestParam String back,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var refused = new ArrayList<String>();
        var location = once.run(key, officer, () -> {
            for (var file : files) {
                if (file.isEmpty()
                        && (file.getOriginalFilename() == null
                                || file.getOriginalFilename().isEmpty())) {
                    continue;
                }
                try {
                    attachments.store(
                            new Subject(kind, subject),
                            material,
                            file.getOriginalFilename() == null ? "" : file.getOriginalFilename(),
                            file.getBytes(),
                            officer);
                } catch (RefusedFile e) {
                    refused.add(String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return inside(back);
        });
        if (!refused.isEmpty()) {
            flash.addFlashAttribute("warning", String.join("；", refused));
        }
        return "redirect:" + location;
    }

    @PostMapping("/{id}/remove")
    String remove(
            @PathVariable UUID id,
            @RequestParam String back,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    attachments.remove(id, officer);
                    return inside(back);
                });
    }

    /** A picture is shown, a PDF is saved; neither can run anything or be framed. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> open(@PathVariable UUID id, @AuthenticationPrincipal Officer officer) {
        var opened = attachments.open(id, officer);
        var attachment = opened.attachment();
        var disposition = (attachment.picture() ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(attachment.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(attachment.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .body(opened.content());
    }

    /** Only a path of this site. */
    private static String inside(String back) {
        return back.startsWith("/") && !back.startsWith("//") && back.indexOf('\\') < 0 && back.indexOf('\n') < 0
                ? back
                : "/";
    }
}
