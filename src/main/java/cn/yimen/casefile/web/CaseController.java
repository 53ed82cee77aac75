package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Timeline;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.AidSource;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Choice;
import cn.yimen.pages.TimelineEntry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 个案页 (ui-guide 4.3): the tabs are pages of their own. */
@Controller
@RequestMapping("/cases/{id}")
class CaseController {

    /** More stands behind a link (MOJ timeline). */
    private static final int LATEST = 7;

    private static final int ALL = 1000;

    private final CaseViews cases;
    private final Households households;
    private final ObjectProvider<AidSource> aids;

    private final Clock clock;

    CaseController(CaseViews cases, Households households, ObjectProvider<AidSource> aids, Clock clock) {
        this.aids = aids;
        this.cases = cases;
        this.households = households;
        this.clock = clock;
    }

    @GetMapping
    String review(
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String scheme,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var review = cases.review(id, LATEST, officer);
        fill(model, review.tab(), "review");
        model.addAttribute("handover", review.handover().orElse(null));
        model.addAttribute("forms", forms(id));
        model.addAttribute(
                "why",
                review.determined()
                        .map(kept -> Explanation.of(id, kept.assessment(), kept.madeAt(), scheme(scheme)))
                        .orElse(null));
        return "casefile/review";
    }

    @GetMapping("/household")
    String household(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        var tab = cases.tab(id, "家庭与收支", LATEST, officer);
        fill(model, tab, "household");
        model.addAttribute(
                "household", households.get(new HouseholdId(tab.head().householdId()), officer));
        model.addAttribute(
                "aids",
                aids.orderedStream()
                        .flatMap(
                                source -> source.aids(new HouseholdId(tab.head().householdId()), officer).stream())
                        .toList());
        return "casefile/household";
    }

    @GetMapping("/referrals")
    String referrals(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        fill(model, cases.tab(id, "转办", LATEST, officer), "referrals");
        return "casefile/referrals";
    }

    @GetMapping("/events")
    String events(@PathVariable CaseId id, @AuthenticationPrincipal Officer officer, Model model) {
        fill(model, cases.tab(id, "全部记录", ALL, officer), "events");
        return "casefile/events";
    }

    private void fill(Model model, CaseViews.Tab tab, String current) {
        model.addAttribute("head", tab.head());
        model.addAttribute("tab", current);
        model.addAttribute("matters", tab.matters());
        model.addAttribute("overall", tab.overall());
        model.addAttribute("toTell", tab.toTell());
        model.addAttribute("timeline", entries(tab.timeline()));
        model.addAttribute("today", LocalDate.now(clock));
    }

    private static @Nullable Scheme scheme(String name) {
        return Arrays.stream(Scheme.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Choice> forms(CaseId id) {
        var path = "/cases/" + id + "/print/";
        return List.of(
                new Choice(path + "receipt", "受理单"),
                new Choice(path + "declaration", "申请声明"),
                new Choice(path + "authorisation", "核对授权书"));
    }

    static List<TimelineEntry> entries(List<Timeline.Line> lines) {
        return lines.stream()
                .map(line -> new TimelineEntry(
                        line.matter() == null || line.title().contains(line.matter())
                                ? line.title()
                                : line.title() + "（" + line.matter() + "）",
                        line.detail(),
                        line.at(),
                        line.place().isEmpty() ? line.who() : line.who() + "，" + line.place()))
                .toList();
    }
}
