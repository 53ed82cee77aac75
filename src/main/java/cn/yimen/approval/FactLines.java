package cn.yimen.approval;

import cn.yimen.approval.FactLine.Input;
import cn.yimen.approval.FactLine.Kind;
import cn.yimen.household.Absence;
import cn.yimen.household.Expense;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Income;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relations;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 家庭情况逐行: the declared household as lines, found values laid over facts, and two states of facts compared. */
final class FactLines {

    private static final List<Choice> TOGETHER =
            List.of(new Choice(Found.TOGETHER, "共同生活"), new Choice(Found.APART, "不共同生活"));
    private static final List<Choice> GONE = List.of(new Choice(Found.GONE, "实际没有"));

    private FactLines() {}

    /** Every line of the household, members first. */
    static List<FactLine> of(HouseholdView household) {
        var lines = new ArrayList<FactLine>();
        var details = household.details();
        for (var part : details.members()) {
            lines.add(new FactLine(
                    Kind.MEMBER.key(part.person()),
                    Kind.MEMBER,
                    household.nameOf(part.person()) + " " + Relations.words(part.relation()),
                    part.livesTogether() ? "共同生活" : "不共同生活",
                    null,
                    null,
                    null,
                    Input.CHOICE,
                    TOGETHER));
        }
        for (var part : details.incomes()) {
            var period = part.per() == Income.Per.MONTH ? "每月" : "全年";
            lines.add(line(
                    Kind.INCOME,
                    part.id(),
                    household.nameOf(part.person()) + " " + part.item().label() + "（" + period
                            + (part.months() > 0 ? "，" + part.months() + " 个月" : "") + "）",
                    part.declared() == null ? "不能证明，按参考值推算" : yuan(part.declared()),
                    part.declaredSource(),
                    part.verified(),
                    part.verifiedSource(),
                    Input.AMOUNT,
                    List.of()));
        }
        for (var part : details.properties()) {
            var house = part.kind() == PropertyKind.HOUSE;
            lines.add(line(
                    Kind.PROPERTY,
                    part.id(),
                    household.nameOf(part.owner()) + " " + part.kind().label(),
                    part.kind().financial()
                            ? yuan(part.declared())
                            : house && part.floorArea() != null
                                    ? metres(part.floorArea())
                                    : part.kind() == PropertyKind.VEHICLE
                                            ? part.use().label()
                                            : "有",
                    part.declaredSource(),
                    part.kind().financial() ? part.verified() : null,
                    part.verifiedSource(),
                    part.kind().financial() ? Input.AMOUNT : house ? Input.AREA : Input.CHOICE,
                    part.kind() == PropertyKind.VEHICLE ? vehicles() : GONE));
        }
        for (var part : details.expenses()) {
            lines.add(line(
                    Kind.EXPENSE,
                    part.id(),
                    household.nameOf(part.person()) + " " + part.kind().label() + "（全年自付）",
                    yuan(part.declared()),
                    part.declaredSource(),
                    part.verified(),
                    part.verifiedSource(),
                    Input.AMOUNT,
                    List.of()));
        }
        for (var part : details.supporters()) {
            lines.add(line(
                    Kind.SUPPORTER,
                    part.id(),
                    part.label() + "一家的月收入",
                    part.declared() == null ? "未申报" : yuan(part.declared()),
                    part.declaredSource(),
                    part.verified(),
                    part.verifiedSource(),
                    Input.AMOUNT,
                    List.of()));
        }
        return lines;
    }

    private static FactLine line(
            Kind kind,
            @Nullable Object id,
            String what,
            String declared,
            @Nullable String source,
            @Nullable Money verified,
            @Nullable String verifiedSource,
            Input input,
            List<Choice> choices) {
        return new FactLine(
                kind.key(String.valueOf(id)),
                kind,
                what,
                declared,
                source,
                verified == null ? null : yuan(verified),
                verified == null ? null : verifiedSource,
                input,
                choices);
    }

    private static List<Choice> vehicles() {
        var choices = new ArrayList<>(GONE);
        choices.addAll(uses());
        return choices;
    }

    /** 机动车用途. */
    static List<Choice> uses() {
        var choices = new ArrayList<Choice>();
        Arrays.stream(Property.Use.values())
                .filter(use -> use != Property.Use.NONE)
                .forEach(use -> choices.add(new Choice(use.name(), use.label())));
        return choices;
    }

    static String yuan(Money amount) {
        return amount.grouped() + " 元";
    }

    static String metres(int hundredths) {
        return "%d.%02d 平方米".formatted(hundredths / 100, hundredths % 100);
    }

    /** What was found instead of what was declared; a line whose row is gone changes nothing. */
    static HouseholdFacts over(HouseholdFacts facts, Map<String, Found> found) {
        if (found.isEmpty()) {
            return facts;
        }
        var members = new ArrayList<Member>();
        for (var member : facts.members()) {
            members.add(member(
                    member,
                    found.get(Kind.MEMBER.key(member.key())),
                    found.get("c-" + member.key()),
                    found.get("a-" + member.key())));
        }
        var incomes = new ArrayList<Income>();
        for (var income : facts.incomes()) {
            var one = found.get(Kind.INCOME.key(income.key()));
            incomes.add(one == null || one.amount() == null ? income : income(income, one.amount()));
        }
        var properties = new ArrayList<Property>();
        for (var property : facts.properties()) {
            var one = found.get(Kind.PROPERTY.key(property.key()));
            var now = one == null ? property : property(property, one);
            if (now != null) {
                properties.add(now);
            }
        }
        var expenses = new ArrayList<Expense>();
        for (var expense : facts.expenses()) {
            var one = found.get(Kind.EXPENSE.key(expense.key()));
            expenses.add(
                    one == null || one.amount() == null
                            ? expense
                            : new Expense(
                                    expense.key(),
                                    expense.member(),
                                    expense.kind(),
                                    one.amount(),
                                    expense.aided(),
                                    true));
        }
        var supporters = new ArrayList<Supporter>();
        for (var supporter : facts.supporters()) {
            var one = found.get(Kind.SUPPORTER.key(supporter.key()));
            supporters.add(one == null || one.amount() == null ? supporter : supporter(supporter, one.amount()));
        }
        var newIncome = false;
        var newProperty = false;
        for (var entry : found.entrySet()) {
            var one = entry.getValue();
            var added = one.added();
            if (added == null) {
                continue;
            }
            switch (added.kind()) {
                case INCOME -> {
                    if (added.income() != null && one.amount() != null) {
                        incomes.add(new Income(
                                entry.getKey(),
                                added.person(),
                                added.income(),
                                one.amount(),
                                added.per() == null ? Income.Per.MONTH : added.per(),
                                0,
                                Money.ZERO,
                                Income.Method.VERIFIED,
                                true,
                                null));
                        newIncome = true;
                    }
                }
                case PROPERTY -> {
                    if (added.property() != null) {
                        properties.add(new Property(
                                entry.getKey(),
                                added.person(),
                                added.property(),
                                one.amount() == null ? Money.ZERO : one.amount(),
                                added.property() == PropertyKind.VEHICLE && one.choice() != null
                                        ? Property.Use.valueOf(one.choice())
                                        : Property.Use.NONE,
                                one.area(),
                                false,
                                false,
                                null));
                        newProperty = true;
                    }
                }
                case EXPENSE -> {
                    if (added.expense() != null && one.amount() != null) {
                        expenses.add(new Expense(
                                entry.getKey(), added.person(), added.expense(), one.amount(), Money.ZERO, true));
                    }
                }
                case MEMBER, SUPPORTER -> {}
            }
        }
        return new HouseholdFacts(
                facts.asOf(),
                facts.area(),
                members,
                facts.incomesDeclared() || newIncome,
                incomes,
                facts.propertiesDeclared() || newProperty,
                properties,
                expenses,
                facts.supportersDeclared(),
                supporters,
                facts.emergency(),
                facts.current());
    }

    private static Member member(Member member, @Nullable Found found, @Nullable Found care, @Nullable Found absence) {
        if (found == null && care == null && absence == null) {
            return member;
        }
        var now = member.but();
        if (found != null && found.choice() != null) {
            now.livesTogether(found.choice().equals(Found.TOGETHER));
        }
        if (care != null && care.failed() != null) {
            now.failing(care.failed());
        }
        if (absence != null && absence.choice() != null) {
            now.absent(Absence.valueOf(absence.choice()));
        }
        return now.build();
    }

    private static Income income(Income income, Money amount) {
        return new Income(
                income.key(),
                income.member(),
                income.item(),
                amount,
                income.per(),
                income.months(),
                income.cost(),
                Income.Method.VERIFIED,
                true,
                income.localMinimumWage());
    }

    /** Null for what is not there. */
    private static @Nullable Property property(Property property, Found found) {
        if (Found.GONE.equals(found.choice()) || Integer.valueOf(0).equals(found.area())) {
            return null;
        }
        var use = found.choice() == null ? property.use() : Property.Use.valueOf(found.choice());
        return new Property(
                property.key(),
                property.owner(),
                property.kind(),
                found.amount() == null ? property.value() : found.amount(),
                use,
                found.area() == null ? property.floorArea() : found.area(),
                property.onlyDwelling(),
                property.homestead(),
                property.exempted());
    }

    private static Supporter supporter(Supporter supporter, Money monthlyIncome) {
        return new Supporter(
                supporter.key(),
                supporter.label(),
                supporter.supports(),
                supporter.supported(),
                supporter.householdSize(),
                monthlyIncome,
                supporter.area(),
                supporter.localMonthlyStandard(),
                supporter.agreedMonthly(),
                supporter.actualMonthly(),
                supporter.assistance(),
                supporter.birthDate(),
                supporter.disabilities(),
                supporter.incapacity(),
                supporter.propertyWithinLimits());
    }

    /** What is not the same in two states of the facts, line by line; who it is is said by relation, not by name. */
    static List<FactChange> changes(HouseholdFacts before, HouseholdFacts after) {
        var rest = words(after);
        var changes = new ArrayList<FactChange>();
        words(before).forEach((key, old) -> {
            var now = rest.remove(key);
            if (now == null) {
                changes.add(new FactChange(old.label(), old.words(), "没有了"));
            } else if (!now.words().equals(old.words())) {
                changes.add(new FactChange(now.label(), old.words(), now.words()));
            }
        });
        rest.forEach((key, now) -> changes.add(new FactChange(now.label(), "没有", now.words())));
        return changes;
    }

    private record Words(String label, String words) {}

    private static Map<String, Words> words(HouseholdFacts facts) {
        var labels = new LinkedHashMap<String, String>();
        facts.members().forEach(member -> labels.put(member.key(), member.label()));
        var words = new LinkedHashMap<String, Words>();
        words.put(
                "area",
                new Words("城乡", facts.area() == null ? "未定" : facts.area().label()));
        words.put("current", new Words("已享受", facts.current().label()));
        for (var member : facts.members()) {
            words.put(Kind.MEMBER.key(member.key()), new Words(member.label(), member(member)));
        }
        for (var income : facts.incomes()) {
            words.put(
                    Kind.INCOME.key(income.key()),
                    new Words(
                            owner(labels, income.member()) + income.item().label(),
                            (income.amount() == null
                                            ? "按参考值推算"
                                            : (income.per() == Income.Per.MONTH ? "每月 " : "全年 ")
                                                    + yuan(income.amount()))
                                    + (income.months() > 0 ? "，" + income.months() + " 个月" : "")
                                    + (income.cost().signum() > 0 ? "，成本 " + yuan(income.cost()) : "")
                                    + "，" + income.method().label()
                                    + (income.confirmed() ? "" : "，未确认")));
        }
        for (var property : facts.properties()) {
            words.put(
                    Kind.PROPERTY.key(property.key()),
                    new Words(
                            owner(labels, property.owner()) + property.kind().label(),
                            yuan(property.value())
                                    + (property.use() == Property.Use.NONE
                                            ? ""
                                            : "，" + property.use().label())
                                    + (property.floorArea() == null ? "" : "，" + metres(property.floorArea()))
                                    + (property.onlyDwelling() ? "，兼唯一住所" : "")
                                    + (property.homestead() ? "，宅基地" : "")
                                    + (property.exempted() == null ? "" : property.exempted() ? "，认定豁免" : "，认定不豁免")));
        }
        for (var expense : facts.expenses()) {
            words.put(
                    Kind.EXPENSE.key(expense.key()),
                    new Words(
                            owner(labels, expense.member()) + expense.kind().label(),
                            "全年 " + yuan(expense.amount())
                                    + (expense.aided().signum() > 0 ? "，已报销救助 " + yuan(expense.aided()) : "")
                                    + (expense.proved() ? "" : "，无票据")));
        }
        for (var supporter : facts.supporters()) {
            words.put(
                    Kind.SUPPORTER.key(supporter.key()), new Words("赡养义务人" + supporter.label(), supporter(supporter)));
        }
        var emergency = facts.emergency();
        if (emergency != null) {
            words.put("emergency", new Words("困难事由", emergency.cause().label()));
        }
        return words;
    }

    private static String member(Member member) {
        var words = new StringBuilder(member.livesTogether() ? "共同生活" : "不共同生活");
        words.append("，").append(member.birthDate() == null ? "出生日期不明" : member.birthDate() + " 出生");
        if (member.absence() != Absence.NONE) {
            words.append("，").append(member.absence().label());
        }
        member.disabilities().forEach(each -> words.append("，").append(each.words()));
        if (member.seriouslyIll()) {
            words.append("，重特大疾病");
        }
        if (member.study() != cn.yimen.household.StudyStage.NONE) {
            words.append("，").append(member.study().label());
        }
        if (member.independent()) {
            words.append("，独立生活");
        }
        if (member.included() != null) {
            words.append(member.included() ? "，认定计入" : "，认定不计入");
        }
        if (member.failedSelfCare() != null) {
            words.append("，自理能力不通过 ").append(member.failedSelfCare().size()).append(" 项");
        }
        if (member.institutional() != null) {
            words.append(member.institutional() ? "，集中供养" : "，分散供养");
        }
        if (member.ofSingleParent()) {
            words.append("，单亲");
        }
        if (!member.jobRefusals().isEmpty()) {
            words.append("，拒绝就业记录 ").append(member.jobRefusals().size()).append(" 次");
        }
        return words.toString();
    }

    private static String supporter(Supporter supporter) {
        return (supporter.monthlyIncome() == null ? "月收入不明" : "全家月收入 " + yuan(supporter.monthlyIncome()))
                + "，" + supporter.householdSize() + " 人，赡养 " + supporter.supported() + " 人，"
                + supporter.assistance().label()
                + (supporter.agreedMonthly() == null ? "" : "，协议每月 " + yuan(supporter.agreedMonthly()))
                + (supporter.actualMonthly() == null ? "" : "，实付每月 " + yuan(supporter.actualMonthly()))
                + (supporter.incapacity().label().isEmpty()
                        ? ""
                        : "，" + supporter.incapacity().label());
    }

    private static String owner(Map<String, String> labels, @Nullable String member) {
        return member == null ? "全家" : labels.getOrDefault(member, "");
    }
}
