package cn.yimen.portal.web;

import cn.yimen.household.Area;
import cn.yimen.household.Emergency;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import cn.yimen.pages.Choice;
import cn.yimen.portal.SelfCheck;
import cn.yimen.portal.SelfCheck.Owned;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * 自测 (PB-1). The answer comes on the page that was posted, not after a redirect: there is nowhere to keep it, and nothing of
 * it stands in an address.
 */
@Controller
@RequestMapping("/guide/check")
class SelfCheckController {

    private static final int MOST_PEOPLE = 15;

    private final SelfCheck check;

    SelfCheckController(SelfCheck check) {
        this.check = check;
    }

    /** 几个问题, as typed. */
    record CheckForm(
            @Nullable String area,
            @Nullable String people,
            @Nullable String old,
            @Nullable String young,
            @Nullable String disabled,
            @Nullable String ill,
            @Nullable String income,
            @Nullable String apart,
            @Nullable String support,
            @Nullable String medical,
            @Nullable String education,
            @Nullable List<String> owned,
            @Nullable String savings,
            @Nullable String cause) {}

    @GetMapping
    String ask(Model model) {
        model.addAttribute(
                "form",
                new CheckForm(null, null, null, null, null, null, null, null, null, null, null, List.of(), null, null));
        return page(model);
    }

    @PostMapping
    String answer(@ModelAttribute("form") CheckForm form, BindingResult errors, Model model) {
        var area = one(Area.class, form.area());
        if (area.isEmpty()) {
            errors.rejectValue("area", "missing", "选择您家住在城镇还是农村");
        }
        var people = count("people", form.people(), 1, "填写一起生活的有几口人", errors);
        int old = count("old", form.old(), 0, "", errors);
        int young = count("young", form.young(), 0, "", errors);
        if (people > 0 && old + young > people) {
            errors.rejectValue("young", "more", "老人和孩子合计 %d 人，比全家 %d 口人多，请核对".formatted(old + young, people));
        }
        int disabled = within(count("disabled", form.disabled(), 0, "", errors), people, "disabled", errors);
        int ill = within(count("ill", form.ill(), 0, "", errors), people, "ill", errors);
        var income = money("income", form.income(), "填写全家一个月大约收入多少，没有就填 0", errors);
        var apart = "SOME".equals(form.apart());
        if (!apart && !"NONE".equals(form.apart())) {
            errors.rejectValue("apart", "missing", "选择有没有不在一起住的子女、父母");
        }
        var support = money("support", form.support(), null, errors);
        var medical = money("medical", form.medical(), null, errors);
        var education = money("education", form.education(), null, errors);
        var savings = money("savings", form.savings(), null, errors);
        if (errors.hasErrors() || area.isEmpty()) {
            return page(model);
        }
        var owned = EnumSet.noneOf(Owned.class);
        Objects.requireNonNullElse(form.owned(), List.<String>of())
                .forEach(each -> one(Owned.class, each).ifPresent(owned::add));
        try {
            check.of(new SelfCheck.Answers(
                            area.get(),
                            people,
                            old,
                            young,
                            disabled,
                            ill,
                            income.times(12),
                            apart,
                            support.times(12),
                            medical,
                            education,
                            owned,
                            savings,
                            one(Emergency.Cause.class, form.cause()).orElse(null)))
                    .ifPresentOrElse(
                            result -> model.addAttribute("result", result), () -> model.addAttribute("closed", true));
        } catch (ArithmeticException tooLarge) {
            errors.rejectValue("income", "large", "填的金额太大，请核对是否多输了几位");
        }
        return page(model);
    }

    private static String page(Model model) {
        model.addAttribute("areas", List.of(new Choice("URBAN", "城镇（城市社区）"), new Choice("RURAL", "农村")));
        model.addAttribute("aparts", List.of(new Choice("NONE", "没有"), new Choice("SOME", "有")));
        model.addAttribute(
                "things",
                Arrays.stream(Owned.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "causes",
                Arrays.stream(Emergency.Cause.values())
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        return "portal/check";
    }

    private static int count(String field, @Nullable String typed, int least, String missing, Errors errors) {
        var text = typed == null ? "" : java.text.Normalizer.normalize(typed.strip(), java.text.Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            if (least > 0) {
                errors.rejectValue(field, "missing", missing);
            }
            return 0;
        }
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > MOST_PEOPLE || Integer.parseInt(text) < least) {
            errors.rejectValue(field, "number", "人数应为 %d 到 %d 的数字".formatted(least, MOST_PEOPLE));
            return 0;
        }
        return Integer.parseInt(text);
    }

    private static int within(int count, int people, String field, Errors errors) {
        if (people > 0 && count > people) {
            errors.rejectValue(field, "more", "填了 %d 人，比全家 %d 口人多，请核对".formatted(count, people));
        }
        return count;
    }

    private static Money money(String field, @Nullable String typed, @Nullable String missing, Errors errors) {
        var text = typed == null ? "" : typed.strip();
        if (text.isEmpty()) {
            if (missing != null) {
                errors.rejectValue(field, "missing", missing);
            }
            return Money.ZERO;
        }
        var problem = YuanInput.problem(text);
        if (problem != null) {
            errors.rejectValue(field, "money", problem);
            return Money.ZERO;
        }
        return YuanInput.parse(text).amount();
    }

    private static <E extends Enum<E>> Optional<E> one(Class<E> type, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst();
    }
}
