package cn.yimen.referral.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.SearchWords;
import cn.yimen.referral.ReferralDesk;
import cn.yimen.referral.ReferralFilter;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralList;
import cn.yimen.referral.ReferralStage;
import cn.yimen.referral.ReferralState;
import cn.yimen.referral.Referrals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 转办件清单 (ui-guide 4.4, 7): its state lives in the address, personal words behind a key. */
@Controller
@RequestMapping("/referrals")
class ReferralListController {

    private final ReferralList list;
    private final Referrals referrals;
    private final ReferralDesk desk;
    private final SearchWords words;
    private final OneTimeKeys once;

    ReferralListController(
            ReferralList list, Referrals referrals, ReferralDesk desk, SearchWords words, OneTimeKeys once) {
        this.list = list;
        this.referrals = referrals;
        this.desk = desk;
        this.words = words;
        this.once = once;
    }

    /** The word is posted and kept; everything else of the filter bar goes into the address. */
    @PostMapping("/search")
    String search(@RequestParam Map<String, String> given, @AuthenticationPrincipal Officer officer) {
        var typed = given.getOrDefault("q", "").strip();
        var parameters = new LinkedHashMap<>(given);
        if (!typed.isEmpty()) {
            parameters.put("w", words.keep(typed.substring(0, Math.min(typed.length(), 50)), officer));
            parameters.remove("stage");
        }
        return "redirect:" + asked(parameters, officer).with("at", null);
    }

    @GetMapping
    String show(@RequestParam Map<String, String> given, @AuthenticationPrincipal Officer officer, Model model) {
        if (!ReferralList.isFor(officer)) {
            throw new NoSuchElementException("no referrals for these posts");
        }
        var towns = list.townshipsThatOccur(officer);
        var items = list.itemsThatOccur(officer);
        var departments =
                ReferralDesk.showsDepartments(officer) ? list.departmentsThatOccur(officer) : Map.<String, String>of();
        var asked = Asked.read(given, towns.keySet(), departments.keySet(), items.keySet());
        var word = asked.w() == null ? Optional.<String>empty() : words.find(asked.w(), officer);
        // a word that was forgotten finds nothing, not everything
        var filter = asked.filter(asked.w() == null ? null : word.orElse("\u0001"));
        var page = list.page(filter, asked.at(), asked.size(), officer);
        var counters = list.counters(officer);
        var shown = asked.shown();
        long total = asked.filtered() || shown == null ? list.count(filter, officer) : counters.getOrDefault(shown, 0L);
        model.addAttribute("page", page);
        model.addAttribute("asked", asked);
        model.addAttribute("tabs", tabs(counters, asked, officer));
        model.addAttribute("towns", choices(towns));
        model.addAttribute("items", choices(items));
        model.addAttribute("departments", choices(departments));
        model.addAttribute(
                "dues",
                Arrays.stream(ReferralFilter.Due.values())
                        .map(due -> new Choice(due.key(), due.words()))
                        .toList());
        model.addAttribute("chips", chips(asked, towns, departments, items, word.orElse(null)));
        model.addAttribute("total", total(total, asked.filtered()));
        model.addAttribute(
                "shownWords", page.rows().isEmpty() ? "" : "本页 " + page.rows().size() + " 件，" + total(total, false));
        model.addAttribute("previousUrl", page.previous() == null ? null : asked.with("at", page.previous()));
        model.addAttribute("nextUrl", page.next() == null ? null : asked.with("at", page.next()));
        model.addAttribute(
                "bulk",
                officer.has(Role.LIAISON)
                        && page.rows().stream()
                                .anyMatch(row -> row.state() == ReferralState.SENT && row.next() != null));
        model.addAttribute("sizes", Asked.SIZES);
        model.addAttribute("rule", desk.rule());
        model.addAttribute("officeName", officer.officeName());
        return "referral/list";
    }

    /** 批量签收. */
    @PostMapping("/sign")
    String sign(
            @RequestParam(name = "id", required = false) @Nullable List<ReferralId> ids,
            @RequestParam(defaultValue = "") String back,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var where = back.matches("/referrals(\\?[A-Za-z0-9=&_.%-]*)?") ? back : "/referrals";
        if (ids == null || ids.isEmpty()) {
            flash.addFlashAttribute("warning", "请先选择要签收的转办件");
            return "redirect:" + where;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    int signed = referrals.sign(ids, officer);
                    flash.addFlashAttribute(
                            "note",
                            signed == ids.size()
                                    ? "已签收 " + signed + " 件，可以开始审查"
                                    : "已签收 %d 件，其余 %d 件已被签收或退回".formatted(signed, ids.size() - signed));
                    return where;
                });
    }

    private Asked asked(Map<String, String> given, Officer officer) {
        return Asked.read(
                given,
                list.townshipsThatOccur(officer).keySet(),
                ReferralDesk.showsDepartments(officer)
                        ? list.departmentsThatOccur(officer).keySet()
                        : java.util.Set.of(),
                list.itemsThatOccur(officer).keySet());
    }

    private static List<Counter> tabs(Map<ReferralStage, Long> counters, Asked asked, Officer officer) {
        var tabs = new ArrayList<Counter>();
        for (var stage : ReferralStage.values()) {
            if (stage == ReferralStage.SEND && !ReferralDesk.showsDepartments(officer)) {
                continue;
            }
            tabs.add(Counter.of(
                    stage.words(),
                    counters.getOrDefault(stage, 0L),
                    stage == ReferralStage.OPEN ? "/referrals" : "/referrals?stage=" + stage.key(),
                    asked.shown() == stage));
        }
        return tabs;
    }

    private static List<Chip> chips(
            Asked asked,
            Map<String, String> towns,
            Map<String, String> departments,
            Map<String, String> items,
            @Nullable String word) {
        var chips = new ArrayList<Chip>();
        if (asked.w() != null) {
            chips.add(new Chip("查找：" + (word == null ? "已过期，请重新查找" : word), asked.with("w", null)));
        }
        if (asked.town() != null) {
            chips.add(new Chip("乡镇：" + towns.get(asked.town()), asked.with("town", null)));
        }
        if (asked.dept() != null) {
            chips.add(new Chip("部门：" + departments.get(asked.dept()), asked.with("dept", null)));
        }
        if (asked.item() != null) {
            chips.add(new Chip("事项：" + items.get(asked.item()), asked.with("item", null)));
        }
        if (asked.due() != null) {
            chips.add(new Chip("时限：" + asked.due().words(), asked.with("due", null)));
        }
        return chips;
    }

    private static String total(long count, boolean filtered) {
        var number = count > Counter.CAP ? "1 万件以上" : count + " 件";
        return filtered ? "按条件筛出 " + number : "共 " + number;
    }

    private static List<Choice> choices(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> new Choice(entry.getKey(), entry.getValue()))
                .toList();
    }
}
