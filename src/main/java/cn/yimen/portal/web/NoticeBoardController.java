package cn.yimen.portal.web;

import cn.yimen.kernel.PhoneInput;
import cn.yimen.kernel.TextInput;
import cn.yimen.notice.Board;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Objections.NewObjection;
import cn.yimen.notice.PermanentList;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 公示、网上异议、长期公布 (PB-2). There is no session; no search engine is to keep what comes down after seven days. */
@Controller
@RequestMapping("/notices")
class NoticeBoardController {

    private static final Principal VISITOR = () -> "visitor";
    private static final String ONE = "/{id:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";

    private final Board board;
    private final Objections objections;
    private final PermanentList confirmed;
    private final OneTimeKeys once;
    private final Site site;

    NoticeBoardController(Board board, Objections objections, PermanentList confirmed, OneTimeKeys once, Site site) {
        this.board = board;
        this.objections = objections;
        this.confirmed = confirmed;
        this.once = once;
        this.site = site;
    }

    @ModelAttribute
    void keptByNobody(HttpServletResponse response) {
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
    }

    record ObjectionForm(
            @Nullable String content,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String toBureau) {

        ObjectionForm {
            content = content == null ? "" : content.strip();
            name = name == null ? "" : name.strip();
            phone = phone == null ? "" : phone.strip();
            toBureau = toBureau == null ? "" : toBureau;
        }

        String text() {
            return content == null ? "" : content;
        }

        String who() {
            return name == null ? "" : name;
        }

        String number() {
            return phone == null ? "" : phone;
        }
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String town, Model model) {
        var name = board.township(town);
        model.addAttribute("towns", board.towns());
        model.addAttribute("town", name);
        if (name != null) {
            model.addAttribute("villages", board.villages(town));
        }
        return "portal/notices";
    }

    @GetMapping(ONE)
    String one(@PathVariable NoticeId id, Model model) {
        model.addAttribute("one", board.posted(id));
        return "portal/notice";
    }

    @GetMapping(ONE + "/objection")
    String ask(@PathVariable NoticeId id, Model model) {
        model.addAttribute("form", new ObjectionForm("", "", "", ""));
        return form(id, model);
    }

    @PostMapping(ONE + "/objection")
    String object(
            @PathVariable NoticeId id,
            @ModelAttribute("form") ObjectionForm form,
            BindingResult errors,
            OneTimeKey key,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        check(form, errors);
        if (errors.hasErrors()) {
            return form(id, model);
        }
        return "redirect:"
                + once.run(key, VISITOR, () -> {
                    var number = objections.fromPage(
                            id,
                            new NewObjection(
                                    form.text(),
                                    form.who().isEmpty() ? null : form.who(),
                                    form.number().isEmpty() ? null : PhoneInput.parse(form.number()),
                                    "true".equals(form.toBureau())),
                            request.getRemoteAddr());
                    return "/notices/received?no=" + number;
                });
    }

    private static void check(ObjectionForm form, BindingResult errors) {
        if (form.text().isEmpty()) {
            errors.rejectValue("content", "empty", "写一写哪里不对");
        } else {
            reject(errors, "content", "哪里不对", TextInput.problem(form.text(), 500, true));
        }
        reject(errors, "name", "您的姓名", TextInput.problem(form.who(), 30, false));
        if (!form.number().isEmpty()) {
            reject(errors, "phone", "联系电话", PhoneInput.problem(form.number()));
        }
    }

    private static void reject(BindingResult errors, String field, String label, @Nullable String problem) {
        if (problem != null) {
            errors.rejectValue(field, "text", label + problem);
        }
    }

    private String form(NoticeId id, Model model) {
        model.addAttribute("one", board.posted(id));
        return "portal/notice-objection";
    }

    /** The number stands in the address so that it can be written down after a reload; it opens nothing. */
    @GetMapping("/received")
    String received(@RequestParam(name = "no", defaultValue = "") String number, Model model) {
        if (!number.matches("YY-[0-9]{4}-[0-9]{6}")) {
            throw new NoSuchElementException("no such number");
        }
        model.addAttribute("number", number);
        model.addAttribute("telephone", site.telephone());
        return "portal/notice-received";
    }

    /** 长期公布. */
    @GetMapping("/confirmed")
    String confirmed(@RequestParam(defaultValue = "") String town, Model model) {
        var name = board.township(town);
        model.addAttribute("towns", confirmed.towns());
        model.addAttribute("town", name);
        if (name != null) {
            model.addAttribute("villages", confirmed.villages(town));
        }
        return "portal/confirmed";
    }

    @ExceptionHandler(Objections.TooMany.class)
    @ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
    String tooMany(HttpServletRequest request, Model model) {
        model.addAttribute("telephone", site.telephone());
        return "portal/notice-too-many";
    }
}
