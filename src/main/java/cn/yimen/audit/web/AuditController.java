package cn.yimen.audit.web;

import cn.yimen.audit.AuditTrail;
import cn.yimen.audit.AuditVerification;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** 审计页: who did and saw what, and whether the trail is whole; never the contents. */
@Controller
@RequestMapping("/audit")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class AuditController {

    private static final int ROWS = 50;

    private final AuditTrail trail;
    private final AuditVerification verification;
    private final OneTimeKeys once;

    AuditController(AuditTrail trail, AuditVerification verification, OneTimeKeys once) {
        this.trail = trail;
        this.verification = verification;
        this.once = once;
    }

    @Bean
    static NavigationEntry auditNavigation() {
        return NavigationEntry.of("审计", "/audit", 90, Role.ADMINISTRATOR);
    }

    @GetMapping
    String show(
            @RequestParam(defaultValue = "") String officer,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var rows = trail.find(new AuditTrail.Query(officer, kind, subject, day(day)), after, ROWS + 1);
        var more = rows.size() > ROWS;
        var shown = more ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("officer", officer);
        model.addAttribute("kind", kind);
        model.addAttribute("subject", subject);
        model.addAttribute("day", day);
        model.addAttribute("checks", verification.checks());
        if (more) {
            model.addAttribute(
                    "next",
                    UriComponentsBuilder.fromPath("/audit")
                            .queryParam("officer", "{officer}")
                            .queryParam("kind", "{kind}")
                            .queryParam("subject", "{subject}")
                            .queryParam("day", "{day}")
                            .queryParam("after", "{after}")
                            .encode()
                            .buildAndExpand(
                                    officer,
                                    kind,
                                    subject,
                                    day,
                                    shown.get(ROWS - 1).key())
                            .toUriString());
        }
        return "audit/trail";
    }

    @PostMapping("/verify")
    String verify(@AuthenticationPrincipal Officer officer, OneTimeKey key, RedirectAttributes redirect) {
        // outside the key's transaction: it reads the whole trail in a snapshot of its own
        var report = verification.verify();
        redirect.addFlashAttribute(report.whole() ? "note" : "warning", report.words());
        return "redirect:"
                + once.run(key, officer, () -> {
                    verification.keep(officer, report);
                    return "/audit";
                });
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeException notADay) { // an unknown parameter is dropped, not an error
            return null;
        }
    }
}
