package cn.yimen.intake.web;

import cn.yimen.audit.Subject;
import cn.yimen.casefile.Channel;
import cn.yimen.document.Attachment;
import cn.yimen.document.Attachments;
import cn.yimen.household.Absence;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.Property;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.identity.Officer;
import cn.yimen.intake.Asset;
import cn.yimen.intake.Concerns;
import cn.yimen.intake.Condition;
import cn.yimen.intake.Draft;
import cn.yimen.intake.DraftContent;
import cn.yimen.intake.Intakes;
import cn.yimen.intake.MemberRead;
import cn.yimen.intake.Preview;
import cn.yimen.intake.Previews;
import cn.yimen.intake.Problem;
import cn.yimen.intake.Reading;
import cn.yimen.intake.Typed;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Fields;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.MapBindingResult;

/** 受理登记表的页面内容. */
@Component
class FormPage {

    static final String VIEW = "intake/form";

    private static final List<String> SINGLE_ROWS = List.of("row.", "mat.");

    private final Intakes intakes;
    private final Previews previews;
    private final Concerns concerns;
    private final Attachments attachments;
    private final Fields fields;

    FormPage(Intakes intakes, Previews previews, Concerns concerns, Attachments attachments, Fields fields) {
        this.intakes = intakes;
        this.previews = previews;
        this.concerns = concerns;
        this.attachments = attachments;
        this.fields = fields;
    }

    /** 汇总的一行. */
    record Wrong(String id, String words) {}

    /** 成员的一行, as text. */
    record MemberLine(
            MemberRead read,
            String sexAge,
            boolean open,
            boolean asking,
            @Nullable String problem) {}

    /** 义务人的一行. */
    record SupporterLine(
            String key,
            int no,
            Typed typed,
            boolean open,
            boolean asking,
            @Nullable String problem) {}

    /** 一类事项. */
    record Group(String words, List<Item> items) {}

    /**
     * 选了的事项.
     *
     * @param people for whom it may be; empty for the whole household
     */
    record Chosen(Item item, String person, List<Choice> people, String cause) {}

    /** 材料的一行. */
    record MaterialLine(
            Intakes.Wanted wanted,
            String state,
            List<Attachment> scans,
            @Nullable String problem) {

        public boolean window() {
            return wanted.source() == Material.Source.WINDOW;
        }
    }

    /** Everything the page shows. */
    void fill(Model model, Draft draft, List<Problem> problems, @Nullable String asking, Officer officer) {
        var content = draft.content();
        var reading = intakes.read(content);
        var preview = previews.of(reading);
        var form = proposed(content.form(), preview);
        model.addAttribute("draft", draft);
        model.addAttribute("tab", UUID.randomUUID().toString());
        model.addAttribute("me", officer);
        form(model, form, problems);
        rows(model, reading, problems, asking);
        model.addAttribute(
                "villages",
                intakes.villages(officer).stream()
                        .map(each -> new Choice(
                                each.code(), officer.scope().townships().size() > 1 ? each.name() : each.shortName()))
                        .toList());
        preview(model, reading, preview);
        needs(model, draft, reading.content().form(form), problems, officer);
        choices(model);
    }

    /** The preview alone, and what it changes elsewhere on the page. */
    void preview(Model model, Draft draft, DraftContent content, Officer officer) {
        var reading = intakes.read(content);
        var preview = previews.of(reading);
        var form = proposed(content.form(), preview);
        model.addAttribute("draft", draft);
        form(model, form, List.of());
        preview(model, reading, preview);
        needs(model, draft, content.form(form), List.of(), officer);
        model.addAttribute(
                "needsChanged",
                !new LinkedHashSet<>(form.all("needs"))
                        .equals(new LinkedHashSet<>(content.form().all("needs"))));
        model.addAttribute(
                "proposalChanged", !form.all("proposed").equals(content.form().all("proposed")));
        model.addAttribute("sayChanged", !form.raw("say").equals(content.form().raw("say")));
        model.addAttribute("part", true);
    }

    /** The rows of the members alone. */
    void rows(Model model, Draft draft, List<Problem> problems, @Nullable String asking) {
        model.addAttribute("draft", draft);
        form(model, draft.content().form(), problems);
        rows(model, intakes.read(draft.content()), problems, asking);
        choices(model);
        model.addAttribute("part", true);
    }

    private void preview(Model model, Reading reading, Preview preview) {
        model.addAttribute("preview", preview);
        model.addAttribute("concerns", concerns.of(reading));
        model.addAttribute("known", reading.content().known());
        model.addAttribute(
                "storyLength",
                reading.form()
                        .raw("story")
                        .codePointCount(0, reading.form().raw("story").length()));
    }

    /**
     * The proposal of the preview where the clerk has not decided otherwise (IN-4): what was added or taken away by hand
     * stays so, and the sentence stays as it was changed.
     */
    static Typed proposed(Typed form, Preview preview) {
        var before = form.all("proposed");
        var ticked = form.all("needs");
        var now = new LinkedHashSet<>(preview.items());
        before.stream().filter(each -> !ticked.contains(each)).forEach(now::remove);
        ticked.stream().filter(each -> !before.contains(each)).forEach(now::add);
        var filled = form.with("needs", List.copyOf(now)).with("proposed", preview.items());
        for (var person : preview.persons().entrySet()) {
            if (!filled.has("for." + person.getKey())) {
                filled = filled.with("for." + person.getKey(), person.getValue());
            }
        }
        if (!form.has("say") || form.raw("say").equals(form.raw("sayProposed"))) {
            filled = filled.with("say", preview.say()).with("sayProposed", preview.say());
        }
        return filled;
    }

    private void form(Model model, Typed form, List<Problem> problems) {
        var shown = PostedForm.shown(form);
        var errors = new MapBindingResult(shown, "form");
        for (var problem : problems) {
            if (SINGLE_ROWS.stream().noneMatch(problem.field()::startsWith)) {
                errors.rejectValue(problem.field(), "wrong", problem.words());
            } else {
                errors.reject("wrong", problem.words()); // shown in its row; the form has failed all the same
            }
        }
        model.addAttribute("form", shown);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        model.addAttribute(
                "wrong",
                problems.stream()
                        .map(each -> new Wrong(fields.id(each.field()), each.whole()))
                        .distinct()
                        .toList());
    }

    private void rows(Model model, Reading reading, List<Problem> problems, @Nullable String asking) {
        var today = reading.today();
        model.addAttribute(
                "members",
                reading.members().stream()
                        .map(each -> new MemberLine(
                                each,
                                each.sexAge(today),
                                each.key().equals(reading.content().edited()),
                                each.key().equals(asking),
                                problemOf(problems, "row." + each.key())))
                        .toList());
        var supporters = new ArrayList<SupporterLine>();
        for (var row : reading.content().supporters()) {
            supporters.add(new SupporterLine(
                    row.key(),
                    supporters.size() + 1,
                    row.typed(),
                    row.key().equals(reading.content().supporterEdited()),
                    row.key().equals(asking),
                    problemOf(problems, "row." + row.key())));
        }
        model.addAttribute("supporters", supporters);
        var removed = reading.content().removed();
        model.addAttribute(
                "removed",
                removed == null
                        ? null
                        : removed.supporter()
                                ? removed.row().typed().get("label")
                                : removed.row().typed().get("name"));
        model.addAttribute("removedSupporter", removed != null && removed.supporter());
        model.addAttribute(
                "bad", problems.stream().map(Problem::field).findFirst().orElse(""));
    }

    /** The list of materials alone. */
    void materials(Model model, Draft draft, Officer officer) {
        model.addAttribute("draft", draft);
        materials(model, draft, intakes.read(draft.content()), List.of(), officer);
    }

    private void materials(Model model, Draft draft, Reading reading, List<Problem> problems, Officer officer) {
        var scans = attachments.of(new Subject(Draft.SUBJECT, draft.id().toString()), officer).stream()
                .collect(Collectors.groupingBy(Attachment::material));
        model.addAttribute(
                "materials",
                intakes.materials(reading, officer).stream()
                        .map(each -> new MaterialLine(
                                each,
                                state(reading.form().get("mat." + each.code()), each, scans.containsKey(each.code())),
                                scans.getOrDefault(each.code(), List.of()),
                                problemOf(problems, "mat." + each.code())))
                        .sorted(Comparator.comparing(line -> line.wanted().shared()))
                        .toList());
    }

    private void needs(Model model, Draft draft, DraftContent content, List<Problem> problems, Officer officer) {
        var reading = intakes.read(content);
        var groups = new LinkedHashMap<String, List<Item>>();
        for (var item : intakes.items()) {
            groups.computeIfAbsent(item.category().words(), words -> new ArrayList<>())
                    .add(item);
        }
        model.addAttribute(
                "groups",
                groups.entrySet().stream()
                        .map(each -> new Group(each.getKey(), each.getValue()))
                        .toList());
        var people = reading.members().stream()
                .filter(each -> !each.name().isEmpty())
                .map(each -> new Choice(each.key(), each.name()))
                .toList();
        model.addAttribute(
                "chosen",
                intakes.chosen(reading).stream()
                        .map(item -> new Chosen(
                                item,
                                reading.personOf(item.code()).key(),
                                item.householdWide() ? List.of() : people,
                                reading.form().raw("cause." + item.code())))
                        .toList());
        materials(model, draft, reading, problems, officer);
    }

    private static String state(String typed, Intakes.Wanted wanted, boolean scanned) {
        if (typed.isEmpty() && scanned) {
            return "got";
        }
        return typed.isEmpty() && !wanted.when().isEmpty() ? "na" : typed;
    }

    private static @Nullable String problemOf(List<Problem> problems, String field) {
        return problems.stream()
                .filter(each -> each.field().equals(field))
                .map(Problem::words)
                .findFirst()
                .orElse(null);
    }

    private static void choices(Model model) {
        model.addAttribute("channels", choices(Channel.values(), Channel::words));
        model.addAttribute(
                "hukous",
                Map.of(
                                "RURAL_SAME", "农村，户籍与居住地一致",
                                "RURAL_SPLIT", "农村，人户分离",
                                "URBAN_SAME", "城镇，户籍与居住地一致",
                                "URBAN_SPLIT", "城镇，人户分离")
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> new Choice(each.getKey(), each.getValue()))
                        .toList());
        model.addAttribute(
                "relations",
                Arrays.stream(Relation.values())
                        .filter(each -> each != Relation.HEAD)
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        model.addAttribute(
                "idKinds",
                Arrays.stream(IdentityKind.values())
                        .filter(IdentityKind::permit)
                        .map(each -> new Choice(each.name(), each.label()))
                        .toList());
        model.addAttribute("conditions", choices(Condition.values(), Condition::words));
        model.addAttribute("disCategories", choices(Disability.Category.values(), Disability.Category::label));
        model.addAttribute(
                "disGrades",
                List.of(new Choice("1", "一级"), new Choice("2", "二级"), new Choice("3", "三级"), new Choice("4", "四级")));
        model.addAttribute(
                "studies", choices(StudyStage.values(), StudyStage::label).subList(1, StudyStage.values().length));
        model.addAttribute("absences", choices(Absence.values(), Absence::label).subList(1, Absence.values().length));
        model.addAttribute("selfCares", choices(SelfCareItem.values(), SelfCareItem::label));
        model.addAttribute(
                "employments",
                List.of(
                        new Choice("1", "在岗"),
                        new Choice("2", "灵活就业"),
                        new Choice("3", "外出务工"),
                        new Choice("4", "务农"),
                        new Choice("5", "登记失业"),
                        new Choice("6", "未登记失业"),
                        new Choice("7", "在校"),
                        new Choice("8", "离退休"),
                        new Choice("9", "无业（不能劳动）")));
        model.addAttribute(
                "abilities",
                List.of(
                        new Choice("1", "有"),
                        new Choice("2", "部分丧失"),
                        new Choice("3", "完全丧失"),
                        new Choice("4", "无（未成年、老年、在校）")));
        model.addAttribute("assetChoices", choices(Asset.values(), Asset::words));
        model.addAttribute(
                "vehicleUses",
                choices(Property.Use.values(), Property.Use::label).subList(1, Property.Use.values().length));
        model.addAttribute(
                "housings",
                List.of(
                        new Choice("SAFE", "安全住房"),
                        new Choice("C", "C 级危房"),
                        new Choice("D", "D 级危房"),
                        new Choice("NONE", "没有住房")));
        model.addAttribute("causes", choices(Emergency.Cause.values(), Emergency.Cause::label));
        model.addAttribute("assistances", choices(Assistance.values(), Assistance::label));
        model.addAttribute(
                "incapacities",
                choices(Supporter.Incapacity.values(), Supporter.Incapacity::label)
                        .subList(1, Supporter.Incapacity.values().length));
        model.addAttribute("yesNo", List.of(new Choice("true", "符合"), new Choice("false", "不符合")));
        model.addAttribute("supplies", List.of(new Choice("true", "集中供养"), new Choice("false", "分散供养")));
    }

    private static <E extends Enum<E>> List<Choice> choices(E[] all, Function<E, String> words) {
        return Arrays.stream(all)
                .map(each -> new Choice(each.name(), words.apply(each)))
                .toList();
    }

    /** The day, for pages that need nothing else. */
    LocalDate today() {
        return intakes.today();
    }

    static Optional<String> keyOf(String act, String verb) {
        return act.startsWith(verb + ":") ? Optional.of(act.substring(verb.length() + 1)) : Optional.empty();
    }
}
