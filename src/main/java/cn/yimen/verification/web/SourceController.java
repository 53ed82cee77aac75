package cn.yimen.verification.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.StaleEdit;
import cn.yimen.verification.Sources;
import cn.yimen.verification.VerificationSource;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
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

/** 核对来源: read by the bureau, kept by the administrator. */
@Controller
@RequestMapping("/verification/sources")
class SourceController {

    static final List<Choice> CONNECTORS =
            List.of(new Choice("FILE", "人工导入文件"), new Choice("FOLDER", "文件交换目录"), new Choice("HTTP", "接口"));

    private final Sources sources;
    private final OneTimeKeys once;

    SourceController(Sources sources, OneTimeKeys once) {
        this.sources = sources;
        this.once = once;
    }

    /** 来源. */
    record Edit(
            @NotBlank(message = "填写名称") @Size(max = 40, message = "名称不超过 40 字") @Nullable
            String name,

            @NotBlank(message = "填写部门") @Size(max = 60, message = "部门不超过 60 字") @Nullable
            String department,

            @NotBlank(message = "选择取数方式") @Nullable String connector,

            @Size(max = 300, message = "接口地址不超过 300 字") @Nullable
            String url,

            @Nullable Boolean active,
            @Nullable Boolean asked,
            @Nullable Long version) {}

    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        require(officer);
        model.addAttribute("sources", sources.all());
        model.addAttribute("connectors", CONNECTORS);
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        model.addAttribute("tabs", VerificationPages.tabs("sources", officer));
        return "verification/sources";
    }

    @GetMapping("/{code}")
    String show(@PathVariable String code, @AuthenticationPrincipal Officer officer, Model model) {
        require(officer);
        var source = sources.get(code);
        model.addAttribute(
                "form",
                new Edit(
                        source.name(),
                        source.department(),
                        source.connector(),
                        source.url() == null ? "" : source.url(),
                        source.active(),
                        source.asked(),
                        source.version()));
        return page(source, officer, model);
    }

    private static String page(VerificationSource source, Officer officer, Model model) {
        model.addAttribute("source", source);
        model.addAttribute("choices", CONNECTORS);
        model.addAttribute("mayEdit", officer.has(Role.ADMINISTRATOR));
        return "verification/source";
    }

    @PostMapping("/{code}")
    String change(
            @PathVariable String code,
            @Valid @ModelAttribute("form") Edit form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        require(officer);
        var source = sources.get(code);
        var connector = String.valueOf(form.connector());
        if (CONNECTORS.stream().noneMatch(one -> one.value().equals(connector))
                && !errors.hasFieldErrors("connector")) {
            errors.rejectValue("connector", "unknown", "选择取数方式");
        }
        var url = form.url() == null ? "" : form.url().strip();
        if (connector.equals("HTTP") && !url.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~%/?=&-]*)?")) {
            errors.rejectValue("url", "url", "填写以 http:// 或 https:// 开头的接口地址");
        }
        if (errors.hasErrors()) {
            return page(source, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    if (form.version() == null || form.version() != source.version()) {
                        throw stale(source, form, url);
                    }
                    sources.change(
                            code,
                            form.version() == null ? -1 : form.version(),
                            String.valueOf(form.name()).strip(),
                            String.valueOf(form.department()).strip(),
                            connector,
                            url.isEmpty() ? null : url,
                            Boolean.TRUE.equals(form.active()),
                            Boolean.TRUE.equals(form.asked()),
                            officer);
                    flash.addFlashAttribute("note", "已保存。");
                    return "/verification/sources";
                });
    }

    private static StaleEdit stale(VerificationSource source, Edit form, String url) {
        return new StaleEdit(
                List.of(
                        new StaleEdit.Difference("名称", source.name(), String.valueOf(form.name())),
                        new StaleEdit.Difference("部门", source.department(), String.valueOf(form.department())),
                        new StaleEdit.Difference("取数方式", way(source.connector()), way(form.connector())),
                        new StaleEdit.Difference("接口地址", source.url() == null ? "" : source.url(), url),
                        new StaleEdit.Difference("使用", yes(source.active()), yes(form.active())),
                        new StaleEdit.Difference("核对时询问", yes(source.asked()), yes(form.asked()))),
                null,
                null,
                "/verification/sources/" + source.code());
    }

    private static String way(@Nullable String connector) {
        return CONNECTORS.stream()
                .filter(one -> one.value().equals(connector))
                .findFirst()
                .map(Choice::words)
                .orElse("");
    }

    private static String yes(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value) ? "是" : "否";
    }

    private static void require(Officer officer) {
        if (!officer.hasAny(Role.ADMINISTRATOR, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("核对来源由管理员维护，区民政局经办可以查看");
        }
    }
}
