package cn.yimen.benefit.web;

import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardMoves;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.EndingNotice;
import cn.yimen.benefit.ProposalId;
import cn.yimen.benefit.ProposalView;
import cn.yimen.document.PaperDesk;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * 待遇的变动 (BN-1, AP-3): reckoned again, proposed by one, decided by another, each on a page of its own; and the paper of it.
 */
@Controller
@RequestMapping("/awards/{id}")
class AwardActController {

    private final Awards awards;
    private final AwardProposals proposals;
    private final AwardMoves moves;
    private final AwardNotices notices;
    private final ObjectProvider<EndingNotice> endings;
    private final PaperDesk desk;
    private final OneTimeKeys once;
    private final Clock clock;

    AwardActController(
            Awards awards,
            AwardProposals proposals,
            AwardMoves moves,
            AwardNotices notices,
            ObjectProvider<EndingNotice> endings,
            PaperDesk desk,
            OneTimeKeys once,
            Clock clock) {
        this.awards = awards;
        this.proposals = proposals;
        this.moves = moves;
        this.notices = notices;
        this.endings = endings;
        this.desk = desk;
        this.once = once;
        this.clock = clock;
    }

    /**
     * 变动的表单.
     *
     * @param seen digest of the household the officer was shown; empty before it was shown
     */
    record Form(
            @NotBlank(message = "选择怎样变动") @Nullable String act,

            @Nullable String because,

            @Nullable String cause,

            @NotBlank(message = "填写说明") @Size(max = 300, message = "说明不超过 300 字") @Nullable
            String reason,

            @Nullable String seen) {

        AwardProposals.Wish wish() {
            var kind = ChangeKind.valueOf(String.valueOf(act));
            return new AwardProposals.Wish(
                    kind,
                    kind == ChangeKind.END || kind == ChangeKind.SUSPEND ? one(EndReason.values(), because) : null,
                    kind == ChangeKind.EXIT ? one(ExitCause.values(), cause) : null,
                    reason == null ? "" : reason,
                    seen == null ? "" : seen);
        }

        private static <E extends Enum<E>> @Nullable E one(E[] all, @Nullable String name) {
            return Arrays.stream(all)
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    @GetMapping("/act")
    String ask(@PathVariable AwardId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Form(null, null, null, "", null));
        return page(changed(id, officer), officer, model);
    }

    @PostMapping("/act/check")
    String check(
            @PathVariable AwardId id,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var award = changed(id, officer);
        var review = proposals.review(id, officer);
        validate(award, form, review, errors);
        if (errors.hasErrors()) {
            return page(award, officer, model);
        }
        var wish = form.wish();
        model.addAttribute("award", award);
        model.addAttribute("kind", wish.kind());
        model.addAttribute("next", YearMonth.now(clock).plusMonths(1));
        model.addAttribute("review", review);
        model.addAttribute(
                "after", wish.kind() == ChangeKind.CHANGE || wish.kind() == ChangeKind.RETURN ? review : null);
        model.addAttribute("because", wish.because());
        model.addAttribute("notice", award.scheme() == Scheme.TEKUN && wish.kind() == ChangeKind.END);
        if (wish.cause() != null) {
            model.addAttribute("plan", proposals.exitPlan(id, review.now(), wish.cause(), officer));
        }
        return "benefit/act-check";
    }

    @PostMapping("/act")
    String propose(
            @PathVariable AwardId id,
            @Valid @ModelAttribute("form") Form form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var award = changed(id, officer);
        validate(award, form, proposals.review(id, officer), errors);
        if (errors.hasErrors()) {
            return page(award, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var proposal = proposals.propose(id, form.wish(), officer);
                    flash.addFlashAttribute(
                            "note",
                            award.scheme() == Scheme.TEKUN && form.wish().kind() == ChangeKind.END
                                    ? "已提出。先公示 7 天，期满没有异议的，由区民政局另一人决定。"
                                    : "已提出，由区民政局另一名审批人员决定，决定以前什么都没有变。");
                    return AwardProposals.url(id, proposal);
                });
    }

    @GetMapping("/proposals/{proposal}")
    String proposal(
            @PathVariable AwardId id,
            @PathVariable ProposalId proposal,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        model.addAttribute("form", new Words(""));
        return proposalPage(id, proposal, officer, model);
    }

    /** 不同意、撤回的理由. */
    record Words(
            @NotBlank(message = "填写理由") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String words) {}

    @PostMapping("/proposals/{proposal}/decide")
    String decide(
            @PathVariable AwardId id,
            @PathVariable ProposalId proposal,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    proposals.decide(id, proposal, officer);
                    flash.addFlashAttribute("note", "已决定，从下月起执行。告知书已经编号，请打印送达。");
                    return "/awards/" + id;
                });
    }

    @PostMapping("/proposals/{proposal}/{how:refuse|withdraw}")
    String close(
            @PathVariable AwardId id,
            @PathVariable ProposalId proposal,
            @PathVariable String how,
            @Valid @ModelAttribute("form") Words form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        // what was decided meanwhile has no form any more at which a word could be asked for: the service says so
        if (errors.hasErrors() && proposals.get(id, proposal, officer).open()) {
            return proposalPage(id, proposal, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var words = form.words() == null ? "" : form.words();
                    if (how.equals("refuse")) {
                        proposals.refuse(id, proposal, words, officer);
                    } else {
                        proposals.withdraw(id, proposal, words, officer);
                    }
                    flash.addFlashAttribute("note", how.equals("refuse") ? "已记下不同意，待遇没有变动。" : "已撤回，待遇没有变动。");
                    return "/awards/" + id;
                });
    }

    /** 特困终止后转为低保 (43 第二十七条): an application with what is registered. */
    @PostMapping("/dibao")
    String applyForDibao(
            @PathVariable AwardId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    var file = moves.apply(id, officer);
                    flash.addFlashAttribute("note", "已加办低保，原来登记的情况和材料都在，不用再填。特困终止公示期满后，两件一起确认。");
                    return "/cases/" + file;
                });
    }

    private String proposalPage(AwardId id, ProposalId number, Officer officer, Model model) {
        var award = read(id, officer);
        var proposal = proposals.get(id, number, officer);
        var lines = proposals.lines(proposal, officer);
        model.addAttribute("award", award);
        model.addAttribute("proposal", proposal);
        model.addAttribute("sections", Comparison.sections(lines));
        model.addAttribute("changes", lines.size());
        model.addAttribute("next", YearMonth.now(clock).plusMonths(1));
        model.addAttribute("whyNot", proposals.whyNot(proposal, officer));
        model.addAttribute("mayWithdraw", AwardProposals.mayWithdraw(proposal, officer));
        model.addAttribute(
                "mayRefuse",
                proposal.open()
                        && officer.has(Role.BUREAU_APPROVER)
                        && !proposal.proposedBy().equals(officer.id()));
        var ending = endings.getIfAvailable();
        model.addAttribute("hung", ending == null || !proposal.notice() ? List.of() : ending.of(proposal, officer));
        model.addAttribute("afterwards", moves.afterwards(award, proposal, officer));
        model.addAttribute("postUrl", ending == null ? null : ending.postUrl(proposal, officer));
        if (proposal.kind() == ChangeKind.EXIT && proposal.open()) {
            model.addAttribute(
                    "plan",
                    proposals.exitPlan(
                            id, proposal.review(), ExitCause.valueOf(String.valueOf(proposal.reasonCode())), officer));
        }
        return "benefit/proposal";
    }

    @PostMapping("/notices/{no}/delivery")
    String deliver(
            @PathVariable AwardId id,
            @PathVariable int no,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String receiver,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var day = DateInput.read(on, today).orElse(null);
        if (day == null || day.isAfter(today) || !AwardNotices.HOW.containsKey(how) || receiver.isBlank()) {
            flash.addFlashAttribute("warning", "没有登记送达：填写送达日期（不晚于今天）、方式和签收人");
            return "redirect:/awards/" + id;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    notices.deliver(id, no, day, how, receiver, officer);
                    flash.addFlashAttribute("note", "已登记送达。");
                    return "/awards/" + id;
                });
    }

    @PostMapping("/notices/{no}")
    String print(
            @PathVariable AwardId id, @PathVariable int no, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return desk.print(notice(id, no, officer), key, officer);
    }

    @GetMapping("/notices/{no}")
    ModelAndView paper(@PathVariable AwardId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        return desk.page(notice(id, no, officer), officer);
    }

    @GetMapping("/notices/{no}.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable AwardId id, @PathVariable int no, @AuthenticationPrincipal Officer officer) {
        return desk.pdf(notice(id, no, officer), officer);
    }

    private PaperDesk.Paper notice(AwardId id, int no, Officer officer) {
        var here = "/awards/" + id + "/notices/" + no;
        return new PaperDesk.Paper(
                "TerminationNotice",
                new Subject("award_notice", id + "/" + no),
                here,
                here + ".pdf",
                "/awards/" + id,
                stamp -> notices.paper(id, no, stamp, officer));
    }

    private AwardView read(AwardId id, Officer officer) {
        if (!officer.hasAny(AwardPages.READERS)) {
            throw new NotAllowed("待遇台账由窗口、乡镇审核和民政局查看");
        }
        return awards.get(id, officer);
    }

    private AwardView changed(AwardId id, Officer officer) {
        var award = awards.get(id, officer);
        if (!AwardProposals.proposes(award, officer)) {
            throw new NotAllowed("待遇的变动由乡镇审核或区民政局提出");
        }
        return award;
    }

    private static void validate(AwardView award, Form form, AwardProposals.Review review, BindingResult errors) {
        var kind = AwardProposals.kinds(award).stream()
                .filter(each -> each.name().equals(form.act()))
                .findFirst();
        if (kind.isEmpty()) {
            if (!errors.hasFieldErrors("act")) {
                errors.rejectValue("act", "choice", "选择怎样变动");
            }
            return;
        }
        var wish = form.wish();
        var problem = AwardProposals.problem(award, wish, review);
        if (problem != null) {
            var field = (wish.kind() == ChangeKind.END || wish.kind() == ChangeKind.SUSPEND)
                    ? "because"
                    : wish.kind() == ChangeKind.EXIT && wish.cause() == null ? "cause" : "act";
            errors.rejectValue(field, "problem", problem);
        }
    }

    private String page(AwardView award, Officer officer, Model model) {
        if (award.state() == AwardState.ENDED) {
            throw new NoSuchElementException("nothing to change");
        }
        var review = proposals.review(award.id(), officer);
        model.addAttribute("award", award);
        model.addAttribute("review", review);
        model.addAttribute("sections", Comparison.sections(review.lines()));
        model.addAttribute("next", YearMonth.now(clock).plusMonths(1));
        model.addAttribute(
                "open",
                proposals.of(award.id(), officer).stream()
                        .filter(ProposalView::open)
                        .findFirst()
                        .orElse(null));
        model.addAttribute(
                "acts",
                AwardProposals.kinds(award).stream()
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "reasons",
                Arrays.stream(EndReason.values())
                        .filter(each -> each.isFor(award.scheme()))
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "causes",
                award.scheme() == Scheme.DIBAO && award.state() == AwardState.RUNNING
                        ? Arrays.stream(ExitCause.values())
                                .map(each -> new Choice(each.name(), each.label()))
                                .toList()
                        : List.of());
        return "benefit/act";
    }
}
