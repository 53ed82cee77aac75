package cn.yimen.notice.web;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.TextInput;
import cn.yimen.notice.Notices;
import cn.yimen.notice.PermanentList;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.validation.Valid;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 长期公布 of the staff (PB-2): what is public of one's township, and taking off a line that is wrong. */
@Controller
@RequestMapping("/publicity/confirmed")
class ConfirmedController {

    private final PermanentList list;
    private final OneTimeKeys once;

    ConfirmedController(PermanentList list, OneTimeKeys once) {
        this.list = list;
        this.once = once;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "") String town, @AuthenticationPrincipal Officer officer, Model model) {
        if (!Notices.isFor(officer)) {
            throw new NoSuchElementException("no lists for these posts");
        }
        var towns = list.towns().stream()
                .filter(one -> officer.scope().sees(one.code(), null))
                .toList();
        var chosen = towns.stream()
                .filter(one -> one.code().equals(town) || (town.isEmpty() && towns.size() == 1))
                .findFirst();
        model.addAttribute("towns", towns);
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute(
                "villages", chosen.map(one -> list.villages(one.code())).orElse(List.of()));
        model.addAttribute(
                "mayWithdraw",
                chosen.isPresent()
                        && PermanentList.mayWithdraw(officer, chosen.get().code()));
        return "notice/confirmed";
    }

    @GetMapping("/{id}/withdraw")
    String ask(@PathVariable UUID id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Forms.Withdraw(""));
        model.addAttribute("one", list.entry(id, officer));
        return "notice/confirmed-withdraw";
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") Forms.Withdraw form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = NoticeController.text(form.reason());
        NoticeController.problem(errors, "reason", "撤下原因", TextInput.problem(reason, 200, true));
        if (errors.hasErrors()) {
            model.addAttribute("one", list.entry(id, officer));
            return "notice/confirmed-withdraw";
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    list.withdraw(id, reason, officer);
                    flash.addFlashAttribute("note", "已从长期公布名单撤下，网上现在看不到了。待遇变动后会按新的数据重新公布。");
                    return "/publicity/confirmed";
                });
    }
}
