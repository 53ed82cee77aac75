package cn.yimen.household.web;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.household.PersonHit;
import cn.yimen.household.PersonSearch;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.SearchWords;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 查找页 (HH-8): the word is posted and answered under an opaque key; hints come while typing. */
@Controller
@PreAuthorize(HouseholdWeb.MAY_READ)
class SearchController {

    private static final int HINTS = 8;
    private static final int HITS = 50;

    private final PersonSearch search;
    private final Persons persons;
    private final SearchWords words;
    private final AuditLog audit;

    SearchController(PersonSearch search, Persons persons, SearchWords words, AuditLog audit) {
        this.search = search;
        this.persons = persons;
        this.words = words;
        this.audit = audit;
    }

    @GetMapping("/search")
    String box() {
        return "household/search";
    }

    @PostMapping("/search")
    String find(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Officer officer) {
        var word = q.strip();
        if (word.isEmpty() || word.length() > 200) {
            return "redirect:/search";
        }
        if (ResidentId.problem(word) == null) { // a whole number leads straight to the person
            var person = persons.byResidentId(ResidentId.parse(word), officer);
            if (person.isPresent()) {
                var household = person.get().household();
                return "redirect:"
                        + (household == null ? "/persons/" + person.get().id() : "/households/" + household);
            }
        }
        return "redirect:/search/" + words.keep(word.replace("\0", ""), officer);
    }

    @GetMapping("/search/{key}")
    String hits(@PathVariable String key, @AuthenticationPrincipal Officer officer, Model model) {
        var word = words.find(key, officer).orElseThrow(() -> new NoSuchElementException("no such search"));
        var hits = search.find(word, officer, HITS + 1);
        model.addAttribute("word", word);
        model.addAttribute("more", hits.size() > HITS);
        model.addAttribute("hits", hits.size() > HITS ? hits.subList(0, HITS) : hits);
        if (hits.isEmpty() && ResidentId.problem(word) == null) {
            persons.existsElsewhere(ResidentId.parse(word), officer)
                    .ifPresent(elsewhere -> model.addAttribute("elsewhere", elsewhere));
        }
        log(hits, key, officer);
        return "household/search";
    }

    /** The hints under the box; the word travels in the body, never in an address. */
    @PostMapping("/search/hints")
    String hints(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String top,
            @AuthenticationPrincipal Officer officer,
            Model model) {
        var word = q.strip();
        // one letter or digit says too little; one Chinese character is a surname
        var enough = word.length() > 1 || word.codePoints().anyMatch(Character::isIdeographic);
        var hits = enough ? search.find(word, officer, HINTS + 1) : List.<PersonHit>of();
        model.addAttribute("asked", enough);
        model.addAttribute("more", hits.size() > HINTS);
        model.addAttribute("hits", hits.size() > HINTS ? hits.subList(0, HINTS) : hits);
        log(hits, "hints", officer);
        return top.isEmpty() ? "household/search :: hints" : "household/parts :: menu";
    }

    private void log(List<PersonHit> hits, String key, Officer officer) {
        if (!hits.isEmpty()) {
            audit.opened(officer, new Subject("search", key), "姓名、遮盖的证件号，%d 人".formatted(hits.size()), "查找");
        }
    }
}
