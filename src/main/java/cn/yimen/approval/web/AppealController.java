package cn.yimen.approval.web;

import cn.yimen.approval.Appeal;
import cn.yimen.approval.Appeals;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.audit.Subject;
import cn.yimen.document.PaperDesk;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
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

/** 复核决定书 (AP-5): shown, counted when printed, downloaded, always as issued; and its delivery. */
@Controller
@RequestMapping("/applications/{id}/appeals/{appeal}")
class AppealController {

    private final Appeals appeals;
    private final Applications applications;
    private final PaperDesk desk;
    private final OneTimeKeys once;
    private final Clock clock;

    AppealController(Appeals appeals, Applications applications, PaperDesk desk, OneTimeKeys once, Clock clock) {
        this.appeals = appeals;
        this.applications = applications;
        this.desk = desk;
        this.once = once;
        this.clock = clock;
    }

    @PostMapping
    String print(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer) {
        appeals.get(id, appeal, officer);
        return desk.print(paper(id, appeal, officer), key, officer);
    }

    @GetMapping
    ModelAndView page(
            @PathVariable ApplicationId id, @PathVariable UUID appeal, @AuthenticationPrincipal Officer officer) {
        return desk.page(paper(id, appeal, officer), officer);
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable ApplicationId id, @PathVariable UUID appeal, @AuthenticationPrincipal Officer officer) {
        return desk.pdf(paper(id, appeal, officer), officer);
    }

    private PaperDesk.Paper paper(ApplicationId id, UUID appeal, Officer officer) {
        var here = "/applications/" + id + "/appeals/" + appeal;
        return new PaperDesk.Paper(
                "AppealDecision",
                new Subject("appeal", appeal.toString()),
                here,
                here + "/paper.pdf",
                "/applications/" + id,
                stamp -> appeals.paper(id, appeal, stamp, officer));
    }

    @GetMapping("/delivery")
    String askDelivery(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var name = applications.get(id, officer).applicantName();
        model.addAttribute("form", DeliveryForm.to(name, LocalDate.now(clock)));
        return deliveryPage(id, appeals.get(id, appeal, officer), officer, model);
    }

    private String deliveryPage(ApplicationId id, Appeal appeal, Officer officer, Model model) {
        model.addAttribute("view", applications.get(id, officer));
        model.addAttribute("appeal", appeal);
        model.addAttribute("hows", DeliveryForm.hows());
        return "approval/appeal-delivery";
    }

    @PostMapping("/delivery")
    String deliver(
            @PathVariable ApplicationId id,
            @PathVariable UUID appeal,
            @Valid @ModelAttribute("form") DeliveryForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var one = appeals.get(id, appeal, officer);
        var delivery =
                form.read(errors, LocalDate.ofInstant(one.at(), clock.getZone()), LocalDate.now(clock), officer.name());
        if (delivery.isEmpty()) {
            Conflict.unless(one.delivery() == null);
            return deliveryPage(id, one, officer, model);
        }
        var made = delivery.get();
        return "redirect:"
                + once.run(key, officer, () -> {
                    appeals.deliver(id, appeal, made, officer);
                    flash.addFlashAttribute(
                            "note", "已登记送达：" + one.number() + "，" + made.how().words() + "。");
                    return "/applications/" + id;
                });
    }
}
