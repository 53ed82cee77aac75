package cn.yimen.portal.web;

import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.Ratings;
import cn.yimen.casefile.Ratings.Grade;
import cn.yimen.casefile.Ratings.Rateable;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** 群众评价 with the receipt (IN-10). There is no session: number and code go with each form, never in an address. */
@Controller
@RequestMapping("/rate")
class RateController {

    private static final Principal VISITOR = () -> "visitor";

    private final Ratings ratings;
    private final OneTimeKeys once;

    RateController(Ratings ratings, OneTimeKeys once) {
        this.ratings = ratings;
        this.once = once;
    }

    record ReceiptForm(
            @NotBlank(message = "填写编号") @Size(max = 40, message = "编号像 2026-SQ-0132，请对照回执")
            String number,

            @NotBlank(message = "填写查询码") @Size(max = 40, message = "查询码是 8 位数字，请对照回执")
            String code) {

        ReceiptForm {
            number = number == null ? "" : number.strip();
            code = code == null ? "" : code.strip();
        }
    }

    /** The square code on the receipt brings the number along; the query code is typed. */
    @GetMapping
    String ask(@RequestParam(name = "no", defaultValue = "") String number, Model model) {
        model.addAttribute("form", new ReceiptForm(number.length() > 40 ? "" : number, ""));
        return "portal/rate";
    }

    @PostMapping("/find")
    String find(
            @Valid @ModelAttribute("form") ReceiptForm form,
            BindingResult errors,
            HttpServletRequest request,
            Model model) {
        if (errors.hasErrors()) {
            return "portal/rate";
        }
        var found = ratings.find(form.number(), form.code(), request.getRemoteAddr());
        if (found.isEmpty()) {
            errors.rejectValue("number", "pair", "编号和查询码对不上，请对照回执重输");
            return "portal/rate";
        }
        return matters(form, found.get(), Map.of(), model);
    }

    @PostMapping
    String rate(
            @Valid @ModelAttribute("form") ReceiptForm form,
            BindingResult errors,
            @RequestParam Map<String, String> all,
            OneTimeKey key,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (errors.hasErrors()) {
            return "portal/rate";
        }
        var chosen = chosen(all);
        if (chosen.isEmpty()) {
            var found = ratings.find(form.number(), form.code(), request.getRemoteAddr());
            if (found.isEmpty()) {
                errors.rejectValue("number", "pair", "编号和查询码对不上，请对照回执重输");
                return "portal/rate";
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("missing", firstOpen(found.get()));
            return matters(form, found.get(), chosen, model);
        }
        return "redirect:"
                + once.run(key, VISITOR, () -> {
                    chosen.forEach((matter, grade) -> ratings.rate(
                            form.number(),
                            form.code(),
                            MatterId.of(matter),
                            Grade.valueOf(grade),
                            shortened(all.get("why." + matter)),
                            request.getRemoteAddr()));
                    return "/rate/thanks";
                });
    }

    @GetMapping("/thanks")
    String thanks() {
        return "portal/rate-thanks";
    }

    @ExceptionHandler(Ratings.TooManyTries.class)
    @ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
    String tooManyTries() {
        return "error/429";
    }

    private static String matters(ReceiptForm form, List<Rateable> matters, Map<String, String> chosen, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("matters", matters);
        model.addAttribute("grades", Grade.values());
        model.addAttribute("chosen", chosen);
        model.addAttribute("open", matters.stream().anyMatch(one -> one.grade() == null));
        return "portal/rate-matters";
    }

    /** Only what can be chosen on the page: anything else was not sent by it. */
    private static Map<String, String> chosen(Map<String, String> all) {
        var chosen = new HashMap<String, String>();
        all.forEach((name, value) -> {
            if (name.startsWith("grade.")
                    && Arrays.stream(Grade.values())
                            .anyMatch(grade -> grade.name().equals(value))) {
                chosen.put(name.substring("grade.".length()), value);
            }
        });
        return chosen;
    }

    private static String firstOpen(List<Rateable> matters) {
        for (int i = 0; i < matters.size(); i++) {
            if (matters.get(i).grade() == null) {
                return "g" + i + "-0";
            }
        }
        return "main";
    }

    private static @Nullable String shortened(@Nullable String why) {
        return why == null || why.isBlank() ? null : why.length() > 200 ? why.substring(0, 200) : why;
    }
}
