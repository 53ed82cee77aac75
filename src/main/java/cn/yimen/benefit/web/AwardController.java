package cn.yimen.benefit.web;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardFilter;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardRegister;
import cn.yimen.benefit.AwardRestorations;
import cn.yimen.benefit.AwardReviews;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ProposalView;
import cn.yimen.benefit.standard.StandardChanges;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.PersonSearch;
import cn.yimen.identity.Officer;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Chip;
import cn.yimen.pages.Choice;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.SearchWords;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** 保障对象台账和一项待遇的经过 (BN-1). */
@Controller
@RequestMapping("/awards")
class AwardController {

    private static final int ON_PAGE = 20;
    private static final int MOST_PERSONS = 200;
    private static final List<Scheme> SCHEMES =
            List.of(Scheme.DIBAO, Scheme.SINGLE, Scheme.TEKUN, Scheme.BIANYUAN, Scheme.GANGXING);

    private final AwardRegister register;
    private final Awards awards;
    private final AwardProposals proposals;
    private final AwardReviews reviews;
    private final AwardRestorations restorations;
    private final AwardNotices notices;
    private final Payables payables;
    private final Places places;
    private final PersonSearch persons;
    private final SearchWords words;
    private final AuditLog audit;
    private final Clock clock;

    AwardController(
            AwardRegister register,
            Awards awards,
            AwardProposals proposals,
            AwardReviews reviews,
            AwardRestorations restorations,
            AwardNotices notices,
            Payables payables,
            Places places,
            PersonSearch persons,
            SearchWords words,
            AuditLog audit,
            Clock clock) {
        this.register = register;
        this.awards = awards;
        this.proposals = proposals;
        this.reviews = reviews;
        this.restorations = restorations;
        this.notices = notices;
        this.payables = payables;
        this.places = places;
        this.persons = persons;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Officer officer) {
        requireReader(officer);
        var typed = q.strip();
        return typed.isEmpty()
                ? "redirect:/awards"
                : "redirect:/awards?w=" + words.keep(typed.substring(0, Math.min(typed.length(), 50)), officer);
    }

    @GetMapping
    String list(@RequestParam Map<String, String> given, @AuthenticationPrincipal Officer officer, Model model) {
        requireReader(officer);
        var townships = townships(officer);
        var asked = Asked.read(given, townships);
        var word = asked.w() == null ? Optional.<String>empty() : words.find(asked.w(), officer);
        List<UUID> found = asked.w() == null
                ? null
                : word.map(each -> persons.find(each, officer, MOST_PERSONS).stream()
                                .map(hit -> hit.person().id())
                                .toList())
                        .orElse(List.of());
        var filter = new AwardFilter(asked.scheme(), asked.state(), asked.all(), asked.town(), found, asked.waiting());
        var page = register.page(filter, asked.after(), ON_PAGE, officer);
        model.addAttribute("page", page);
        var totals = register.totals(filter, officer);
        model.addAttribute(
                "total",
                "共 %d 户（人），%d 人，每月应发 %s 元"
                        .formatted(
                                totals.awards(), totals.persons(), totals.paid().grouped()));
        model.addAttribute("asked", asked);
        model.addAttribute("month", YearMonth.now(clock));
        model.addAttribute(
                "schemes",
                SCHEMES.stream()
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        model.addAttribute(
                "states",
                Arrays.stream(AwardState.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        model.addAttribute(
                "townships",
                townships.stream()
                        .map(place -> new Choice(place.code(), place.shortName()))
                        .toList());
        model.addAttribute("chips", chips(asked, word.orElse(null)));
        model.addAttribute("standards", officer.hasAny(StandardChanges.READERS));
        model.addAttribute("nextUrl", page.next() == null ? null : asked.with("after", page.next()));
        model.addAttribute("firstUrl", asked.after() == null ? null : asked.with("after", null));
        return "benefit/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable AwardId id, @AuthenticationPrincipal Officer officer, Model model) {
        requireReader(officer);
        var award = awards.get(id, officer);
        audit.opened(officer, new Subject("award", id.toString()), "待遇", "查看待遇");
        var month = YearMonth.now(clock);
        model.addAttribute("award", award);
        model.addAttribute("place", place(award));
        model.addAttribute("changes", newestFirst(awards.history(id, officer)));
        model.addAttribute("alerts", awards.alerts(id, officer));
        model.addAttribute("reviews", reviews.of(id));
        model.addAttribute("restoration", restorations.of(id).orElse(null));
        model.addAttribute("due", payables.about(new Subject("award", id.toString()), officer));
        model.addAttribute("months", months(award, month));
        model.addAttribute("month", month);
        model.addAttribute("notices", notices.of(id));
        var proposed = proposals.of(id, officer);
        model.addAttribute("proposals", proposed);
        model.addAttribute(
                "open", proposed.stream().filter(ProposalView::open).findFirst().orElse(null));
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute(
                "hows",
                List.of("DIRECT", "LEFT_THERE", "ENTRUSTED", "MAIL").stream()
                        .map(how -> new Choice(how, AwardNotices.HOW.getOrDefault(how, "")))
                        .toList());
        return "benefit/show";
    }

    /** 每月应发: this month and the five after it, and further to the end of a gradual exit. */
    private List<Month> months(AwardView award, YearMonth now) {
        var first = award.firstMonth().isAfter(now) ? award.firstMonth() : now;
        int number = award.state() == AwardState.EXITING ? 13 : 6;
        var list = new ArrayList<Month>();
        for (int i = 0; i < number; i++) {
            var month = first.plusMonths(i);
            var amount = awards.payable(award.id(), month, LocalDate.now(clock));
            list.add(new Month(month, amount.base(), amount.increments(), amount.care(), amount.total()));
            if (amount.total().signum() == 0 && award.endMonth() != null && !month.isBefore(award.endMonth())) {
                break;
            }
        }
        return list;
    }

    /** 某月应发. */
    record Month(
            YearMonth month,
            cn.yimen.kernel.Money base,
            cn.yimen.kernel.Money increments,
            cn.yimen.kernel.Money care,
            cn.yimen.kernel.Money total) {}

    private String place(AwardView award) {
        return places.fullName(PlaceId.of(award.villageCode() == null ? award.townshipCode() : award.villageCode()));
    }

    private List<Chip> chips(Asked asked, @Nullable String word) {
        var chips = new ArrayList<Chip>();
        if (asked.w() != null) {
            chips.add(new Chip("查找：" + (word == null ? "已过期，请重新查找" : word), asked.with("w", null)));
        }
        if (asked.scheme() != null) {
            chips.add(new Chip(asked.scheme().label(), asked.with("scheme", null)));
        }
        if (asked.state() != null) {
            chips.add(new Chip("状态：" + asked.state().words(), asked.with("state", null)));
        }
        if (asked.all()) {
            chips.add(new Chip("包括已终止的", asked.with("state", null)));
        }
        if (asked.waiting()) {
            chips.add(new Chip("有待决定的变动", asked.with("state", null)));
        }
        if (asked.town() != null) {
            chips.add(new Chip("乡镇：" + places.fullName(PlaceId.of(asked.town())), asked.with("town", null)));
        }
        return chips;
    }

    private List<Place> townships(Officer officer) {
        var scope = officer.scope();
        return places.townships().stream()
                .filter(place -> scope.district() || scope.townships().contains(place.code()))
                .toList();
    }

    private static <T> List<T> newestFirst(List<T> list) {
        var turned = new ArrayList<>(list);
        java.util.Collections.reverse(turned);
        return turned;
    }

    private static void requireReader(Officer officer) {
        if (!officer.hasAny(AwardPages.READERS)) {
            throw new NotAllowed("待遇台账由窗口、乡镇审核和民政局查看");
        }
    }

    /** 地址里的条件: what is unknown or not allowed is dropped. */
    record Asked(
            @Nullable Scheme scheme,
            @Nullable AwardState state,
            boolean all,
            boolean waiting,
            @Nullable String town,
            @Nullable String w,
            @Nullable String after) {

        static Asked read(Map<String, String> given, List<Place> townships) {
            var scheme = SCHEMES.stream()
                    .filter(each -> each.name().equals(given.get("scheme")))
                    .findFirst()
                    .orElse(null);
            var state = Arrays.stream(AwardState.values())
                    .filter(each -> each.name().equals(given.get("state")))
                    .findFirst()
                    .orElse(null);
            var town = given.get("town");
            return new Asked(
                    scheme,
                    state,
                    "ALL".equals(given.get("state")),
                    "WAITING".equals(given.get("state")),
                    townships.stream().anyMatch(place -> place.code().equals(town)) ? town : null,
                    empty(given.get("w")),
                    empty(given.get("after")));
        }

        public boolean filtered() {
            return scheme != null || state != null || all || waiting || town != null || w != null;
        }

        public String stateKey() {
            return state != null ? state.name() : all ? "ALL" : waiting ? "WAITING" : "";
        }

        public String with(String name, @Nullable String value) {
            var url = UriComponentsBuilder.fromPath("/awards");
            put(url, "scheme", name, value, scheme == null ? null : scheme.name());
            put(url, "state", name, value, stateKey().isEmpty() ? null : stateKey());
            put(url, "town", name, value, town);
            put(url, "w", name, value, w);
            put(url, "after", name, value, null); // any other condition begins at the beginning
            return url.build().encode().toUriString();
        }

        private static void put(
                UriComponentsBuilder url,
                String name,
                String changed,
                @Nullable String value,
                @Nullable String present) {
            var it = name.equals(changed) ? value : present;
            if (it != null) {
                url.queryParam(name, it);
            }
        }

        private static @Nullable String empty(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }
}
