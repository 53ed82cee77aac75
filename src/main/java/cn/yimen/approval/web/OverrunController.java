package cn.yimen.approval.web;

import cn.yimen.approval.UrgentOverruns;
import cn.yimen.approval.UrgentOverruns.Kind;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 急难救助月度超期 (AP-4): every figure opens the cases behind it. */
@Controller
@RequestMapping("/urgent-overruns")
class OverrunController {

    private final UrgentOverruns overruns;
    private final Places places;
    private final Clock clock;

    OverrunController(UrgentOverruns overruns, Places places, Clock clock) {
        this.overruns = overruns;
        this.places = places;
        this.clock = clock;
    }

    /** 一个乡镇的一行. */
    record Line(String code, String name, Map<Kind, Long> numbers) {}

    @GetMapping
    String month(@RequestParam(defaultValue = "") String month, @AuthenticationPrincipal Officer officer, Model model) {
        requireReader(officer);
        var asked = month(month);
        var lines = new ArrayList<Line>();
        var sums = new EnumMap<Kind, Long>(Kind.class);
        overruns.figures(asked, officer).forEach((code, numbers) -> {
            lines.add(new Line(code, places.get(PlaceId.of(code)).shortName(), numbers));
            numbers.forEach((kind, number) -> sums.merge(kind, number, Long::sum));
        });
        model.addAttribute("month", asked);
        model.addAttribute("months", months());
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("lines", lines);
        model.addAttribute("sums", sums);
        return "approval/overruns";
    }

    @GetMapping("/cases")
    String cases(
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String town,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        requireReader(officer);
        var asked = month(month);
        var which = Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .orElse(Kind.LATE);
        var township = town.matches("[0-9]{9}") ? town : null;
        model.addAttribute("month", asked);
        model.addAttribute("kind", which);
        var place = township == null
                ? ""
                : places.find(PlaceId.of(township))
                        .map(found -> found.shortName())
                        .orElse("");
        model.addAttribute(
                "title", "%d年%d月%s%s".formatted(asked.getYear(), asked.getMonthValue(), place, which.words()));
        model.addAttribute("rows", overruns.rows(asked, which, township, officer));
        return "approval/overrun-cases";
    }

    private YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            return YearMonth.now(clock);
        }
    }

    private List<YearMonth> months() {
        var now = YearMonth.now(clock);
        var months = new ArrayList<YearMonth>();
        for (int i = 0; i < 12; i++) {
            months.add(now.minusMonths(i));
        }
        return months;
    }

    private static void requireReader(Officer officer) {
        if (!UrgentOverruns.isFor(officer)) {
            throw new NotAllowed("急难救助超期由乡镇审核和区民政局查看");
        }
    }
}
