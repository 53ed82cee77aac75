package cn.yimen.verification.web;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.verification.Batch;
import cn.yimen.verification.Imports;
import cn.yimen.verification.Sources;
import cn.yimen.verification.UnreadableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.multipart.MultipartFile;

/** 导入 (VR-1): upload, mapping of the columns, then a job. */
@Controller
@RequestMapping("/verification/imports")
class ImportController {

    private final Imports imports;
    private final Sources sources;
    private final OneTimeKeys once;
    private final Clock clock;

    ImportController(Imports imports, Sources sources, OneTimeKeys once, Clock clock) {
        this.imports = imports;
        this.sources = sources;
        this.once = once;
        this.clock = clock;
    }

    /** 上传. */
    record Upload(
            @Nullable String source,
            @Nullable String asOf,
            @Nullable String whole,
            @Nullable MultipartFile file) {}

    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Upload("", LocalDate.now(clock).toString(), "", null));
        return page(officer, model);
    }

    private String page(Officer officer, Model model) {
        model.addAttribute("batches", imports.list(officer, 100));
        model.addAttribute("newest", imports.newest());
        model.addAttribute(
                "choices",
                sources.active().stream()
                        .map(one -> new Choice(one.code(), one.name()))
                        .toList());
        model.addAttribute("tabs", VerificationPages.tabs("imports", officer));
        return "verification/imports";
    }

    @PostMapping
    String upload(
            @ModelAttribute("form") Upload form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var source = form.source() == null ? "" : form.source();
        if (sources.active().stream().noneMatch(one -> one.code().equals(source))) {
            errors.rejectValue("source", "missing", "选择数据来源");
        }
        var asOf = DateInput.read(form.asOf() == null ? "" : form.asOf(), LocalDate.now(clock))
                .orElse(null);
        if (asOf == null) {
            errors.rejectValue("asOf", "date", "填写数据日期，例如 2026-3-11");
        } else if (asOf.isAfter(LocalDate.now(clock))) {
            errors.rejectValue("asOf", "future", "数据日期在今天之后，请填部门出数据的日期");
        }
        var file = form.file();
        if (file == null || file.isEmpty()) {
            errors.rejectValue("file", "missing", "选择要导入的文件，空文件不能导入");
        }
        if (errors.hasErrors() || asOf == null || file == null) {
            return page(officer, model);
        }
        try {
            var content = file.getBytes();
            var name = file.getOriginalFilename();
            return "redirect:"
                    + once.run(
                            key,
                            officer,
                            () -> "/verification/imports/"
                                    + imports.upload(
                                            source,
                                            name == null ? "" : name,
                                            content,
                                            asOf,
                                            "true".equals(form.whole()),
                                            officer));
        } catch (UnreadableFile e) {
            errors.rejectValue("file", "unreadable", String.valueOf(e.getMessage()));
            return page(officer, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        var batch = imports.get(id, officer);
        model.addAttribute("batch", batch);
        if (batch.state() == Batch.State.READY
                || batch.state() == Batch.State.FAILED
                || batch.state() == Batch.State.CANCELLED) {
            var preview = imports.preview(id, officer);
            return mapping(preview, preview.guess(), Map.of(), model);
        }
        model.addAttribute("tabs", VerificationPages.tabs("imports", officer));
        return "verification/import";
    }

    private String mapping(
            Imports.Preview preview, Map<Integer, String> columns, Map<String, String> problems, Model model) {
        model.addAttribute("batch", preview.batch());
        model.addAttribute("preview", preview);
        model.addAttribute("columns", columns);
        model.addAttribute("problems", problems);
        return "verification/mapping";
    }

    @PostMapping("/{id}")
    String start(
            @PathVariable UUID id,
            @RequestParam Map<String, String> given,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            jakarta.servlet.http.HttpServletResponse response) {
        var preview = imports.preview(id, officer);
        var columns = new LinkedHashMap<Integer, String>();
        for (var column = 0; column < preview.head().size(); column++) {
            var field = given.getOrDefault("col" + column, "");
            if (!field.isEmpty()) {
                columns.put(column, field);
            }
        }
        var problems = imports.problems(preview, columns);
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return mapping(preview, columns, problems, model);
        }
        return "redirect:"
                + once.run(
                        key,
                        officer,
                        () -> "/jobs/" + imports.start(id, columns, "true".equals(given.get("fewer")), officer));
    }
}
