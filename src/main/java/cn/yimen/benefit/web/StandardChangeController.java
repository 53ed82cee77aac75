package cn.yimen.benefit.web;

import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.standard.StandardChangeId;
import cn.yimen.benefit.standard.StandardChanges;
import cn.yimen.benefit.standard.StandardChanges.Sum;
import cn.yimen.benefit.standard.StandardOutcome;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Counter;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.policy.NoParameter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.util.UriComponentsBuilder;

/** 标准调整测算 (EL-5): asked for, looked at, and why. */
@Controller
@RequestMapping("/standard-changes")
class StandardChangeController {

    private static final int ON_PAGE = 20;
    private static final int SHOWN = 50;

    private final StandardChanges changes;
    private final Places places;
    private final Formats formats;
    private final OneTimeKeys once;
    private final Clock clock;

    StandardChangeController(StandardChanges changes, Places places, Formats formats, OneTimeKeys once, Clock clock) {
        this.changes = changes;
        this.places = places;
        this.formats = formats;
        this.once = once;
        this.clock = clock;
    }

    /** 用哪一天的标准. */
    record Start(@Nullable String on) {}

    @GetMapping
    String list(@AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new Start(LocalDate.now(clock).toString()));
        return page(officer, model);
    }

    private String page(Officer officer, Model model) {
        model.addAttribute("changes", changes.list(SHOWN, officer));
        model.addAttribute("mayStart", StandardChanges.mayStart(officer));
        return "benefit/standard/list";
    }

    @PostMapping
    String start(
            @ModelAttribute("form") Start form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var on = DateInput.read(form.on() == null ? "" : form.on(), LocalDate.now(clock))
                .orElse(null);
        if (on == null) {
            errors.rejectValue("on", "date", "填写新标准从哪一天起，例如 2026-4-1");
            return page(officer, model);
        }
        try {
            return "redirect:" + once.run(key, officer, () -> "/standard-changes/" + changes.start(on, officer));
        } catch (NoParameter missing) {
            errors.rejectValue("on", "parameters", "这一天的政策参数还不齐，不能测算。请换一天，或请管理员补齐参数");
            return page(officer, model);
        }
    }

    /**
     * 合计的一行: what can be said is counted in money, what cannot is only counted.
     *
     * @param code of the township; null for a scheme
     */
    record Total(@Nullable String code, String name, Map<StandardOutcome, Long> counts, Money before, Money after) {

        static Total of(@Nullable String code, String name, List<Sum> sums) {
            var told = sums.stream()
                    .filter(sum -> sum.outcome() != StandardOutcome.UNDECIDED)
                    .toList();
            return new Total(
                    code,
                    name,
                    sums.stream().collect(Collectors.groupingBy(Sum::outcome, Collectors.summingLong(Sum::awards))),
                    told.stream().map(Sum::before).reduce(Money.ZERO, Money::plus),
                    told.stream().map(Sum::after).reduce(Money.ZERO, Money::plus));
        }

        public long count(StandardOutcome outcome) {
            return counts.getOrDefault(outcome, 0L);
        }

        public long all() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        public Money difference() {
            return after.minus(before);
        }
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable StandardChangeId id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String town,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var change = changes.get(id, officer);
        model.addAttribute("change", change);
        model.addAttribute("mine", change.askedBy().equals(officer.id())); // whose the job is, nobody else sees it
        model.addAttribute("title", "标准调整测算：" + formats.fullDay(change.on()));
        if (!change.done()) {
            return "benefit/standard/show";
        }
        var sums = changes.sums(id, officer);
        var township = sums.stream()
                .map(Sum::townshipCode)
                .filter(town::equals)
                .findFirst()
                .orElse(null);
        var wanted = Arrays.stream(StandardOutcome.values())
                .filter(one -> one.name().equals(outcome))
                .findFirst()
                .orElse(StandardOutcome.RISES);
        var here = sums.stream()
                .filter(sum -> township == null || sum.townshipCode().equals(township))
                .toList();
        var page = changes.page(id, wanted, township, after, ON_PAGE, officer);
        model.addAttribute("total", Total.of(null, "合计", sums));
        model.addAttribute("schemes", schemes(sums));
        model.addAttribute("townships", townships(sums));
        model.addAttribute("outcomes", StandardOutcome.values());
        model.addAttribute("wanted", wanted);
        model.addAttribute("page", page);
        model.addAttribute(
                "places",
                page.lines().stream()
                        .map(line -> line.villageCode() == null ? line.townshipCode() : line.villageCode())
                        .distinct()
                        .collect(Collectors.toMap(code -> code, code -> places.fullName(PlaceId.of(code)))));
        model.addAttribute(
                "counters",
                Arrays.stream(StandardOutcome.values())
                        .map(one -> new Counter(
                                one.words(),
                                here.stream()
                                        .filter(sum -> sum.outcome() == one)
                                        .mapToLong(Sum::awards)
                                        .sum(),
                                url(id, one, township, null),
                                one == wanted,
                                null))
                        .toList());
        model.addAttribute(
                "chips",
                township == null ? List.of() : List.of(new Chip("乡镇：" + name(township), url(id, wanted, null, null))));
        model.addAttribute("nextUrl", page.next() == null ? null : url(id, wanted, township, page.next()));
        model.addAttribute("firstUrl", after == null ? null : url(id, wanted, township, null));
        return "benefit/standard/show";
    }

    @GetMapping("/{id}/awards/{award}")
    String why(
            @PathVariable StandardChangeId id,
            @PathVariable AwardId award,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var why = changes.why(id, award, officer);
        var line = why.line();
        model.addAttribute("change", changes.get(id, officer));
        model.addAttribute("line", line);
        model.addAttribute("run", why.run());
        model.addAttribute(
                "place",
                places.fullName(PlaceId.of(line.villageCode() == null ? line.townshipCode() : line.villageCode())));
        return "benefit/standard/why";
    }

    private static List<Total> schemes(List<Sum> sums) {
        return Arrays.stream(Scheme.values())
                .map(scheme -> Total.of(null, scheme.label(), only(sums, sum -> sum.scheme() == scheme)))
                .filter(total -> total.all() > 0)
                .toList();
    }

    private List<Total> townships(List<Sum> sums) {
        return sums.stream()
                .map(Sum::townshipCode)
                .distinct()
                .map(code -> Total.of(
                        code, name(code), only(sums, sum -> sum.townshipCode().equals(code))))
                .toList();
    }

    private static List<Sum> only(List<Sum> sums, Predicate<Sum> which) {
        return sums.stream().filter(which).toList();
    }

    private String name(String township) {
        return places.get(PlaceId.of(township)).shortName();
    }

    private static String url(
            StandardChangeId id, StandardOutcome outcome, @Nullable String township, @Nullable String after) {
        var url = UriComponentsBuilder.fromPath("/standard-changes/" + id).queryParam("outcome", outcome.name());
        if (township != null) {
            url.queryParam("town", township);
        }
        if (after != null) {
            url.queryParam("after", after);
        }
        return url.build().toUriString();
    }
}
