package cn.yimen.workbench.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import cn.yimen.task.TaskFilter;
import cn.yimen.workbench.Workbench;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 工作台. */
@Controller
class WorkbenchController {

    private final Workbench workbench;

    WorkbenchController(Workbench workbench) {
        this.workbench = workbench;
    }

    @GetMapping("/workbench")
    String show(
            @RequestParam(required = false) @Nullable String due,
            @RequestParam(required = false) @Nullable String post,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var only = post != null
                        && post.matches("[0-9]{1,2}")
                        && Integer.parseInt(post) < officer.posts().size()
                ? Integer.valueOf(post)
                : null;
        model.addAttribute("today", workbench.today());
        model.addAttribute(
                "sections", workbench.sections(officer, TaskFilter.of(due).orElse(TaskFilter.ALL), only, after));
        model.addAttribute("panels", workbench.panels(officer));
        model.addAttribute("clerk", officer.has(Role.WINDOW_CLERK));
        model.addAttribute("only", only != null && officer.posts().size() > 1);
        return "workbench/show";
    }

    /** 导航. */
    @Configuration(proxyBeanMethods = false)
    static class Pages {
        @Bean
        NavigationEntry workbenchEntry() {
            return NavigationEntry.of("工作台", "/workbench", 10);
        }
    }
}
