package cn.yimen.job.web;

import cn.yimen.document.Exports;
import cn.yimen.identity.Officer;
import cn.yimen.job.JobId;
import cn.yimen.job.Jobs;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 后台作业: what, who, how far, and what to do about it (ui-guide 11). */
@Controller
@RequestMapping("/jobs")
class JobController {

    private static final int SHOWN = 100;

    private final Jobs jobs;
    private final Exports exports;
    private final OneTimeKeys once;
    private final Clock clock;

    JobController(Jobs jobs, Exports exports, OneTimeKeys once, Clock clock) {
        this.jobs = jobs;
        this.exports = exports;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("jobs", jobs.list(officer, SHOWN));
        return "job/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable JobId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("job", jobs.get(id, officer));
        model.addAttribute("now", clock.instant());
        return "job/show";
    }

    /** The part that is asked for again and again while the work goes on. */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable JobId id, @AuthenticationPrincipal Officer officer, Model model) {
        show(id, officer, model);
        return "job/parts :: progress";
    }

    @PostMapping("/{id}/cancel")
    String cancel(
            @PathVariable JobId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, () -> {
            jobs.cancel(id, officer);
            flash.addFlashAttribute("note", "已要求取消。已经办的保留，没办的不再办。");
            return "/jobs/" + id;
        });
    }

    @PostMapping("/{id}/resume")
    String resume(
            @PathVariable JobId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return done(key, officer, () -> {
            jobs.resume(id, officer);
            flash.addFlashAttribute("note", "从停下的地方继续办。");
            return "/jobs/" + id;
        });
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable JobId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return done(key, officer, () -> "/jobs/" + jobs.retry(id, officer));
    }

    @PostMapping("/{id}/seen")
    String seen(@PathVariable JobId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return done(key, officer, () -> {
            jobs.seen(id, officer);
            return "/workbench";
        });
    }

    /** 没有办成的行, with the reason in the first columns; formulas are made harmless. */
    @PostMapping("/{id}/failed.xlsx")
    ResponseEntity<InputStreamResource> failed(@PathVariable JobId id, @AuthenticationPrincipal Officer officer) {
        var rows = jobs.failedRows(id, officer);
        var width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        var heads = new ArrayList<>(List.of("文件行号", "没有办成的原因"));
        for (var column = 1; column <= width; column++) {
            heads.add("原第 " + column + " 列");
        }
        var lines = rows.stream()
                .map(row -> {
                    var line = new ArrayList<>(List.of(Long.toString(row.line()), row.reason()));
                    line.addAll(row.cells());
                    return List.copyOf(line);
                })
                .toList();
        return exports.xlsx("没有办成的行", id.toString().substring(0, 8), heads, Exports.Rows.of(lines), "改正后重新导入", officer);
    }

    /** Reached by the address, e.g. from the history. */
    @GetMapping("/{id}/{act:cancel|resume|retry|seen|failed.xlsx}")
    String asked(@PathVariable JobId id, @PathVariable String act) {
        return "redirect:/jobs/{id}";
    }

    private String done(OneTimeKey key, Officer officer, Supplier<String> work) {
        return "redirect:" + once.run(key, officer, work);
    }
}
