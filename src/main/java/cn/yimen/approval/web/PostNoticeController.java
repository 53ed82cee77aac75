package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.NoticeOfApplication;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayPage;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.document.RefusedFile;
import cn.yimen.identity.Officer;
import cn.yimen.notice.Notices;
import cn.yimen.notice.ProofInput;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 张榜公示 (AP-1): what everybody will read, the paper to put up, and the proof with which the days begin. */
@Controller
@RequestMapping("/applications/{id}/notice")
class PostNoticeController {

    private final NoticeOfApplication notice;
    private final Notices notices;
    private final ProofInput proofs;
    private final PrintedForms papers;
    private final OneTimeKeys once;
    private final Clock clock;

    PostNoticeController(
            NoticeOfApplication notice,
            Notices notices,
            ProofInput proofs,
            PrintedForms papers,
            OneTimeKeys once,
            Clock clock) {
        this.notice = notice;
        this.notices = notices;
        this.proofs = proofs;
        this.papers = papers;
        this.once = once;
        this.clock = clock;
    }

    /** 张贴凭证. */
    record Posted(
            @NotBlank(message = "填写张贴地点") @Nullable String place,

            @NotBlank(message = "填写张贴日期") @Nullable String day,

            @NotBlank(message = "填写张贴时间") @Nullable String time,

            @Size(max = 200, message = "情况说明不超过 200 字") @Nullable
            String statement) {}

    @GetMapping
    String ask(
            @PathVariable ApplicationId id,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var plan = notice.plan(id, officer);
        if (plan.whyNot() != null) {
            flash.addFlashAttribute("warning", plan.whyNot());
            return "redirect:/applications/" + id;
        }
        model.addAttribute("form", new Posted("", LocalDate.now(clock).toString(), "", ""));
        model.addAttribute("plan", plan);
        return "approval/post-notice";
    }

    @PostMapping
    String post(
            @PathVariable ApplicationId id,
            @Valid @ModelAttribute("form") Posted form,
            BindingResult errors,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> files,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var proof = proofs.read(
                form.place(), form.day(), form.time(), form.statement(), files == null ? List.of() : files, errors);
        proof.map(given -> notices.postingProblem(given.at()))
                .ifPresent(problem -> errors.rejectValue("time", "posting", problem));
        if (proof.isEmpty() || errors.hasErrors()) {
            return again(id, officer, model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        var posted = notice.post(id, proof.get(), officer);
                        flash.addFlashAttribute("note", "已公示，网上同步可以看到，到期自动撤下。把编号填到张贴的公示表上。");
                        return "/publicity/" + posted;
                    });
        } catch (RefusedFile e) {
            errors.rejectValue("statement", "file", String.valueOf(e.getMessage()));
            return again(id, officer, model);
        }
    }

    private String again(ApplicationId id, Officer officer, Model model) {
        model.addAttribute("plan", notice.plan(id, officer));
        return "approval/post-notice";
    }

    /** 登记书面异议 to what hangs now. */
    @GetMapping("/objection")
    String objection(
            @PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer, RedirectAttributes flash) {
        var hanging = notice.hanging(id, officer);
        if (hanging.isEmpty()) {
            flash.addFlashAttribute("warning", "现在没有可以登记异议的公示");
            return "redirect:/applications/" + id;
        }
        return "redirect:/publicity/" + hanging.get() + "/objection";
    }

    /** 公示表 to put up; its number is written in by hand, after the posting is recorded. */
    @GetMapping("/paper")
    ModelAndView paper(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer) {
        return papers.page(
                notice.draft(id, officer),
                new PrintTool("/applications/" + id + "/notice/paper.pdf", "/applications/" + id + "/notice"));
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable ApplicationId id, @AuthenticationPrincipal Officer officer) {
        return papers.download(notice.draft(id, officer));
    }

    @Configuration(proxyBeanMethods = false)
    static class Pages {
        /** 收到异议: recorded with the notice, which moves the application; never by a press alone. */
        @Bean
        WayPage objectPage() {
            return new WayPage() {
                @Override
                public Way way() {
                    return Way.OBJECT;
                }

                @Override
                public String url(ApplicationId id) {
                    return "/applications/" + id + "/notice/objection";
                }
            };
        }

        @Bean
        WayPage postNoticePage() {
            return new WayPage() {
                @Override
                public Way way() {
                    return Way.POST_NOTICE;
                }

                @Override
                public String url(ApplicationId id) {
                    return "/applications/" + id + "/notice";
                }
            };
        }
    }
}
