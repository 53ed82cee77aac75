package cn.yimen.casefile.web;

import cn.yimen.calendar.Light;
import cn.yimen.casefile.CaseFilter;
import cn.yimen.casefile.CaseList;
import cn.yimen.casefile.CaseState;
import cn.yimen.casefile.ReceiptNumber;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.PersonSearch;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.SearchWords;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** 案件列表: its state lives in the address, personal words behind a key (ui-guide 7). */
@Controller
@RequestMapping("/cases")
class CaseListController {

    private static final List<Integer> SIZES = List.of(10, 20, 50);
    private static final int MOST_PERSONS = 200;

    private final CaseList list;
    private final SearchWords words;
    private final PersonSearch persons;
    private final Places places;

    CaseListController(CaseList list, SearchWords words, PersonSearch persons, Places places) {
        this.list = list;
        this.words = words;
        this.persons = persons;
        this.places = places;
    }

    @PostMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Officer officer) {
        var typed = q.strip();
        if (typed.isEmpty()) {
            return "redirect:/cases";
        }
        return "redirect:/cases?w=" + words.keep(typed.substring(0, Math.min(typed.length(), 50)), officer);
    }

    @GetMapping
    String show(@RequestParam Map<String, String> given, @AuthenticationPrincipal Officer officer, Model model) {
        var overview = list.overview(officer);
        var items = overview.items();
        var townships = townships(officer);
        var asked = Asked.read(given, items, townships);
        var word = asked.w() == null ? Optional.<String>empty() : words.find(asked.w(), officer);
        var filter = filter(asked, word.orElse(null), officer);
        var page = list.page(filter, asked.after(), asked.size(), officer);
        var counters = overview.counters();
        var filtered = asked.filtered();
        model.addAttribute("page", page);
        model.addAttribute("asked", asked);
        model.addAttribute("items", choices(items));
        model.addAttribute(
                "townships",
                townships.stream()
                        .map(place -> new Choice(place.code(), place.shortName()))
                        .toList());
        model.addAttribute("counters", counters(counters, asked));
        model.addAttribute("chips", chips(asked, items, townships, word.orElse(null)));
        model.addAttribute("total", total(filtered ? list.count(filter, officer) : counters.all(), filtered));
        model.addAttribute("nextUrl", page.next() == null ? null : asked.with("after", page.next()));
        model.addAttribute("firstUrl", asked.after() == null ? null : asked.with("after", null));
        model.addAttribute("dueUrl", asked.with("sort", null));
        model.addAttribute("newestUrl", asked.with("sort", "-accepted"));
        return "casefile/list";
    }

    private CaseFilter filter(Asked asked, @Nullable String word, Officer officer) {
        String receipt = null;
        List<java.util.UUID> found = null;
        if (asked.w() != null) {
            var number = word == null ? Optional.<ReceiptNumber>empty() : ReceiptNumber.parse(word);
            if (word != null && number.isPresent()) {
                receipt = number.get().text();
            } else if (word != null && word.matches("[0-9]{1,5}")) {
                receipt = word;
            } else {
                found = word == null
                        ? List.of()
                        : persons.find(word, officer, MOST_PERSONS).stream()
                                .map(hit -> hit.person().id())
                                .toList();
            }
        }
        return new CaseFilter(
                asked.state(),
                asked.open(),
                asked.level(),
                asked.town(),
                asked.item(),
                asked.mine() ? officer.id() : null,
                asked.from(),
                asked.to(),
                receipt,
                found,
                asked.newest() ? CaseFilter.Sort.NEWEST : CaseFilter.Sort.DUE);
    }

    private static List<Counter> counters(cn.yimen.casefile.CaseCounters counts, Asked asked) {
        return List.of(
                Counter.of("全部", counts.all(), "/cases", !asked.filtered()),
                new Counter("已超期", counts.over(), "/cases?due=over", asked.level() == Light.Level.OVER, "over"),
                new Counter("快到期", counts.soon(), "/cases?due=soon", asked.level() == Light.Level.SOON, "soon"),
                new Counter("期限充足", counts.ok(), "/cases?due=ok", asked.level() == Light.Level.OK, "ok"),
                Counter.of(
                        "待补正", counts.waiting(), "/cases?state=waiting", asked.state() == CaseState.AWAITING_MATERIALS),
                Counter.of("待告知", counts.toTell(), "/cases?state=tell", asked.state() == CaseState.CONCLUDED));
    }

    private List<Place> townships(Officer officer) {
        var scope = officer.scope();
        return places.townships().stream()
                .filter(place -> scope.district() || scope.townships().contains(place.code()))
                .toList();
    }

    private List<Chip> chips(Asked asked, Map<String, String> items, List<Place> townships, @Nullable String word) {
        var chips = new ArrayList<Chip>();
        if (asked.w() != null) {
            chips.add(new Chip("查找：" + (word == null ? "已过期，请重新查找" : word), asked.with("w", null)));
        }
        if (asked.state() != null) {
            chips.add(new Chip("状态：" + asked.state().words(), asked.with("state", null)));
        }
        if (asked.open()) {
            chips.add(new Chip("未办完", asked.with("state", null)));
        }
        if (asked.level() != null) {
            chips.add(new Chip("期限：" + dueWords(asked.level()), asked.with("due", null)));
        }
        if (asked.town() != null) {
            chips.add(new Chip("乡镇：" + places.fullName(PlaceId.of(asked.town())), asked.with("town", null)));
        }
        if (asked.item() != null) {
            chips.add(new Chip("事项：" + items.getOrDefault(asked.item(), ""), asked.with("item", null)));
        }
        if (asked.mine()) {
            chips.add(new Chip("我负责的", asked.with("mine", null)));
        }
        if (asked.from() != null) {
            chips.add(new Chip("受理：" + asked.from() + " 起", asked.with("from", null)));
        }
        if (asked.to() != null) {
            chips.add(new Chip("受理：到 " + asked.to() + " 止", asked.with("to", null)));
        }
        return chips;
    }

    private static String dueWords(Light.Level level) {
        return switch (level) {
            case OVER -> "已超期";
            case SOON -> "快到期";
            case OK -> "期限充足";
            case DONE -> "已办结";
            case PAUSED -> "已暂停";
        };
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

    /** 地址里的条件: what is unknown or not allowed is dropped. */
    record Asked(
            @Nullable CaseState state,
            boolean open,
            Light.@Nullable Level level,
            @Nullable String town,
            @Nullable String item,
            boolean mine,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String w,
            boolean newest,
            int size,
            @Nullable String after) {

        static Asked read(Map<String, String> given, Map<String, String> items, List<Place> townships) {
            var town = given.get("town");
            var item = given.get("item");
            var w = given.get("w");
            var size = given.getOrDefault("size", "20");
            return new Asked(
                    switch (given.getOrDefault("state", "")) {
                        case "waiting" -> CaseState.AWAITING_MATERIALS;
                        case "accepted" -> CaseState.ACCEPTED;
                        case "tell" -> CaseState.CONCLUDED;
                        case "closed" -> CaseState.CLOSED;
                        case "withdrawn" -> CaseState.WITHDRAWN;
                        default -> null;
                    },
                    "open".equals(given.get("state")),
                    switch (given.getOrDefault("due", "")) {
                        case "over" -> Light.Level.OVER;
                        case "soon" -> Light.Level.SOON;
                        case "ok" -> Light.Level.OK;
                        default -> null;
                    },
                    town != null
                                    && townships.stream()
                                            .anyMatch(place -> place.code().equals(town))
                            ? town
                            : null,
                    item != null && items.containsKey(item) ? item : null,
                    "1".equals(given.get("mine")),
                    day(given.get("from")),
                    day(given.get("to")),
                    w != null && w.matches("[0-9a-z]{4,40}") ? w : null,
                    "-accepted".equals(given.get("sort")),
                    SIZES.contains(size.matches("[0-9]{1,2}") ? Integer.parseInt(size) : 0)
                            ? Integer.parseInt(size)
                            : 20,
                    given.get("after"));
        }

        private static @Nullable LocalDate day(@Nullable String text) {
            try {
                var day = text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
                return day == null || day.getYear() < 2000 || day.getYear() > 2999 ? null : day;
            } catch (DateTimeParseException e) {
                return null;
            }
        }

        public String stateKey() {
            if (open) {
                return "open";
            }
            return state == null
                    ? ""
                    : switch (state) {
                        case AWAITING_MATERIALS -> "waiting";
                        case ACCEPTED -> "accepted";
                        case CONCLUDED -> "tell";
                        case CLOSED -> "closed";
                        case WITHDRAWN -> "withdrawn";
                    };
        }

        public String dueKey() {
            return level == null ? "" : level.css();
        }

        public boolean filtered() {
            return state != null
                    || open
                    || level != null
                    || town != null
                    || item != null
                    || mine
                    || from != null
                    || to != null
                    || w != null;
        }

        /** The same list with one thing else; a changed condition begins at the first page. */
        String with(String name, @Nullable String value) {
            var all = new LinkedHashMap<String, @Nullable String>();
            all.put("state", stateKey());
            all.put("due", dueKey());
            all.put("town", town);
            all.put("item", item);
            all.put("mine", mine ? "1" : null);
            all.put("from", from == null ? null : from.toString());
            all.put("to", to == null ? null : to.toString());
            all.put("w", w);
            all.put("sort", newest ? "-accepted" : null);
            all.put("size", size == 20 ? null : Integer.toString(size));
            all.put(name, value);
            var url = UriComponentsBuilder.fromPath("/cases");
            all.forEach((key, set) -> {
                if (set != null && !set.isEmpty()) {
                    url.queryParam(key, set);
                }
            });
            return url.build().toUriString();
        }
    }
}
