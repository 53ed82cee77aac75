package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Channel;
import cn.yimen.casefile.Materials;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 受理登记 (IN-2…IN-5): the form as it is filled, step by step. */
@Service
@Transactional
public class Intakes {

    /** Items that look at a household's income and property (national-rules 6.3). */
    static final Set<String> MEANS_TESTED = Set.of("MZ-01", "MZ-02A", "MZ-05", "MZ-06");

    static final String TEMPORARY = "MZ-03";

    private final Drafts drafts;
    private final Lookups lookups;
    private final Receptions receptions;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Places places;
    private final AuditLog audit;
    private final Clock clock;

    Intakes(
            Drafts drafts,
            Lookups lookups,
            Receptions receptions,
            Catalogue catalogue,
            Materials materials,
            Places places,
            AuditLog audit,
            Clock clock) {
        this.drafts = drafts;
        this.lookups = lookups;
        this.receptions = receptions;
        this.catalogue = catalogue;
        this.materials = materials;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /** 新建受理 without a reception: for what came by another channel. */
    public DraftId create(Channel channel, Typed known, Officer by) {
        return drafts.create(by, channel, null, null, known);
    }

    /** The form, to be shown; the look is logged. */
    @Transactional(readOnly = true)
    public Draft open(DraftId id, Officer of) {
        var draft = drafts.get(id, of);
        if (!draft.content().blank()) {
            audit.opened(of, new Subject(Draft.SUBJECT, id.toString()), "受理登记表", "填写受理登记");
        }
        return draft;
    }

    /** What one button does to the content. */
    @FunctionalInterface
    public interface Step {
        Editing.Done of(DraftContent content, LocalDate today);
    }

    /** The draft after a step, and what was wrong with it; the typed is saved in any case. */
    public record Outcome(Draft draft, List<Problem> problems) {}

    /**
     * Saves what was typed and takes one step.
     *
     * @throws StaleDraft if another page or person saved in between; nothing was saved
     */
    public Outcome step(DraftId id, long version, String tab, Typed typed, Step step, Officer by) {
        var problems = new ArrayList<Problem>();
        var draft = drafts.edit(id, by, version, tab, content -> {
            var done = step.of(content.form(typed), today());
            problems.addAll(done.problems());
            return done.content();
        });
        named(draft, by);
        return new Outcome(draft, List.copyOf(problems));
    }

    /** Saves what was typed. */
    public Draft save(DraftId id, long version, String tab, Typed typed, Officer by) {
        return step(id, version, tab, typed, (content, today) -> Editing.Done.fine(content), by)
                .draft();
    }

    /** 带出: saves what was typed and fills in what is on record. */
    public Draft lookup(DraftId id, long version, String tab, Typed typed, Officer by) {
        var draft = drafts.edit(id, by, version, tab, content -> lookups.fill(content.form(typed), today(), by));
        named(draft, by);
        return draft;
    }

    private void named(Draft draft, Officer by) {
        var name = draft.content().form().get("name");
        if (draft.reception() != null
                && !name.isEmpty()
                && cn.yimen.kernel.TextInput.problem(name, 50, false) == null) {
            receptions.name(draft.reception(), name, by);
        }
    }

    public Reading read(DraftContent content) {
        return Reading.of(content, today());
    }

    /** All that is wrong with the form as it would be submitted. */
    @Transactional(readOnly = true)
    public List<Problem> problems(DraftContent content, Officer by) {
        var settled = Editing.settle(content, today());
        var reading = read(settled.content());
        var problems = new ArrayList<>(Check.all(
                reading,
                villageCodes(by),
                catalogue.items(today()).stream().map(Item::code).collect(Collectors.toSet()),
                reading.needs().stream().anyMatch(MEANS_TESTED::contains),
                reading.needs().contains(TEMPORARY),
                asked(reading, by)));
        settled.problems().stream()
                .filter(each ->
                        problems.stream().noneMatch(other -> other.field().equals(each.field())))
                .forEach(problems::add);
        return List.copyOf(problems);
    }

    /**
     * 要的材料: one line.
     *
     * @param forWords names of the items that ask for it
     * @param exempt why nobody brings it; empty if it is to be brought
     */
    public record Wanted(
            String code,
            String name,
            String how,
            String when,
            Material.Source source,
            List<String> items,
            String forWords,
            String exempt) {

        public boolean shared() {
            return !exempt.isEmpty();
        }
    }

    /** 材料: the union of what the chosen items require, less what the system holds or looks up (IN-5). */
    public List<Wanted> materials(Reading reading, Officer by) {
        var names = new LinkedHashMap<String, String>();
        chosen(reading).forEach(each -> names.put(each.code(), each.name()));
        var household = reading.content().known().get("household");
        var wanted = new ArrayList<Wanted>();
        for (var each : materials.required(
                names.keySet(), household.isEmpty() ? null : java.util.UUID.fromString(household), by)) {
            var material = each.material();
            var exempt = each.exemptBecause() == null ? "" : "部门核验，免交";
            // what was given before is for the clerk to judge: it may have run out
            var how = each.alreadyGiven() == null ? material.how() : each.alreadyGiven();
            wanted.add(new Wanted(
                    material.code(),
                    material.name(),
                    how,
                    material.when(),
                    material.source(),
                    each.items(),
                    String.join("、", each.items().stream().map(names::get).toList()),
                    exempt));
        }
        return wanted;
    }

    /** The items ticked that can be applied for today, in the order of the list. */
    public List<Item> chosen(Reading reading) {
        var needs = reading.needs();
        return catalogue.items(today()).stream()
                .filter(each -> needs.contains(each.code()))
                .toList();
    }

    public List<Item> items() {
        return catalogue.items(today());
    }

    private LinkedHashMap<String, String> asked(Reading reading, Officer by) {
        var asked = new LinkedHashMap<String, String>();
        for (var material : materials(reading, by)) {
            if (!material.shared() && material.when().isEmpty()) {
                asked.put(material.code(), material.name());
            }
        }
        return asked;
    }

    private Set<String> villageCodes(Officer by) {
        return villages(by).stream().map(each -> each.id().code()).collect(Collectors.toSet());
    }

    /** The villages of the officer's townships that are there today. */
    public List<cn.yimen.district.Place> villages(Officer by) {
        var found = new ArrayList<cn.yimen.district.Place>();
        for (var township : by.scope().townships()) {
            places.children(PlaceId.of(township)).stream()
                    .filter(each -> each.openOn(today()))
                    .forEach(found::add);
        }
        return found;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }
}
