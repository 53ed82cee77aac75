package cn.yimen.ledger.web;

import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import cn.yimen.ledger.PostingId;
import cn.yimen.ledger.RequestId;
import cn.yimen.ledger.RequestView;
import cn.yimen.ledger.ReserveVouchers;
import cn.yimen.ledger.Reserves;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** 备用金: the reserves, one of them, and what is done to it (AP-4). */
@Controller
@RequestMapping("/reserve")
class ReserveController {

    private static final String TOWNSHIP = "/{township:[0-9]{9}}";
    private static final String HERE = "/reserve/";
    private static final int ROWS = 20;

    private final Reserves reserves;
    private final ReserveVouchers vouchers;
    private final PrintedForms papers;
    private final OneTimeKeys once;

    ReserveController(Reserves reserves, ReserveVouchers vouchers, PrintedForms papers, OneTimeKeys once) {
        this.reserves = reserves;
        this.vouchers = vouchers;
        this.papers = papers;
        this.once = once;
    }

    @GetMapping
    String all(@AuthenticationPrincipal Officer officer, Model model) {
        var all = reserves.all(officer);
        if (all.size() == 1) {
            return "redirect:" + HERE + all.get(0).townshipCode();
        }
        model.addAttribute("reserves", all);
        model.addAttribute("balance", all.stream().map(each -> each.balance()).reduce(Money.ZERO, Money::plus));
        model.addAttribute(
                "unsettled", all.stream().map(each -> each.unsettled()).reduce(Money.ZERO, Money::plus));
        model.addAttribute(
                "waiting", all.stream().filter(each -> each.request() != null).count());
        return "ledger/reserves";
    }

    @GetMapping(TOWNSHIP)
    String show(
            @PathVariable String township,
            @RequestParam(required = false) @Nullable Long before,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var reserve = reserves.of(township, officer);
        model.addAttribute("reserve", reserve);
        model.addAttribute("page", reserves.page(township, before, ROWS, officer));
        model.addAttribute("before", before);
        model.addAttribute("months", reserves.months(township, officer));
        model.addAttribute("requests", reserves.requests(township, officer));
        model.addAttribute("mayAsk", Reserves.mayRequest(township, officer));
        model.addAttribute("maySettle", officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER));
        return "ledger/reserve";
    }

    // --- 申请拨款

    @GetMapping(TOWNSHIP + "/request")
    String ask(@PathVariable String township, @AuthenticationPrincipal Officer officer, Model model) {
        var room = reserves.of(township, officer).room();
        model.addAttribute("form", new Forms.Ask(room.signum() > 0 ? room.toString() : "", ""));
        return askPage(township, officer, model);
    }

    @PostMapping(TOWNSHIP + "/request")
    String ask(
            @PathVariable String township,
            @Valid @ModelAttribute("form") Forms.Ask form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reserve = reserves.of(township, officer);
        var problem = YuanInput.problem(text(form.amount()));
        var amount = problem == null ? YuanInput.parse(text(form.amount())).amount() : Money.ZERO;
        if (problem != null) {
            errors.rejectValue("amount", "wrong", problem);
        } else if (amount.signum() == 0) {
            errors.rejectValue("amount", "zero", "申请金额要大于 0");
        } else if (amount.compareTo(reserve.room()) > 0) {
            errors.rejectValue(
                    "amount",
                    "most",
                    "备用金定额 %s 元，现有 %s 元，最多申请 %s 元"
                            .formatted(
                                    reserve.quota().grouped(),
                                    reserve.balance().grouped(),
                                    reserve.room().grouped()));
        }
        if (errors.hasErrors()) {
            if (reserve.request() != null) {
                throw new Conflict("已经有一份申请在等待拨款；您填的没有保存");
            }
            return askPage(township, officer, model);
        }
        return once(key, officer, () -> {
            reserves.request(township, amount, text(form.reason()), officer);
            flash.addFlashAttribute("note", "已申请 %s 元，等待区民政局拨款。".formatted(amount.grouped()));
            return HERE + township;
        });
    }

    private String askPage(String township, Officer officer, Model model) {
        model.addAttribute("reserve", reserves.of(township, officer));
        model.addAttribute("mayAsk", Reserves.mayRequest(township, officer));
        return "ledger/request-new";
    }

    @GetMapping("/requests/{id}")
    String request(@PathVariable RequestId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Refuse(""));
        return requestPage(id, officer, model);
    }

    @PostMapping("/requests/{id}/pay")
    String pay(
            @PathVariable RequestId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return once(key, officer, () -> {
            var paid = reserves.pay(id, officer);
            flash.addFlashAttribute(
                    "note", "已拨款 %s 元，凭证号 %s。".formatted(paid.amount().grouped(), paid.number()));
            return HERE + "postings/" + paid.id();
        });
    }

    @PostMapping("/requests/{id}/refuse")
    String refuse(
            @PathVariable RequestId id,
            @Valid @ModelAttribute("form") Forms.Refuse form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        // one that is decided is refused with a word, however the form was filled
        if (errors.hasErrors() && reserves.request(id, officer).open()) {
            return requestPage(id, officer, model);
        }
        return once(key, officer, () -> {
            reserves.refuse(id, text(form.why()), officer);
            flash.addFlashAttribute("note", "已答复不同意，乡镇会看到原因。");
            return HERE + "requests/" + id;
        });
    }

    @PostMapping("/requests/{id}/withdraw")
    String withdraw(
            @PathVariable RequestId id,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        return once(key, officer, () -> {
            reserves.withdraw(id, officer);
            flash.addFlashAttribute("note", "已撤回，可以重新申请。");
            return HERE + "requests/" + id;
        });
    }

    private String requestPage(RequestId id, Officer officer, Model model) {
        RequestView request = reserves.request(id, officer);
        model.addAttribute("request", request);
        model.addAttribute("reserve", reserves.of(request.townshipCode(), officer));
        model.addAttribute("words", ChineseAmount.of(request.amount()));
        model.addAttribute("mayPay", Reserves.mayPay(request, officer));
        model.addAttribute(
                "mayWithdraw",
                request.open()
                        && (request.requestedBy().equals(officer.id())
                                || Reserves.keeps(officer, request.townshipCode())));
        return "ledger/request";
    }

    // --- 核销

    @GetMapping(TOWNSHIP + "/settle")
    String settle(@PathVariable String township, @AuthenticationPrincipal Officer officer, Model model) {
        var all = reserves.unsettled(township, officer).stream()
                .filter(payment -> !payment.by().equals(officer.id()))
                .map(payment -> payment.id().toString())
                .toList();
        model.addAttribute("form", new Forms.Settle(all, ""));
        return settlePage(township, officer, model);
    }

    @PostMapping(TOWNSHIP + "/settle")
    String settle(
            @PathVariable String township,
            @Valid @ModelAttribute("form") Forms.Settle form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var chosen = form.payment() == null ? List.<String>of() : form.payment();
        if (chosen.isEmpty()) {
            errors.rejectValue("payment", "none", "选择要核销的支出");
        } else if (!chosen.stream().allMatch(one -> one.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))) {
            errors.rejectValue("payment", "unknown", "选择列表里的支出");
        }
        if (errors.hasErrors()) {
            return settlePage(township, officer, model);
        }
        return once(key, officer, () -> {
            var words = text(form.words());
            var settled = reserves.settle(
                    township,
                    chosen.stream().map(PostingId::of).toList(),
                    words.isEmpty() ? "支出凭据齐全，同意核销" : words,
                    officer);
            flash.addFlashAttribute(
                    "note",
                    "已核销 %d 笔，共 %s 元。".formatted(chosen.size(), settled.amount().grouped()));
            return HERE + township;
        });
    }

    private String settlePage(String township, Officer officer, Model model) {
        model.addAttribute("reserve", reserves.of(township, officer));
        model.addAttribute(
                "payments",
                reserves.unsettled(township, officer).stream()
                        .filter(payment -> !payment.by().equals(officer.id()))
                        .map(payment -> new Choice(
                                payment.id().toString(),
                                "%s　%s 元　%s"
                                        .formatted(
                                                payment.number(),
                                                payment.amount().grouped(),
                                                payment.words())))
                        .toList());
        model.addAttribute("maySettle", officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER));
        return "ledger/settle";
    }

    // --- 一笔

    @GetMapping("/postings/{id}")
    String posting(@PathVariable PostingId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Reverse(""));
        return postingPage(id, officer, model);
    }

    @PostMapping("/postings/{id}/reverse")
    String reverse(
            @PathVariable PostingId id,
            @Valid @ModelAttribute("form") Forms.Reverse form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        if (errors.hasErrors()) {
            if (!Reserves.mayReverse(reserves.posting(id, officer), officer)) {
                throw new Conflict("这一笔已经冲正，或者不能冲正；您填的没有保存");
            }
            return postingPage(id, officer, model);
        }
        return once(key, officer, () -> {
            var reversal = reserves.reverse(id, text(form.reason()), officer);
            flash.addFlashAttribute("note", "已冲正，凭证号 %s。".formatted(reversal.number()));
            return HERE + "postings/" + reversal.id();
        });
    }

    private String postingPage(PostingId id, Officer officer, Model model) {
        var posting = reserves.posting(id, officer);
        model.addAttribute("posting", posting);
        model.addAttribute(
                "township", reserves.of(posting.townshipCode(), officer).township());
        model.addAttribute("words", ChineseAmount.of(posting.amount()));
        model.addAttribute("mayReverse", Reserves.mayReverse(posting, officer));
        return "ledger/posting";
    }

    @PostMapping("/postings/{id}/print")
    ModelAndView print(@PathVariable PostingId id, @AuthenticationPrincipal Officer officer) {
        return papers.page(vouchers.print(id, officer), new PrintTool(null, HERE + "postings/" + id));
    }

    @PostMapping("/postings/{id}/print.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable PostingId id, @AuthenticationPrincipal Officer officer) {
        return papers.download(vouchers.print(id, officer));
    }

    /** Reached by the address, e.g. from the history: the page that prints it. */
    @GetMapping({"/postings/{id}/print", "/postings/{id}/print.pdf", "/postings/{id}/reverse"})
    String asked(@PathVariable PostingId id) {
        return "redirect:/reserve/postings/{id}";
    }

    @GetMapping({"/requests/{id}/pay", "/requests/{id}/refuse", "/requests/{id}/withdraw"})
    String askedRequest(@PathVariable RequestId id) {
        return "redirect:/reserve/requests/{id}";
    }

    private String once(OneTimeKey key, Officer officer, java.util.function.Supplier<String> work) {
        return "redirect:" + once.run(key, officer, work);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace("\0", "").strip();
    }
}
