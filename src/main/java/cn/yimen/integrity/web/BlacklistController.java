package cn.yimen.integrity.web;

import static cn.yimen.integrity.web.KinForms.text;

import cn.yimen.audit.Subject;
import cn.yimen.casefile.ToldHow;
import cn.yimen.document.Attachments;
import cn.yimen.document.Documents;
import cn.yimen.document.PrintTool;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.ListingId;
import cn.yimen.integrity.ListingPaper;
import cn.yimen.integrity.ListingReason;
import cn.yimen.integrity.ListingState;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Counter;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.TimelineEntry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 失信名单 (IG-1): the list, one entry with its way, the small forms of each act, the printed 告知书. */
@Controller
@RequestMapping("/blacklist")
class BlacklistController {

    private static final int SIZE = 50;
    private static final String PAPER = "BlacklistNotice";

    private final Blacklist blacklist;
    private final ListingPaper paper;
    private final Attachments attachments;
    private final Documents documents;
    private final PrintedForms forms;
    private final OneTimeKeys once;
    private final Formats formats;
    private final Clock clock;

    BlacklistController(
            Blacklist blacklist,
            ListingPaper paper,
            Attachments attachments,
            Documents documents,
            PrintedForms forms,
            OneTimeKeys once,
            Formats formats,
            Clock clock) {
        this.blacklist = blacklist;
        this.paper = paper;
        this.attachments = attachments;
        this.documents = documents;
        this.forms = forms;
        this.once = once;
        this.formats = formats;
        this.clock = clock;
    }

    /** 提议. */
    record ProposalForm(
            @Nullable String idno,
            @Nullable String reason,
            @Nullable String facts,
            @Nullable String basis) {

        static final ProposalForm EMPTY = new ProposalForm("", "", "", "");

        @Override
        public String toString() {
            return "ProposalForm[…]";
        }
    }

    /** 告知、送达. */
    record TellForm(@Nullable String how, @Nullable String note) {}

    /** 陈述申辩、移出. */
    record WordsForm(@Nullable String words) {}

    /** 决定. */
    record DecideForm(
            @Nullable String decision,
            @Nullable String from,
            @Nullable String until,
            @Nullable String reason) {}

    /** What a small form asks. */
    record Asked(String step, String title, String hint, String button, String action) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        if (!Blacklist.isFor(officer)) {
            throw new NoSuchElementException("no list for these posts");
        }
        var shown = stateOf(state);
        var at = Math.min(Math.max(page, 1), 10_000);
        var rows = blacklist.rows(shown, (at - 1) * SIZE, SIZE + 1, officer);
        var counters = blacklist.counters(officer);
        var tabs = new ArrayList<Counter>();
        tabs.add(Counter.of(
                "全部", counters.values().stream().mapToLong(Long::longValue).sum(), "/blacklist", shown == null));
        for (var each : ListingState.values()) {
            if (counters.containsKey(each) || each == shown || each == ListingState.LISTED) {
                tabs.add(Counter.of(
                        each.words(), counters.getOrDefault(each, 0L), "/blacklist?state=" + key(each), each == shown));
            }
        }
        model.addAttribute("tabs", tabs);
        model.addAttribute("rows", rows.subList(0, Math.min(SIZE, rows.size())));
        var base = shown == null ? "/blacklist?page=" : "/blacklist?state=" + key(shown) + "&page=";
        model.addAttribute("previousUrl", at > 1 ? base + (at - 1) : null);
        model.addAttribute("nextUrl", rows.size() > SIZE ? base + (at + 1) : null);
        model.addAttribute("proposes", Blacklist.proposes(officer));
        return "integrity/blacklist";
    }

    @GetMapping("/new")
    String askProposal(@AuthenticationPrincipal Officer officer, Model model) {
        mustPropose(officer);
        model.addAttribute("form", ProposalForm.EMPTY);
        return proposal(model);
    }

    @PostMapping
    String propose(
            @ModelAttribute("form") ProposalForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        mustPropose(officer);
        var problem = ResidentId.problem(text(form.idno()));
        if (problem != null) {
            errors.rejectValue("idno", "wrong", problem);
        }
        var reason = Arrays.stream(ListingReason.values())
                .filter(each -> each.name().equals(form.reason()))
                .findFirst();
        if (reason.isEmpty()) {
            errors.rejectValue("reason", "missing", "选择失信情形");
        }
        needed(form.facts(), "facts", "写明什么时间、什么事、怎样发现的", 1000, errors);
        needed(form.basis(), "basis", "填写依据的文件名称和条款", 200, errors);
        if (errors.hasErrors()) {
            return proposal(model);
        }
        try {
            return "redirect:"
                    + once.run(key, officer, () -> {
                        var id = blacklist.propose(
                                new Blacklist.Proposal(
                                        ResidentId.parse(text(form.idno())),
                                        reason.orElseThrow(),
                                        text(form.facts()),
                                        text(form.basis())),
                                officer);
                        flash.addFlashAttribute("note", "已提议。接着上传证据，打印告知书，告知本人。");
                        return "/blacklist/" + id;
                    });
        } catch (NoSuchElementException nobody) {
            errors.rejectValue("idno", "nobody", "您的范围内没有登记过这个证件号的人，请核对");
        } catch (Conflict twice) {
            errors.rejectValue("idno", "twice", String.valueOf(twice.getMessage()));
        }
        return proposal(model);
    }

    private String proposal(Model model) {
        model.addAttribute(
                "reasons",
                Arrays.stream(ListingReason.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return "integrity/blacklist-new";
    }

    @GetMapping("/{id}")
    String show(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        var listing = blacklist.get(id, officer);
        model.addAttribute("listing", listing);
        model.addAttribute("attachments", attachments.of(about(id), officer));
        model.addAttribute(
                "timeline",
                listing.events().stream()
                        .map(each -> new TimelineEntry(each.act(), detail(each), each.at(), each.who()))
                        .toList());
        return "integrity/blacklist-show";
    }

    private static @Nullable String detail(Blacklist.Event event) {
        var how = event.how();
        var words = event.words();
        return how == null ? words : words == null ? how : how + "。" + words;
    }

    // --- telling and delivering

    @GetMapping("/{id}/tell")
    String askTell(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new TellForm("", ""));
        return tellForm(id, "tell", officer, model);
    }

    @PostMapping("/{id}/tell")
    String tell(
            @PathVariable ListingId id,
            @ModelAttribute("form") TellForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var how = how(form, errors);
        if (errors.hasErrors() || how == null) {
            return tellForm(id, "tell", officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    blacklist.tell(id, how, orNull(form.note()), officer);
                    var limit = blacklist.get(id, officer).limit();
                    flash.addFlashAttribute(
                            "note", "已记录告知。" + (limit == null ? "" : formats.fullDay(limit.dueAt()) + "前可以陈述申辩。"));
                    return "/blacklist/" + id;
                });
    }

    @GetMapping("/{id}/deliver")
    String askDeliver(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new TellForm("", ""));
        return tellForm(id, "deliver", officer, model);
    }

    @PostMapping("/{id}/deliver")
    String deliver(
            @PathVariable ListingId id,
            @ModelAttribute("form") TellForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var how = how(form, errors);
        if (errors.hasErrors() || how == null) {
            return tellForm(id, "deliver", officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    blacklist.tellDecision(id, how, orNull(form.note()), officer);
                    flash.addFlashAttribute("note", "已记录送达。");
                    return "/blacklist/" + id;
                });
    }

    private String tellForm(ListingId id, String step, Officer officer, Model model) {
        var listing = blacklist.get(id, officer);
        model.addAttribute(
                "hows",
                Arrays.stream(ToldHow.values())
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        var tells = step.equals("tell");
        return ask(
                new Asked(
                        "tell",
                        (tells ? "告知" : "送达决定：") + listing.personName(),
                        tells ? "告诉本人事实、依据、拟列入的情形，以及可以陈述申辩。从告知次日起算陈述申辩期。" : "把决定和期限告诉本人；对决定不服的，可以申请复核。",
                        tells ? "记录告知" : "记录送达",
                        "/blacklist/" + id + "/" + step),
                listing,
                model);
    }

    // --- objection and removal

    @GetMapping("/{id}/object")
    String askObjection(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new WordsForm(""));
        return wordsForm(id, "object", officer, model);
    }

    @PostMapping("/{id}/object")
    String object(
            @PathVariable ListingId id,
            @ModelAttribute("form") WordsForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        needed(form.words(), "words", "填写本人的陈述申辩", 1000, errors);
        if (errors.hasErrors()) {
            return wordsForm(id, "object", officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    blacklist.object(id, text(form.words()), officer);
                    flash.addFlashAttribute("note", "已记录陈述申辩，审批人员决定时能看到。");
                    return "/blacklist/" + id;
                });
    }

    @GetMapping("/{id}/remove")
    String askRemoval(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", new WordsForm(""));
        return wordsForm(id, "remove", officer, model);
    }

    @PostMapping("/{id}/remove")
    String remove(
            @PathVariable ListingId id,
            @ModelAttribute("form") WordsForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        needed(form.words(), "words", "填写提前移出的原因", 500, errors);
        if (errors.hasErrors()) {
            return wordsForm(id, "remove", officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    blacklist.remove(id, text(form.words()), officer);
                    flash.addFlashAttribute("note", "已提前移出，从现在起不再提示。");
                    return "/blacklist/" + id;
                });
    }

    private String wordsForm(ListingId id, String step, Officer officer, Model model) {
        var listing = blacklist.get(id, officer);
        var objection = step.equals("object");
        return ask(
                new Asked(
                        "words",
                        (objection ? "陈述申辩：" : "提前移出：") + listing.personName(),
                        objection ? "照本人的话记，书面的另外上传。" : "例如：多领的已经退清；列入有误。",
                        objection ? "记录陈述申辩" : "提前移出",
                        "/blacklist/" + id + "/" + step),
                listing,
                model);
    }

    // --- the decision

    @GetMapping("/{id}/decide")
    String askDecision(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer, Model model) {
        var today = LocalDate.now(clock);
        model.addAttribute(
                "form",
                new DecideForm("", today.toString(), blacklist.longest(today).toString(), ""));
        return decideForm(id, officer, model);
    }

    @PostMapping("/{id}/decide")
    String decide(
            @PathVariable ListingId id,
            @ModelAttribute("form") DecideForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var today = LocalDate.now(clock);
        var lists = "LIST".equals(form.decision());
        if (!lists && !"DROP".equals(form.decision())) {
            errors.rejectValue("decision", "missing", "选择是否列入");
        }
        needed(form.reason(), "reason", "填写理由；本人有申辩的，写明是否采纳", 500, errors);
        var from = Optional.<LocalDate>empty();
        var until = Optional.<LocalDate>empty();
        if (lists) {
            from = DateInput.read(text(form.from()), today);
            until = DateInput.read(text(form.until()), today);
            if (from.isEmpty()) {
                errors.rejectValue("from", "wrong", "填写列入的第一天，例如 2026-3-11");
            }
            if (until.isEmpty()) {
                errors.rejectValue("until", "wrong", "填写列入的最后一天，例如 2027-3-10");
            }
            if (from.isPresent() && until.isPresent()) {
                var longest = blacklist.longest(from.get());
                if (until.get().isBefore(from.get())) {
                    errors.rejectValue("until", "wrong", "最后一天早于第一天");
                } else if (until.get().isAfter(longest)) {
                    errors.rejectValue("until", "wrong", "最长列到 " + formats.fullDay(longest));
                }
            }
        }
        if (errors.hasErrors()) {
            return decideForm(id, officer, model);
        }
        var begins = from;
        var ends = until;
        return "redirect:"
                + once.run(key, officer, () -> {
                    if (lists) {
                        blacklist.list(id, begins.orElseThrow(), ends.orElseThrow(), text(form.reason()), officer);
                        flash.addFlashAttribute("note", "已决定列入。打印决定书，由乡镇送达本人。");
                    } else {
                        blacklist.drop(id, text(form.reason()), officer);
                        flash.addFlashAttribute("note", "已决定不予列入。");
                    }
                    return "/blacklist/" + id;
                });
    }

    private String decideForm(ListingId id, Officer officer, Model model) {
        var listing = blacklist.get(id, officer);
        var drop = new Choice("DROP", "不予列入");
        model.addAttribute(
                "decisions", listing.toldAt() == null ? List.of(drop) : List.of(new Choice("LIST", "列入"), drop));
        return ask(
                new Asked(
                        "decide",
                        "决定是否列入：" + listing.personName(),
                        "列入只作提示和加核，不影响申请和领取。",
                        "作出决定",
                        "/blacklist/" + id + "/decide"),
                listing,
                model);
    }

    private static String ask(Asked asked, Blacklist.Listing listing, Model model) {
        model.addAttribute("asked", asked);
        model.addAttribute("listing", listing);
        return "integrity/blacklist-ask";
    }

    // --- the paper

    @PostMapping("/{id}/notice")
    String print(@PathVariable ListingId id, OneTimeKey key, @AuthenticationPrincipal Officer officer) {
        return "redirect:"
                + once.run(key, officer, () -> {
                    documents.print(PAPER, about(id), officer, stamp -> paper.fill(id, stamp, officer));
                    return "/blacklist/" + id + "/notice";
                });
    }

    @GetMapping("/{id}/notice")
    ModelAndView notice(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer) {
        return forms.page(
                paper.fill(id, documents.stamp(PAPER, about(id), officer), officer),
                new PrintTool("/blacklist/" + id + "/notice.pdf", "/blacklist/" + id));
    }

    @GetMapping("/{id}/notice.pdf")
    ResponseEntity<byte[]> noticePdf(@PathVariable ListingId id, @AuthenticationPrincipal Officer officer) {
        return forms.download(paper.fill(id, documents.stamp(PAPER, about(id), officer), officer));
    }

    // --- shared

    private static Subject about(ListingId id) {
        return new Subject("blacklist", id.toString());
    }

    private static @Nullable ToldHow how(TellForm form, BindingResult errors) {
        var how = Arrays.stream(ToldHow.values())
                .filter(each -> each.name().equals(form.how()))
                .findFirst();
        if (how.isEmpty()) {
            errors.rejectValue("how", "missing", "选择怎样告知的");
        }
        if (text(form.note()).length() > 200) {
            errors.rejectValue("note", "long", "说明不超过 200 字");
        }
        return how.orElse(null);
    }

    private static void needed(@Nullable String typed, String field, String words, int most, BindingResult errors) {
        if (text(typed).isEmpty()) {
            errors.rejectValue(field, "missing", words);
        } else if (text(typed).length() > most) {
            errors.rejectValue(field, "long", "不超过 " + most + " 字");
        }
    }

    private static @Nullable String orNull(@Nullable String typed) {
        return text(typed).isEmpty() ? null : text(typed);
    }

    private static @Nullable ListingState stateOf(String key) {
        return Arrays.stream(ListingState.values())
                .filter(each -> key(each).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static String key(ListingState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static void mustPropose(Officer officer) {
        if (!Blacklist.isFor(officer)) {
            throw new NoSuchElementException("no list for these posts");
        }
        if (!Blacklist.proposes(officer)) {
            throw new NotAllowed("列入失信名单由乡镇审核或区民政局经办人员提议");
        }
    }
}
