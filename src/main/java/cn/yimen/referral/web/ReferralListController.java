package cn.yimen.referral.web;

import cn.yimen.document.Exports;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.Formats;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.SearchWords;
import cn.yimen.referral.ReferralDesk;
import cn.yimen.referral.ReferralFilter;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralList;
import cn.yimen.referral.ReferralPaper;
import cn.yimen.referral.ReferralRow;
import cn.yimen.referral.ReferralStage;
import cn.yimen.referral.ReferralState;
import cn.yimen.referral.Referrals;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
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

    private static final int MOST_SHEETS = 50;
    private static final List<String> HEADS =
            List.of("时限", "最迟", "转办单号", "申请人", "性别年龄", "转出乡镇", "部门", "事项", "转来", "办到哪一步");

    private final ReferralList list;
    private final Referrals referrals;
    private final ReferralDesk desk;
    private final ReferralPaper paper;
    private final PrintedForms forms;
    private final Exports exports;
    private final SearchWords words;
    private final Formats formats;
    private final OneTimeKeys once;

    ReferralListController(
            ReferralList list,
            Referrals referrals,
            ReferralDesk desk,
            ReferralPaper paper,
            PrintedForms forms,
            Exports exports,
            SearchWords words,
            Formats formats,
            OneTimeKeys once) {
        this.list = list;
        this.referrals = referrals;
        this.desk = desk;
        this.paper = paper;
        this.forms = forms;
        this.exports = exports;
        this.words = words;
        this.formats = formats;
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
        mustBeFor(officer);
        var towns = list.townshipsThatOccur(officer);
        var items = list.itemsThatOccur(officer);
        var departments =
                ReferralDesk.showsDepartments(officer) ? list.departmentsThatOccur(officer) : Map.<String, String>of();
        var asked = Asked.read(given, towns.keySet(), departments.keySet(), items.keySet());
        var word = asked.w() == null ? Optional.<String>empty() : words.find(asked.w(), officer);
        var filter = filter(asked, word);
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
        model.addAttribute("printable", page.rows().stream().anyMatch(row -> row.sentAt() != null));
        model.addAttribute(
                "exportUrl", "/referrals/export" + asked.with("at", null).substring("/referrals".length()));
        model.addAttribute("asksWhy", total > Exports.BIG);
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
        var where = back(back);
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

    /** 打印所选: a sheet each, in a window of its own. */
    @PostMapping("/print")
    Object print(
            @RequestParam(name = "id", required = false) @Nullable List<ReferralId> ids,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        if (ids == null || ids.isEmpty() || ids.size() > MOST_SHEETS) {
            flash.addFlashAttribute(
                    "warning", ids == null || ids.isEmpty() ? "请先选择要打印的转办件" : "一次最多打印 " + MOST_SHEETS + " 份");
            return "redirect:" + back(back);
        }
        return forms.page(paper.print(ids, officer), new PrintTool(null, back(back)));
    }

    /** 导出: what is filtered; a long one is asked a reason, and every one is logged (AU-5). */
    @PostMapping("/export")
    Object export(
            @RequestParam Map<String, String> given,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Officer officer,
            Model model,
            HttpServletResponse response) {
        mustBeFor(officer);
        var asked = asked(given, officer);
        var filter = filter(asked, asked.w() == null ? Optional.<String>empty() : words.find(asked.w(), officer));
        var wrong = Exports.refused(list.count(filter, Exports.MOST, officer), reason);
        if (wrong.isPresent()) {
            var view = show(given, officer, model);
            model.addAttribute("wrong", wrong.get());
            model.addAttribute("reason", reason);
            response.setStatus(422);
            return view;
        }
        return exports.xlsx("转办件", officer.officeName(), HEADS, rows(filter, officer), reason, officer);
    }

    private Exports.Rows rows(ReferralFilter filter, Officer officer) {
        return new Exports.Rows() {
            @Override
            public long count() {
                return list.count(filter, Exports.MOST, officer);
            }

            @Override
            public void each(Consumer<List<String>> row) {
                list.each(filter, officer, each -> row.accept(cells(each)));
            }
        };
    }

    private List<String> cells(ReferralRow row) {
        return List.of(
                row.light() == null ? "" : row.light().words(),
                row.dueAt() == null ? "" : formats.fullDayTime(row.dueAt()),
                row.number(),
                row.personName(),
                row.sexAge(),
                row.township(),
                row.department(),
                row.itemName(),
                row.sentAt() == null ? "" : formats.fullDayTime(row.sentAt()),
                row.stateWords());
    }

    private static void mustBeFor(Officer officer) {
        if (!ReferralList.isFor(officer)) {
            throw new NoSuchElementException("no referrals for these posts");
        }
    }

    /** A word that was forgotten finds nothing, not everything. */
    private static ReferralFilter filter(Asked asked, Optional<String> word) {
        return asked.filter(asked.w() == null ? null : word.orElse("\u0001"));
    }

    private static String back(String back) {
        return back.matches("/referrals(\\?[A-Za-z0-9=&_.%-]*)?") ? back : "/referrals";
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
