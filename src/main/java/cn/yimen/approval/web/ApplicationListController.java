package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationFilter;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationList;
import cn.yimen.approval.ApplicationRow;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.ApplicationTab;
import cn.yimen.approval.Applications;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 审批件清单 (AP-6): its state lives in the address; what is unknown there is dropped, not an error (ui-guide 7). */
@Controller
@RequestMapping("/applications")
class ApplicationListController {

    private static final int SIZE = 20;

    private final ApplicationList list;
    private final Applications applications;
    private final OneTimeKeys once;

    ApplicationListController(ApplicationList list, Applications applications, OneTimeKeys once) {
        this.list = list;
        this.applications = applications;
        this.once = once;
    }

    @GetMapping
    String show(@RequestParam Map<String, String> given, @AuthenticationPrincipal Officer officer, Model model) {
        if (!ApplicationList.isFor(officer)) {
            throw new NoSuchElementException("no applications for these posts");
        }
        var tabs = ApplicationList.tabs(officer);
        var tab = ApplicationTab.of(given.get("tab")).filter(tabs::contains).orElse(tabs.get(0));
        var towns = list.townshipsThatOccur(officer);
        var items = list.itemsThatOccur(officer);
        var states = list.states();
        var state = states.keySet().stream()
                .filter(each -> each.name().equals(given.get("state")))
                .findFirst()
                .orElse(null);
        var filter =
                new ApplicationFilter(tab, state, offered(given.get("town"), towns), offered(given.get("item"), items));
        var page = list.page(filter, given.get("at"), SIZE, officer);
        var counters = list.counters(officer);
        var filtered = filter.state() != null || filter.townshipCode() != null || filter.itemCode() != null;
        var total = filtered ? list.count(filter, officer) : counters.getOrDefault(tab, 0L);
        model.addAttribute("page", page);
        model.addAttribute("filter", filter);
        model.addAttribute("tabs", tabs(tabs, tab, counters));
        model.addAttribute("towns", choices(towns));
        model.addAttribute("items", choices(items));
        model.addAttribute(
                "states",
                states.entrySet().stream()
                        .map(entry -> new Choice(entry.getKey().name(), entry.getValue()))
                        .toList());
        model.addAttribute("chips", chips(filter, towns, items, states));
        model.addAttribute("filtered", filtered);
        model.addAttribute("total", words(total, filtered));
        model.addAttribute(
                "shownWords", page.rows().isEmpty() ? "" : "本页 " + page.rows().size() + " 件，" + words(total, false));
        model.addAttribute("here", url(filter, given.get("at")));
        model.addAttribute("clearUrl", "/applications?tab=" + tab.key());
        model.addAttribute("previousUrl", page.previous() == null ? null : url(filter, page.previous()));
        model.addAttribute("nextUrl", page.next() == null ? null : url(filter, page.next()));
        model.addAttribute(
                "bulk", officer.has(Role.BUREAU_OFFICER) && page.rows().stream().anyMatch(ApplicationRow::receivable));
        model.addAttribute("officeName", officer.officeName());
        return "approval/list";
    }

    /** 批量签收. */
    @PostMapping("/receipt")
    String receive(
            @RequestParam(name = "id", required = false) @Nullable List<ApplicationId> ids,
            @RequestParam(defaultValue = "") String back,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            RedirectAttributes flash) {
        var where = back.matches("/applications(/[0-9a-f-]{36}|\\?[A-Za-z0-9=&_.%-]*)?") ? back : "/applications";
        if (ids == null || ids.isEmpty()) {
            flash.addFlashAttribute("warning", "请先选择要签收的审批件");
            return "redirect:" + where;
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var received = applications.receive(ids, officer);
                    flash.addFlashAttribute(
                            received.notDone().isEmpty() ? "note" : "warning",
                            "已签收 " + received.done() + " 件"
                                    + (received.notDone().isEmpty()
                                            ? ""
                                            : "；没有签收的：" + String.join("；", received.notDone())));
                    return where;
                });
    }

    private static List<Counter> tabs(
            List<ApplicationTab> tabs, ApplicationTab shown, Map<ApplicationTab, Long> counters) {
        return tabs.stream()
                .map(tab -> new Counter(
                        tab.words(),
                        counters.getOrDefault(tab, 0L),
                        "/applications?tab=" + tab.key(),
                        tab == shown,
                        tab == ApplicationTab.OVER ? "over" : tab == ApplicationTab.TODAY ? "soon" : null))
                .toList();
    }

    private static List<Chip> chips(
            ApplicationFilter filter,
            Map<String, String> towns,
            Map<String, String> items,
            Map<ApplicationState, String> states) {
        var chips = new ArrayList<Chip>();
        if (filter.state() != null) {
            chips.add(new Chip(
                    "状态：" + states.get(filter.state()),
                    url(new ApplicationFilter(filter.tab(), null, filter.townshipCode(), filter.itemCode()), null)));
        }
        if (filter.townshipCode() != null) {
            chips.add(new Chip(
                    "乡镇：" + towns.get(filter.townshipCode()),
                    url(new ApplicationFilter(filter.tab(), filter.state(), null, filter.itemCode()), null)));
        }
        if (filter.itemCode() != null) {
            chips.add(new Chip(
                    "事项：" + items.get(filter.itemCode()),
                    url(new ApplicationFilter(filter.tab(), filter.state(), filter.townshipCode(), null), null)));
        }
        return chips;
    }

    private static String url(ApplicationFilter filter, @Nullable String at) {
        var parameters = new LinkedHashMap<String, @Nullable String>();
        parameters.put("tab", filter.tab().key());
        parameters.put("state", filter.state() == null ? null : filter.state().name());
        parameters.put("town", filter.townshipCode());
        parameters.put("item", filter.itemCode());
        parameters.put("at", at != null && at.matches("[np]_[0-9]{1,19}_[0-9a-f-]{36}") ? at : null);
        var query = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (value != null) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append("=")
                        .append(value);
            }
        });
        return "/applications" + query;
    }

    private static @Nullable String offered(@Nullable String code, Map<String, String> codes) {
        return code != null && codes.containsKey(code) ? code : null;
    }

    private static String words(long count, boolean filtered) {
        var number = count > Counter.CAP ? "1 万件以上" : count + " 件";
        return filtered ? "按条件筛出 " + number : "共 " + number;
    }

    private static List<Choice> choices(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> new Choice(entry.getKey(), entry.getValue()))
                .toList();
    }
}
