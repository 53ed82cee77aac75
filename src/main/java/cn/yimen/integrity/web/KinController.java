package cn.yimen.integrity.web;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.CadreId;
import cn.yimen.integrity.KinFilings;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.PostKind;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Counter;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.pages.SearchWords;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** 近亲属备案台账 (AP-3): filed cases, holders of posts and their relatives, one's own declaration. */
@Controller
@RequestMapping("/kin")
class KinController {

    private static final int SIZE = 50;
    private static final String ASK = "integrity/kin-ask";

    private final KinRegister register;
    private final KinFilings filings;
    private final Places places;
    private final SearchWords words;
    private final OneTimeKeys once;
    private final Clock clock;

    KinController(
            KinRegister register, KinFilings filings, Places places, SearchWords words, OneTimeKeys once, Clock clock) {
        this.register = register;
        this.filings = filings;
        this.places = places;
        this.words = words;
        this.once = once;
        this.clock = clock;
    }

    /** What a small form asks. */
    record Asked(String step, String title, String hint, String button, String action, String back) {}

    @GetMapping
    String cases(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        mustRead(officer);
        var township = township(town, officer);
        var rows = register.cases(township, offset(page), SIZE + 1, officer);
        tabs(model, "cases", officer);
        model.addAttribute("rows", rows.subList(0, Math.min(SIZE, rows.size())));
        pages(model, "/kin", town, page, rows.size() > SIZE, null, false);
        model.addAttribute("towns", towns(officer));
        model.addAttribute("town", township);
        return "integrity/kin-cases";
    }

    @GetMapping("/cadres")
    String cadres(
            @RequestParam(defaultValue = "") String town,
            @RequestParam(required = false) @Nullable String w,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        mustRead(officer);
        var township = township(town, officer);
        // a word that was forgotten finds nothing, not everything
        var word = w == null ? null : words.find(w, officer).orElse("\u0001");
        var filter = new KinRegister.Filter(township, word, all);
        var rows = register.cadres(filter, offset(page), SIZE + 1, officer);
        tabs(model, "cadres", officer);
        model.addAttribute("rows", rows.subList(0, Math.min(SIZE, rows.size())));
        pages(model, "/kin/cadres", town, page, rows.size() > SIZE, w, all);
        model.addAttribute("towns", towns(officer));
        model.addAttribute("town", township);
        model.addAttribute("word", "\u0001".equals(word) ? "" : word);
        model.addAttribute("all", all);
        model.addAttribute("filtered", word != null || township != null || all);
        model.addAttribute("total", register.count(filter, officer));
        model.addAttribute("enters", KinRegister.enters(officer));
        return "integrity/kin-cadres";
    }

    /** The word is a name or a number: it stands in no address. */
    @PostMapping("/cadres/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String town,
            @RequestParam(defaultValue = "false") boolean all,
            @AuthenticationPrincipal Officer officer) {
        mustRead(officer);
        var to = UriComponentsBuilder.fromPath("/kin/cadres");
        if (!q.isBlank()) {
            var typed = q.strip();
            to.queryParam("w", words.keep(typed.substring(0, Math.min(50, typed.length())), officer));
        }
        if (township(town, officer) != null) {
            to.queryParam("town", town);
        }
        if (all) {
            to.queryParam("all", "true");
        }
        return "redirect:" + to.toUriString();
    }

    @GetMapping("/cadres/new")
    String askCadre(@AuthenticationPrincipal Officer officer, Model model) {
        mustEnter(officer);
        model.addAttribute("form", KinForms.CadreForm.EMPTY);
        return cadreForm(officer, model);
    }

    @PostMapping("/cadres")
    String file(
            @ModelAttribute("form") KinForms.CadreForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        mustEnter(officer);
        var account = form.account(register.accounts(officer).keySet(), errors);
        var name = form.name(account == null && !errors.hasFieldErrors("officer"), errors);
        var number = form.number(account == null && !errors.hasFieldErrors("officer"), errors);
        var term = form.term().read(codes(officer), today(), errors);
        if (errors.hasErrors() || term == null) {
            return cadreForm(officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    var id = register.file(new KinRegister.NewCadre(name, number, account, term), officer);
                    flash.addFlashAttribute("note", "已登记任职，接着登记近亲属。");
                    return "/kin/cadres/" + id;
                });
    }

    private String cadreForm(Officer officer, Model model) {
        places(model, officer);
        model.addAttribute(
                "accounts",
                register.accounts(officer).entrySet().stream()
                        .map(each -> new Choice(each.getKey().toString(), each.getValue()))
                        .toList());
        return "integrity/kin-new";
    }

    @GetMapping("/cadres/{id}")
    String show(@PathVariable CadreId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("cadre", register.get(id, officer));
        model.addAttribute("back", KinRegister.isFor(officer) ? "/kin/cadres" : "/kin/mine");
        return "integrity/kin-cadre";
    }

    @GetMapping("/cadres/{id}/links/new")
    String askLink(@PathVariable CadreId id, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", KinForms.LinkForm.EMPTY);
        return linkForm(id, officer, model);
    }

    @PostMapping("/cadres/{id}/links")
    String link(
            @PathVariable CadreId id,
            @ModelAttribute("form") KinForms.LinkForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var link = form.read(filings.relations(), errors);
        if (link == null) {
            return linkForm(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    register.link(id, link, officer);
                    flash.addFlashAttribute("note", "已备案" + link.name() + "。以后受理时自动比对，在办的案件已经标明。");
                    return "/kin/cadres/" + id;
                });
    }

    private String linkForm(CadreId id, Officer officer, Model model) {
        var cadre = register.get(id, officer);
        return ask(
                new Asked(
                        "link",
                        "登记" + cadre.name() + "的近亲属",
                        "填近亲属本人的姓名和身份证号；关系是他是任职人员的什么人。",
                        "备案",
                        "/kin/cadres/" + id + "/links",
                        "/kin/cadres/" + id),
                model);
    }

    @GetMapping("/cadres/{id}/links/{link}/end")
    String askEndLink(
            @PathVariable CadreId id, @PathVariable UUID link, @AuthenticationPrincipal Officer officer, Model model) {
        model.addAttribute("form", KinForms.EndForm.EMPTY);
        return endLinkForm(id, link, officer, model);
    }

    @PostMapping("/cadres/{id}/links/{link}/end")
    String endLink(
            @PathVariable CadreId id,
            @PathVariable UUID link,
            @ModelAttribute("form") KinForms.EndForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        var reason = form.why(errors);
        if (errors.hasErrors()) {
            return endLinkForm(id, link, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    register.endLink(id, link, reason, officer);
                    flash.addFlashAttribute("note", "这条备案已终止，记录保留。");
                    return "/kin/cadres/" + id;
                });
    }

    private String endLinkForm(CadreId id, UUID link, Officer officer, Model model) {
        var cadre = register.get(id, officer);
        var ended = cadre.links().stream()
                .filter(each -> each.id().equals(link))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no link " + link));
        return ask(
                new Asked(
                        "end-link",
                        "终止" + ended.name() + "的备案",
                        "只在关系已经解除或登记有误时终止。已备案的案件不受影响。",
                        "终止备案",
                        "/kin/cadres/" + id + "/links/" + link + "/end",
                        "/kin/cadres/" + id),
                model);
    }

    @GetMapping("/cadres/{id}/terms/new")
    String askTerm(@PathVariable CadreId id, @AuthenticationPrincipal Officer officer, Model model) {
        mustEnter(officer);
        model.addAttribute("form", KinForms.TermForm.EMPTY);
        return termForm(id, officer, model);
    }

    @PostMapping("/cadres/{id}/terms")
    String term(
            @PathVariable CadreId id,
            @ModelAttribute("form") KinForms.TermForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        mustEnter(officer);
        var term = form.read(codes(officer), today(), errors);
        if (term == null) {
            return termForm(id, officer, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    register.addTerm(id, term, officer);
                    flash.addFlashAttribute("note", "已登记任职。");
                    return "/kin/cadres/" + id;
                });
    }

    private String termForm(CadreId id, Officer officer, Model model) {
        var cadre = register.get(id, KinRegister.enterer(officer));
        places(model, officer);
        return ask(
                new Asked(
                        "term",
                        "登记" + cadre.name() + "的任职",
                        "换届、调任后另登记一条，原来的保留。",
                        "登记任职",
                        "/kin/cadres/" + id + "/terms",
                        "/kin/cadres/" + id),
                model);
    }

    @GetMapping("/cadres/{id}/terms/{term}/end")
    String askEndTerm(
            @PathVariable CadreId id, @PathVariable UUID term, @AuthenticationPrincipal Officer officer, Model model) {
        mustEnter(officer);
        model.addAttribute("form", KinForms.EndForm.EMPTY);
        return endTermForm(term(id, term, officer), id, model);
    }

    @PostMapping("/cadres/{id}/terms/{term}/end")
    String endTerm(
            @PathVariable CadreId id,
            @PathVariable UUID term,
            @ModelAttribute("form") KinForms.EndForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        mustEnter(officer);
        var ended = term(id, term, officer);
        var day = form.day(ended.from(), today(), errors);
        var reason = form.why(errors);
        if (errors.hasErrors() || day == null) {
            return endTermForm(ended, id, model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    register.endTerm(id, term, day, reason, officer);
                    flash.addFlashAttribute("note", "已登记任职结束，那天以后不再比对这一任职。");
                    return "/kin/cadres/" + id;
                });
    }

    private KinRegister.Term term(CadreId id, UUID term, Officer officer) {
        return register.get(id, KinRegister.enterer(officer)).terms().stream()
                .filter(each -> each.id().equals(term))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no term " + term));
    }

    private String endTermForm(KinRegister.Term term, CadreId id, Model model) {
        return ask(
                new Asked(
                        "end-term",
                        "登记任职结束：" + term.place() + term.title(),
                        "任职期间受理的案件仍按备案办理。",
                        "登记结束",
                        "/kin/cadres/" + id + "/terms/" + term.id() + "/end",
                        "/kin/cadres/" + id),
                model);
    }

    // --- one's own

    @GetMapping("/mine")
    String mine(@AuthenticationPrincipal Officer officer, Model model) {
        mustBeStaff(officer);
        tabs(model, "mine", officer);
        model.addAttribute("cadre", register.own(officer).orElse(null));
        return "integrity/kin-mine";
    }

    @GetMapping("/mine/new")
    String askOwn(@AuthenticationPrincipal Officer officer, Model model) {
        mustBeStaff(officer);
        model.addAttribute("form", KinForms.LinkForm.EMPTY);
        return ownForm(model);
    }

    @PostMapping("/mine")
    String declare(
            @ModelAttribute("form") KinForms.LinkForm form,
            BindingResult errors,
            OneTimeKey key,
            @AuthenticationPrincipal Officer officer,
            Model model,
            RedirectAttributes flash) {
        mustBeStaff(officer);
        var link = form.read(filings.relations(), errors);
        if (link == null) {
            return ownForm(model);
        }
        return "redirect:"
                + once.run(key, officer, () -> {
                    register.declareOwn(link, officer);
                    flash.addFlashAttribute("note", "已申报" + link.name() + "。涉及此人的申请由其他同事办理。");
                    return "/kin/mine";
                });
    }

    private String ownForm(Model model) {
        return ask(
                new Asked("link", "申报我的近亲属", "只申报正在领取或可能申请社会救助的近亲属；关系是他是您的什么人。", "申报", "/kin/mine", "/kin/mine"),
                model);
    }

    // --- shared

    private String ask(Asked asked, Model model) {
        model.addAttribute("asked", asked);
        model.addAttribute(
                "relations",
                filings.relations().stream()
                        .map(each -> new Choice(each.name(), each.words()))
                        .toList());
        return ASK;
    }

    private void places(Model model, Officer officer) {
        var kinds = Arrays.stream(PostKind.values())
                .filter(each -> each != PostKind.BUREAU_STAFF || officer.scope().district())
                .map(each -> new Choice(each.name(), each.words()))
                .toList();
        model.addAttribute("kinds", kinds);
        model.addAttribute("places", reach(officer));
    }

    private List<Choice> reach(Officer officer) {
        var choices = new ArrayList<Choice>();
        for (var township : places.townships()) {
            if (!officer.scope().sees(township.code(), null)) {
                continue;
            }
            choices.add(new Choice(township.code(), township.shortName()));
            for (var village : places.children(PlaceId.of(township.code()))) {
                if (village.openOn(today())) {
                    choices.add(new Choice(village.code(), places.fullName(village.id())));
                }
            }
        }
        return choices;
    }

    private List<String> codes(Officer officer) {
        return reach(officer).stream().map(Choice::value).toList();
    }

    private List<Choice> towns(Officer officer) {
        return places.townships().stream()
                .filter(each -> officer.scope().sees(each.code(), null))
                .map(each -> new Choice(each.code(), each.shortName()))
                .toList();
    }

    private @Nullable String township(String asked, Officer officer) {
        return towns(officer).stream()
                .map(Choice::value)
                .filter(asked::equals)
                .findFirst()
                .orElse(null);
    }

    private void tabs(Model model, String current, Officer officer) {
        var tabs = new ArrayList<Counter>();
        if (KinRegister.isFor(officer)) {
            tabs.add(Counter.of("备案的案件", register.countCases(null, officer), "/kin", current.equals("cases")));
            tabs.add(Counter.of(
                    "任职人员",
                    register.count(new KinRegister.Filter(null, null, false), officer),
                    "/kin/cadres",
                    current.equals("cadres")));
        }
        if (KinRegister.isStaff(officer)) {
            tabs.add(Counter.of(
                    "我的近亲属",
                    register.own(officer)
                            .map(each -> each.links().stream()
                                    .filter(link -> !link.ended())
                                    .count())
                            .orElse(0L),
                    "/kin/mine",
                    current.equals("mine")));
        }
        model.addAttribute("tabs", tabs);
        model.addAttribute("reader", KinRegister.isFor(officer));
    }

    private static void pages(
            Model model, String path, String town, int page, boolean more, @Nullable String w, boolean all) {
        model.addAttribute("previousUrl", page > 1 ? url(path, town, page - 1, w, all) : null);
        model.addAttribute("nextUrl", more ? url(path, town, page + 1, w, all) : null);
    }

    private static String url(String path, String town, int page, @Nullable String w, boolean all) {
        var to = UriComponentsBuilder.fromPath(path).queryParam("page", page);
        if (!town.isEmpty()) {
            to.queryParam("town", "{town}");
        }
        if (w != null) {
            to.queryParam("w", "{w}");
        }
        if (all) {
            to.queryParam("all", "true");
        }
        var values = new ArrayList<String>();
        if (!town.isEmpty()) {
            values.add(town);
        }
        if (w != null) {
            values.add(w);
        }
        return to.encode().buildAndExpand(values.toArray()).toUriString();
    }

    private static int offset(int page) {
        return (Math.min(Math.max(page, 1), 10_000) - 1) * SIZE;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static void mustRead(Officer officer) {
        if (!KinRegister.isFor(officer)) {
            throw new NoSuchElementException("no register for these posts");
        }
    }

    private static void mustEnter(Officer officer) {
        if (!KinRegister.enters(officer)) {
            throw new NotAllowed("近亲属备案由乡镇和区民政局经办人员登记");
        }
    }

    private static void mustBeStaff(Officer officer) {
        if (!KinRegister.isStaff(officer)) {
            throw new NoSuchElementException("no declaration for these posts");
        }
    }
}
