package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.MaterialState;
import cn.yimen.casefile.OpenCase;
import cn.yimen.casefile.OpenedCase;
import cn.yimen.district.PlaceId;
import cn.yimen.document.Attachments;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.Health;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.Income;
import cn.yimen.household.LivesElsewhere;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.Supporter;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.PhoneInput;
import cn.yimen.kernel.ResidentId;
import cn.yimen.policy.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 提交 (IN-6, IN-8): one transaction makes of a form its people, household, case, matters, limits, determination and the
 * answer of the reception, or nothing at all.
 */
@Service
@Transactional
public class Submissions {

    private final Intakes intakes;
    private final Drafts drafts;
    private final Previews previews;
    private final Persons persons;
    private final Households households;
    private final Cases cases;
    private final Receptions receptions;
    private final Appointments appointments;
    private final Attachments attachments;
    private final AuditLog audit;
    private final JdbcClient jdbc;

    Submissions(
            Intakes intakes,
            Drafts drafts,
            Previews previews,
            Persons persons,
            Households households,
            Cases cases,
            Receptions receptions,
            Appointments appointments,
            Attachments attachments,
            AuditLog audit,
            JdbcClient jdbc) {
        this.intakes = intakes;
        this.drafts = drafts;
        this.previews = previews;
        this.persons = persons;
        this.households = households;
        this.cases = cases;
        this.receptions = receptions;
        this.appointments = appointments;
        this.attachments = attachments;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** 不能提交: what must be put right first; nothing was stored. */
    public static class Refused extends RuntimeException {

        private final transient List<Problem> problems;

        Refused(List<Problem> problems) {
            super("the form is not complete");
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * 受理: submits the form as it is saved. A form that was submitted before gives its case again.
     *
     * @throws Refused with everything that is wrong
     * @throws cn.yimen.casefile.DuplicateMatter if an item is open for the same person or household
     * @throws IllegalStateException if another window registered one of the people at the same moment; to be tried again
     */
    public UUID submit(DraftId id, Officer by) {
        // the row is locked: a second browser waits here and then finds it submitted
        var draft = drafts.locked(id, by);
        if (draft.caseId() != null) {
            return draft.caseId();
        }
        if (!draft.heldBy(by.id())) {
            throw new cn.yimen.pages.NotAllowed("本件由" + drafts.name(draft.holder()) + "填写。要由您提交，请先接手");
        }
        var problems = intakes.problems(draft.content(), by);
        if (!problems.isEmpty()) {
            throw new Refused(problems);
        }
        var reading =
                intakes.read(Editing.settle(draft.content(), intakes.today()).content());
        var village = PlaceId.of(reading.form().get("village"));
        var people = register(reading, village, by);
        var household = household(reading, village, people, by);
        var opened = cases.open(application(draft, reading, village, household, people, by), by);
        attachments.move(subject(draft), new Subject("case", opened.caseId().toString()), by);
        draft(draft, opened, reading, by);
        return opened.caseId().id();
    }

    private void draft(Draft draft, OpenedCase opened, Reading reading, Officer by) {
        drafts.submitted(draft.id(), opened.caseId().id());
        if (draft.reception() != null) {
            var missing = reading.form().values().entrySet().stream()
                    .anyMatch(each ->
                            each.getKey().startsWith("mat.") && each.getValue().contains("later"));
            receptions.answerWithForm(
                    draft.reception(),
                    missing ? Answer.MATERIALS_MISSING : Answer.ACCEPTED,
                    reading.form().get("say"),
                    by);
        }
        if (draft.appointment() != null) {
            appointments.accepted(draft.appointment(), by);
        }
        audit.changed(by, "提交受理登记", subject(draft), "");
    }

    private static Subject subject(Draft draft) {
        return new Subject(Draft.SUBJECT, draft.id().toString());
    }

    /** The people by the key of their row. */
    private Map<String, PersonId> register(Reading reading, PlaceId village, Officer by) {
        var members = List.copyOf(reading.members());
        var ids = persons.obtain(
                members.stream().map(member -> person(member, reading)).toList(), village, by);
        var people = new LinkedHashMap<String, PersonId>();
        for (var n = 0; n < members.size(); n++) {
            people.put(members.get(n).key(), ids.get(n));
        }
        return people;
    }

    private PersonDetails person(MemberRead member, Reading reading) {
        var id = member.id();
        var typed = member.typed();
        var number = member.number();
        var details = number != null
                ? id != null && member.identityKind() == IdentityKind.RESIDENT
                        ? PersonDetails.of(member.name(), id)
                        : PersonDetails.permit(
                                member.name(), member.identityKind(), number, member.sex(), member.birth())
                : PersonDetails.withoutNumber(member.name(), member.sex(), member.birth(), member.noNumberReason());
        details = details.health(health(member))
                .codes(null, null, null, code(typed.get("employment")), code(typed.get("ability")));
        if (member.self()) {
            var form = reading.form();
            details = details.phone(PhoneInput.parse(form.get("phone")))
                    .hukou(
                            null,
                            form.has("hukouPlace") ? form.get("hukouPlace") : null,
                            form.get("hukou").startsWith("URBAN") ? Area.URBAN : Area.RURAL);
        }
        return details;
    }

    private Health health(MemberRead member) {
        var typed = member.typed();
        var failed = member.failedSelfCare();
        var chronic =
                member.condition().filter(each -> each == Condition.CHRONIC).isPresent();
        if (member.disabilities().isEmpty()
                && !member.seriouslyIll()
                && !typed.has("illness")
                && failed == null
                && !chronic) {
            return Health.UNKNOWN;
        }
        return new Health(
                !member.disabilities().isEmpty() ? "60" : chronic ? "30" : null,
                typed.has("illness") ? typed.get("illness") : null,
                member.seriouslyIll(),
                member.disabilities(),
                null,
                failed == null ? null : new LinkedHashSet<SelfCareItem>(failed),
                failed == null ? null : intakes.today());
    }

    private static @Nullable String code(String typed) {
        return typed.matches("[1-9]") ? typed : null;
    }

    private HouseholdId household(Reading reading, PlaceId village, Map<String, PersonId> people, Officer by) {
        var applicant = person(people, DraftContent.SELF);
        var existing = households.of(applicant, by).map(id -> households.get(id, by));
        var details = details(reading, village, people, existing.map(view -> view.details()));
        try {
            if (existing.isEmpty()) {
                return households.register(details, by);
            }
            households.save(existing.get().id(), existing.get().version(), details, by);
            return existing.get().id();
        } catch (LivesElsewhere elsewhere) {
            var member = reading.members().stream()
                    .filter(each -> person(people, each.key()).equals(elsewhere.person()))
                    .findFirst()
                    .orElse(reading.applicant());
            throw new Refused(List.of(new Problem(
                    member.self() ? "idno" : "row." + member.key(),
                    "登记在%s另一户家里。一起生活的，先在那一户办迁出；不在一起住的，在「修改」里勾上「不在一起住」".formatted(elsewhere.townshipName()),
                    member.who())));
        }
    }

    private HouseholdDetails details(
            Reading reading, PlaceId village, Map<String, PersonId> people, Optional<HouseholdDetails> before) {
        var members = new ArrayList<MemberPart>();
        for (var member : reading.members()) {
            members.add(part(member, reading, people, before));
        }
        // who is on the register already and was not listed this time stays on it
        before.ifPresent(known -> known.members().stream()
                .filter(each -> !people.containsValue(each.person()))
                .forEach(members::add));
        var facts = reading.facts(previews.area(village.code(), intakes.today()), Assistance.NONE);
        var address = reading.form().get("houseNo");
        return new HouseholdDetails(
                village,
                address.isEmpty() && before.isPresent() ? before.get().address() : address,
                facts.incomesDeclared()
                        || before.map(HouseholdDetails::incomesDeclared).orElse(false),
                facts.propertiesDeclared()
                        || before.map(HouseholdDetails::propertiesDeclared).orElse(false),
                facts.supportersDeclared()
                        || before.map(HouseholdDetails::supportersDeclared).orElse(false),
                before.map(HouseholdDetails::assistance).orElse(Assistance.NONE),
                before.map(HouseholdDetails::remark).orElse(null),
                members,
                facts.incomesDeclared()
                        ? incomes(facts.incomes(), people, before)
                        : before.map(HouseholdDetails::incomes).orElse(List.of()),
                facts.propertiesDeclared()
                        ? properties(facts.properties(), before)
                        : before.map(HouseholdDetails::properties).orElse(List.of()),
                facts.expenses().isEmpty()
                        ? before.map(HouseholdDetails::expenses).orElse(List.of())
                        : expenses(facts.expenses(), people, before, reading),
                facts.supportersDeclared()
                        ? supporters(facts.supporters(), people, reading, before)
                        : before.map(HouseholdDetails::supporters).orElse(List.of()));
    }

    private static MemberPart part(
            MemberRead member, Reading reading, Map<String, PersonId> people, Optional<HouseholdDetails> before) {
        var person = person(people, member.key());
        var known = before.flatMap(details -> details.members().stream()
                .filter(each -> each.person().equals(person))
                .findFirst());
        var typed = member.typed();
        return new MemberPart(
                known.map(MemberPart::id).orElse(null),
                person,
                member.self()
                        ? known.map(MemberPart::relation).orElse("01")
                        : known.filter(each -> Relation.ofCode(each.relation()) == member.relation())
                                .map(MemberPart::relation)
                                .orElse(member.relationCode(reading.applicant().sex())),
                typed.has("included") && typed.has("includedWhy")
                        ? Boolean.valueOf(typed.ticked("included"))
                        : known.map(MemberPart::included).orElse(null),
                known.map(MemberPart::includedCode).orElse(null),
                typed.has("includedWhy")
                        ? typed.get("includedWhy")
                        : known.map(MemberPart::includedWhy).orElse(null),
                member.absence(),
                !typed.ticked("apart"),
                typed.ticked("independent"),
                member.study(reading.today()),
                typed.has("school") ? typed.get("school") : null,
                typed.ticked("singleParent"),
                member.institutional(),
                typed.ticked("orphan"),
                known.map(MemberPart::otherSingle).orElse(false),
                known.map(MemberPart::jobRefusals).orElse(List.of()));
    }

    private static List<IncomePart> incomes(
            List<Income> declared, Map<String, PersonId> people, Optional<HouseholdDetails> before) {
        var known = before.map(HouseholdDetails::incomes).orElse(List.of());
        var taken = new HashSet<UUID>();
        return OnRecord.incomes(declared, known, people, income -> {
            var person = income.member() == null ? null : person(people, income.member());
            return new IncomePart(
                    id(
                            known,
                            IncomePart::id,
                            taken,
                            each -> each.item() == income.item() && Objects.equals(each.person(), person)),
                    person,
                    income.item(),
                    income.amount(),
                    "受理登记申报",
                    null,
                    null,
                    income.per(),
                    income.months(),
                    income.cost(),
                    income.method(),
                    income.confirmed(),
                    income.localMinimumWage(),
                    null);
        });
    }

    private static List<PropertyPart> properties(
            List<cn.yimen.household.Property> declared, Optional<HouseholdDetails> before) {
        var known = before.map(HouseholdDetails::properties).orElse(List.of());
        var taken = new HashSet<UUID>();
        return OnRecord.properties(declared, known, property -> {
            var id = id(known, PropertyPart::id, taken, each -> each.kind() == property.kind());
            return new PropertyPart(
                    id,
                    known.stream()
                            .filter(each -> id != null && id.equals(each.id()))
                            .map(PropertyPart::owner)
                            .findFirst()
                            .orElse(null),
                    property.kind(),
                    property.value(),
                    "受理登记申报",
                    null,
                    null,
                    property.use(),
                    property.floorArea(),
                    property.onlyDwelling(),
                    property.homestead(),
                    property.exempted(),
                    null);
        });
    }

    /** The row on record this one takes the place of, so that its history goes on. */
    private static <T> @Nullable UUID id(
            List<T> known, Function<T, @Nullable UUID> id, Set<UUID> taken, Predicate<T> like) {
        return known.stream()
                .filter(like)
                .map(id)
                .filter(each -> each != null && taken.add(each))
                .findFirst()
                .orElse(null);
    }

    private static List<ExpensePart> expenses(
            List<Expense> declared, Map<String, PersonId> people, Optional<HouseholdDetails> before, Reading reading) {
        // what was not asked about this time stays as it is on record
        var parts = new ArrayList<ExpensePart>(before.map(HouseholdDetails::expenses).orElse(List.of()).stream()
                .filter(each -> declared.stream().noneMatch(expense -> expense.kind() == each.kind()))
                .toList());
        for (var expense : declared) {
            var known = before.flatMap(details -> details.expenses().stream()
                    .filter(each -> each.kind() == expense.kind()
                            && parts.stream().noneMatch(part -> java.util.Objects.equals(part.id(), each.id())))
                    .findFirst());
            var bills = reading.money(expense.kind() == ExpenseKind.EDUCATION ? "eduBills" : "medicalBills");
            parts.add(new ExpensePart(
                    known.map(ExpensePart::id).orElse(null),
                    expense.member() == null ? null : person(people, expense.member()),
                    expense.kind(),
                    expense.amount(),
                    bills.isPresent() && expense.kind() != ExpenseKind.REHABILITATION ? "票据" : "受理登记申报",
                    null,
                    null,
                    expense.aided(),
                    expense.proved(),
                    null));
        }
        return parts;
    }

    private static List<SupporterPart> supporters(
            List<Supporter> declared,
            Map<String, PersonId> people,
            Reading reading,
            Optional<HouseholdDetails> before) {
        var parts = new ArrayList<SupporterPart>();
        for (var supporter : declared) {
            var typed = reading.content()
                    .supporter(supporter.key())
                    .map(DraftContent.Row::typed)
                    .orElse(Typed.EMPTY);
            var supports = new LinkedHashSet<PersonId>();
            supporter.supports().forEach(key -> supports.add(person(people, key)));
            parts.add(new SupporterPart(
                    null,
                    supporter.label(),
                    contact(typed, supporter, before),
                    supports,
                    supporter.supported(),
                    supporter.householdSize(),
                    supporter.monthlyIncome(),
                    supporter.monthlyIncome() == null ? null : "受理登记申报",
                    null,
                    null,
                    supporter.area(),
                    supporter.localMonthlyStandard(),
                    supporter.agreedMonthly(),
                    supporter.actualMonthly(),
                    supporter.assistance(),
                    supporter.birthDate(),
                    supporter.incapacity(),
                    supporter.propertyWithinLimits()));
        }
        return parts;
    }

    /** What was known of him before and was not asked again stays. */
    private static HouseholdDetails.Contact contact(
            Typed typed, Supporter supporter, Optional<HouseholdDetails> before) {
        var name = typed.has("name") ? typed.get("name") : null;
        var number = MemberRead.number(typed.get("idno"));
        var known = before.flatMap(details -> details.supporters().stream()
                        .filter(each -> name != null
                                && name.equals(each.contact().name())
                                && supporter.label().equals(each.label()))
                        .findFirst())
                .map(SupporterPart::contact);
        return new HouseholdDetails.Contact(
                name,
                number != null
                        ? number.value()
                        : known.map(HouseholdDetails.Contact::identityNumber).orElse(null),
                known.map(HouseholdDetails.Contact::phone).orElse(null),
                known.map(HouseholdDetails.Contact::address).orElse(null),
                supporter.disabilities());
    }

    private OpenCase application(
            Draft draft,
            Reading reading,
            PlaceId village,
            HouseholdId household,
            Map<String, PersonId> people,
            Officer by) {
        var form = reading.form();
        var wanted = new ArrayList<OpenCase.Wanted>();
        for (Item item : intakes.chosen(reading)) {
            var who = item.householdWide() ? reading.applicant() : reading.personOf(item.code());
            wanted.add(new OpenCase.Wanted(
                    item.code(),
                    person(people, who.key()).id(),
                    who.name(),
                    item.repeatable() && form.has("cause." + item.code()) ? form.get("cause." + item.code()) : null));
        }
        return new OpenCase(
                household.id(),
                person(people, DraftContent.SELF).id(),
                reading.applicant().name(),
                reading.members().size(),
                village.township(),
                village,
                draft.channel(),
                agent(form),
                form.ticked("kin") ? form.get("kinWho") : null,
                form.get("story"),
                PhoneInput.parse(form.get("phone")),
                draft.firstContactAt(),
                draft.reception() == null ? null : draft.reception().id(),
                wanted,
                materials(draft, reading, by),
                previews.of(reading).assessment());
    }

    private static OpenCase.@Nullable Agent agent(Typed form) {
        return form.ticked("agent")
                ? new OpenCase.Agent(
                        form.get("agentName"),
                        ResidentId.parse(form.get("agentIdno")).value(),
                        form.has("agentPhone") ? PhoneInput.parse(form.get("agentPhone")) : null,
                        form.get("agentRelation"),
                        form.get("agentWhy"))
                : null;
    }

    private List<OpenCase.Handed> materials(Draft draft, Reading reading, Officer by) {
        var scans = new HashMap<String, UUID>();
        attachments.of(subject(draft), by).forEach(each -> scans.putIfAbsent(each.material(), each.id()));
        var handed = new ArrayList<OpenCase.Handed>();
        for (var material : intakes.materials(reading, by)) {
            var state = material.shared() ? "shared" : reading.form().get("mat." + material.code());
            switch (state) {
                case "got" ->
                    handed.add(new OpenCase.Handed(
                            material.code(),
                            material.name(),
                            material.items(),
                            MaterialState.RECEIVED,
                            null,
                            scans.get(material.code())));
                case "later" ->
                    handed.add(new OpenCase.Handed(
                            material.code(), material.name(), material.items(), MaterialState.MISSING, null, null));
                case "shared" ->
                    handed.add(new OpenCase.Handed(
                            material.code(),
                            material.name(),
                            material.items(),
                            MaterialState.EXEMPT,
                            material.exempt(),
                            null));
                default -> {} // wanted in other cases only
            }
        }
        return handed;
    }

    private static PersonId person(Map<String, PersonId> people, String key) {
        return java.util.Objects.requireNonNull(people.get(key));
    }
}
