package cn.yimen.intake;

import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 读表: what a form means as far as it can be understood, for the preview (EL-4) and the submission. What cannot be
 * understood is left out here; {@link Check} tells the clerk about it.
 */
public final class Reading {

    private final DraftContent content;
    private final LocalDate today;
    private final List<MemberRead> members;

    private Reading(DraftContent content, LocalDate today) {
        this.content = content;
        this.today = today;
        var read = new ArrayList<MemberRead>();
        for (var row : content.members()) {
            var typed = row.typed();
            if (row.key().equals(DraftContent.SELF)) {
                typed = typed.and(applicant(content.form()));
            }
            read.add(MemberRead.of(row.key(), read.size() + 1, typed, today));
        }
        this.members = List.copyOf(read);
    }

    public static Reading of(DraftContent content, LocalDate today) {
        return new Reading(content, today);
    }

    /** The fields of the applicant that stand in the first panel. */
    private static Typed applicant(Typed form) {
        var own = Typed.EMPTY;
        for (var name : List.of("name", "idKind", "idno", "noId", "birth", "sex")) {
            own = own.with(name, form.all(name));
        }
        return own;
    }

    public Typed form() {
        return content.form();
    }

    public DraftContent content() {
        return content;
    }

    public LocalDate today() {
        return today;
    }

    /** The applicant first. */
    public List<MemberRead> members() {
        return members;
    }

    public MemberRead applicant() {
        return members.get(0);
    }

    /** The members whose rows can be counted: those of whom at least the birth date is known. */
    public Optional<MemberRead> member(String key) {
        return members.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    public Set<Asset> assets() {
        var ticked = EnumSet.noneOf(Asset.class);
        form().all("assets").forEach(each -> MemberRead.one(Asset.class, each).ifPresent(ticked::add));
        return ticked;
    }

    public List<String> needs() {
        return form().all("needs").stream().distinct().toList();
    }

    /** For whom an item is asked: the member chosen, else the applicant. */
    public MemberRead personOf(String item) {
        return member(form().get("for." + item)).orElse(applicant());
    }

    Optional<YuanInput> money(String field) {
        return MemberRead.money(form().get(field));
    }

    /** Monthly incomes of all members together. */
    Money memberIncomes() {
        var sum = Money.ZERO;
        for (var member : members) {
            sum = sum.plus(member.income().map(YuanInput::amount).orElse(Money.ZERO));
        }
        return sum;
    }

    boolean anyMemberIncome() {
        return members.stream().anyMatch(each -> each.income().isPresent());
    }

    boolean incomesAsked() {
        return anyMemberIncome()
                || List.of("wage", "business", "assetIncome", "pension", "transfer", "basicPension", "exempt").stream()
                        .anyMatch(each -> money(each).isPresent());
    }

    /**
     * 家庭情况 for the means test.
     *
     * @param area of the village; none while it is unknown
     */
    public HouseholdFacts facts(@Nullable Area area, Assistance current) {
        var facts = HouseholdFacts.on(today, area);
        var labels = labels();
        for (var member : members) {
            facts.member(member(member, labels.getOrDefault(member.key(), "成员")));
        }
        incomes(facts);
        expenses(facts);
        properties(facts);
        supporters(facts);
        facts.declared(
                incomesAsked(), !assets().isEmpty(), !content.supporters().isEmpty() || form().ticked("noSupporters"));
        facts.emergency(emergency());
        facts.current(current);
        return facts.build();
    }

    /** How the explanation calls each: 本人、配偶、子女, and 子女二 where there are several. */
    public Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        var count = new HashMap<String, Integer>();
        for (var member : members) {
            var base = member.relation() == null ? "成员" : relationWord(member);
            int n = count.merge(base, 1, Integer::sum);
            labels.put(member.key(), n == 1 ? base : base + n);
        }
        return labels;
    }

    private static String relationWord(MemberRead member) {
        if (member.relation() == Relation.CHILD) {
            return switch (member.sex()) {
                case MALE -> "子";
                case FEMALE -> "女";
                default -> "子女";
            };
        }
        if (member.relation() == Relation.PARENT) {
            return switch (member.sex()) {
                case MALE -> "父";
                case FEMALE -> "母";
                default -> "父母";
            };
        }
        return member.relationWords();
    }

    private Member.Builder member(MemberRead read, String label) {
        var typed = read.typed();
        var member = Member.of(read.key(), label, read.relation() == null ? Relation.OTHER_KIN : read.relation())
                .born(read.birth())
                .absent(read.absence())
                .livesTogether(!typed.ticked("apart"))
                .independent(typed.ticked("independent"))
                .disabilities(read.disabilities())
                .seriouslyIll(read.seriouslyIll())
                .studying(read.study(today))
                .ofSingleParent(typed.ticked("singleParent"))
                .failing(read.failedSelfCare())
                .institutional(read.institutional())
                .orphanBenefit(typed.ticked("orphan"));
        if (typed.has("included") && typed.has("includedWhy")) {
            member.decided(typed.ticked("included"), typed.get("includedWhy"));
        }
        return member;
    }

    private void incomes(HouseholdFacts.Builder facts) {
        var wages = new ArrayList<Income>();
        for (var member : members) {
            member.income()
                    .filter(each -> each.amount().signum() > 0)
                    .ifPresent(each -> wages.add(Income.yearly(
                            "wage-" + member.key(), member.key(), wageItem(member), each.yearlyOfMonthly())));
            var months = member.typed().get("migrantMonths");
            if (months.matches("[1-9]|1[0-2]") && member.income().isEmpty()) {
                wages.add(Income.estimated(
                        "migrant-" + member.key(), member.key(), Integer.parseInt(months), null, false));
            }
        }
        if (wages.isEmpty()) {
            money("wage")
                    .filter(each -> each.amount().signum() > 0)
                    .ifPresent(each -> wages.add(
                            Income.yearly("wage", DraftContent.SELF, IncomeItem.WAGES, each.yearlyOfMonthly())));
        }
        var cost = money("jobCost").map(YuanInput::yearlyOfMonthly).orElse(Money.ZERO);
        for (int i = 0; i < wages.size(); i++) {
            // the cost of earning belongs to the largest wage; the engine caps it there
            facts.income(i == largest(wages) && cost.signum() > 0 ? wages.get(i).withCost(cost) : wages.get(i));
        }
        income(facts, "business", IncomeItem.FARMING);
        income(facts, "assetIncome", IncomeItem.LAND_TRANSFER);
        income(facts, "pension", IncomeItem.ACCOUNT_PENSION);
        income(facts, "transfer", IncomeItem.GIFT);
        income(facts, "basicPension", IncomeItem.BASIC_PENSION);
        income(facts, "exempt", IncomeItem.OTHER_EXEMPT);
    }

    private static int largest(List<Income> wages) {
        int found = 0;
        for (int i = 1; i < wages.size(); i++) {
            var one = wages.get(i).amount();
            var best = wages.get(found).amount();
            if (one != null && (best == null || one.compareTo(best) > 0)) {
                found = i;
            }
        }
        return found;
    }

    static IncomeItem wageItem(MemberRead member) {
        return switch (member.typed().get("employment")) {
            case "2" -> IncomeItem.CASUAL_WORK;
            case "3" -> IncomeItem.MIGRANT_WORK;
            case "4" -> IncomeItem.FARMING;
            case "8" -> IncomeItem.EMPLOYEE_PENSION;
            default -> IncomeItem.WAGES;
        };
    }

    private void income(HouseholdFacts.Builder facts, String field, IncomeItem item) {
        money(field)
                .filter(each -> each.amount().signum() > 0)
                .ifPresent(each -> facts.income(Income.yearly(field, null, item, each.yearlyOfMonthly())));
    }

    private void expenses(HouseholdFacts.Builder facts) {
        expense(facts, "medical", ExpenseKind.MEDICAL, null);
        expense(facts, "edu", ExpenseKind.EDUCATION, student());
        expense(facts, "rehab", ExpenseKind.REHABILITATION, null);
    }

    private void expense(HouseholdFacts.Builder facts, String field, ExpenseKind kind, @Nullable String member) {
        money(field)
                .filter(each -> each.amount().signum() > 0)
                .ifPresent(each -> facts.expense(Expense.proved(field, member, kind, each.yearlyOfMonthly())));
    }

    /** Whose schooling costs: the one in the highest stage. */
    @Nullable
    String student() {
        MemberRead found = null;
        for (var member : members) {
            if (member.study(today) != StudyStage.NONE
                    && (found == null || member.study(today).compareTo(found.study(today)) > 0)) {
                found = member;
            }
        }
        return found == null ? null : found.key();
    }

    private void properties(HouseholdFacts.Builder facts) {
        var ticked = assets();
        if (ticked.contains(Asset.VEHICLE)) {
            facts.property(Property.vehicle("vehicle", null, vehicleUse()));
        }
        if (ticked.contains(Asset.HOUSES)) {
            int houses = houses();
            var area = houseArea();
            for (int i = 1; i <= houses; i++) {
                facts.property(Property.house("house" + i, null, area == null ? null : area / houses, false));
            }
        }
        if (ticked.contains(Asset.SHOP)) {
            facts.property(Property.of("shop", null, PropertyKind.NON_RESIDENTIAL));
        }
        if (ticked.contains(Asset.BUSINESS)) {
            facts.property(Property.of("company", null, PropertyKind.COMPANY_EQUITY));
        }
        money("finance")
                .filter(each -> each.amount().signum() > 0)
                .ifPresent(each ->
                        facts.property(Property.financial("finance", null, PropertyKind.CASH_DEPOSIT, each.amount())));
    }

    Property.Use vehicleUse() {
        return MemberRead.one(Property.Use.class, form().get("vehicleUse"))
                .filter(each -> each != Property.Use.NONE)
                .orElse(Property.Use.PRIVATE_CAR);
    }

    int houses() {
        var typed = form().get("houses");
        return typed.matches("[2-9]|[1-4][0-9]") ? Integer.parseInt(typed) : 2;
    }

    /** Building area of all houses in hundredths of a square metre; nothing if it was not told. */
    @Nullable
    Integer houseArea() {
        var typed = form().get("houseArea");
        return typed.matches("\\d{1,5}(\\.\\d{1,2})?")
                ? new java.math.BigDecimal(typed).movePointRight(2).intValueExact()
                : null;
    }

    private void supporters(HouseholdFacts.Builder facts) {
        var supported = supportedKeys();
        for (var row : content.supporters()) {
            var typed = row.typed();
            facts.supporter(Supporter.of(row.key(), typed.get("label"), supported.toArray(String[]::new))
                    .supported(count(typed.get("supported"), supported.size()))
                    .family(
                            count(typed.get("size"), 1),
                            MemberRead.money(typed.get("income"))
                                    .map(YuanInput::amount)
                                    .orElse(null),
                            null)
                    .agreedMonthly(MemberRead.money(typed.get("agreed"))
                            .map(YuanInput::amount)
                            .orElse(null))
                    .actualMonthly(MemberRead.money(typed.get("actual"))
                            .map(YuanInput::amount)
                            .orElse(null))
                    .assistance(MemberRead.one(Assistance.class, typed.get("assistance"))
                            .orElse(Assistance.NONE))
                    .born(bornOf(typed))
                    .disabled(disability(typed))
                    .incapacity(MemberRead.one(Supporter.Incapacity.class, typed.get("incapacity"))
                            .orElse(Supporter.Incapacity.NONE))
                    .propertyWithinLimits(
                            switch (typed.get("propertyOk")) {
                                case "true" -> true;
                                case "false" -> false;
                                default -> null;
                            })
                    .build());
        }
    }

    static Disability[] disability(Typed typed) {
        return MemberRead.of("s", 0, typed, LocalDate.EPOCH).disabilities().toArray(Disability[]::new);
    }

    /** Whom those who live apart owe support: the applicant and the spouse. */
    List<String> supportedKeys() {
        return members.stream()
                .filter(each -> each.self() || each.relation() == Relation.SPOUSE)
                .map(MemberRead::key)
                .toList();
    }

    static int count(String typed, int otherwise) {
        return typed.matches("[1-9]|[1-4][0-9]") ? Integer.parseInt(typed) : Math.max(1, otherwise);
    }

    private @Nullable Emergency emergency() {
        var cause = MemberRead.one(Emergency.Cause.class, form().get("emCause"));
        if (cause.isEmpty()) {
            return null;
        }
        var typed = form().get("emMonths");
        Integer months = typed.matches("[1-9]|1[0-2]") ? Integer.valueOf(typed) : null;
        var quick = MemberRead.money(form().get("emQuick"))
                .map(YuanInput::amount)
                .filter(each -> each.signum() > 0)
                .orElse(null);
        return new Emergency(
                cause.get(),
                cause.get().sudden() || form().ticked("emUrgent"),
                null,
                count(form().get("emPersons"), 1),
                months,
                quick,
                Money.ZERO,
                form().ticked("emRepeated"));
    }

    /** As typed, else what the number says. */
    private @Nullable LocalDate bornOf(Typed supporter) {
        var number = MemberRead.number(supporter.get("idno"));
        return DateInput.read(supporter.get("birth"), today).orElse(number == null ? null : number.birthDate());
    }
}
