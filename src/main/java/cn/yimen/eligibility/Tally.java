package cn.yimen.eligibility;

import cn.yimen.eligibility.EligibilityParameters.AssetLimits;
import cn.yimen.eligibility.EligibilityParameters.Treatment;
import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.IncomeKind;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 家庭的数: who counts, what each has, what is missing. All sums are of a year and unrounded (lessons 5). Person by person, so that
 * each scheme adds up those it is about; the last place holds what belongs to the household as a whole.
 */
final class Tally {

    final HouseholdFacts facts;
    final EligibilityParameters parameters;
    final Trace trace;

    /** Each person once. */
    final List<Member> people;

    final boolean[] counts;
    final int size;

    /** Full years, −1 if unknown. */
    final int[] ages;

    /** 12 months' standard of the area; 0 if the area is unknown. */
    final long yearlyStandard;

    final Exact[] income;
    final Exact[] gross;
    final Exact[] tekunIncome;
    final long[] deducted;
    final long[] rigid;
    final List<MissingFact> missingIncomes = new ArrayList<>(0);
    final List<MissingFact> toConfirm = new ArrayList<>(0);

    private final int whole;

    Tally(HouseholdFacts facts, EligibilityParameters parameters, Trace trace) {
        this.facts = facts;
        this.parameters = parameters;
        this.trace = trace;
        this.people = merged(facts.members());
        int number = people.size();
        this.counts = new boolean[number];
        this.ages = new int[number];
        this.whole = number;
        for (int i = 0; i < number; i++) {
            ages[i] = age(people.get(i).birthDate(), facts.asOf());
        }
        this.size = countMembers();
        var standards = parameters.standards();
        this.yearlyStandard = facts.area() == null
                ? 0
                : (facts.area() == Area.URBAN ? standards.urbanYearly() : standards.ruralYearly()).fen();
        this.income = zeros(number + 1);
        this.gross = zeros(number + 1);
        this.tekunIncome = zeros(number + 1);
        this.deducted = new long[number + 1];
        this.rigid = new long[number + 1];
        countIncomes();
        countSupport();
        countExpenses();
    }

    private static Exact[] zeros(int length) {
        var zeros = new Exact[length];
        Arrays.fill(zeros, Exact.ZERO);
        return zeros;
    }

    /** 周岁. */
    static int age(@Nullable LocalDate birth, LocalDate on) {
        if (birth == null) {
            return -1;
        }
        int years = on.getYear() - birth.getYear();
        boolean before = on.getMonthValue() < birth.getMonthValue()
                || (on.getMonthValue() == birth.getMonthValue() && on.getDayOfMonth() < birth.getDayOfMonth());
        return Math.max(0, before ? years - 1 : years);
    }

    String label(int i) {
        return people.get(i).label();
    }

    boolean ageUnknown(int i) {
        return people.get(i).birthDate() == null;
    }

    // ---- who counts (57 第七条)

    /** A person in two rows is one person, with all that is known of her (lessons 7). */
    private static List<Member> merged(List<Member> rows) {
        var people = new ArrayList<Member>(rows.size());
        for (var row : rows) {
            int at = 0;
            while (at < people.size() && !people.get(at).key().equals(row.key())) {
                at++;
            }
            if (at == people.size()) {
                people.add(row);
            } else {
                people.set(at, merge(people.get(at), row));
            }
        }
        return people;
    }

    /** The same whichever of the two comes first. The closer role names the person. */
    private static Member merge(Member one, Member other) {
        boolean closer = one.relation().compareTo(other.relation()) < 0
                || (one.relation() == other.relation() && one.label().compareTo(other.label()) <= 0);
        var first = closer ? one : other;
        var second = closer ? other : one;
        var disabilities = new ArrayList<>(first.disabilities());
        for (var disability : second.disabilities()) {
            if (!disabilities.contains(disability)) {
                disabilities.add(disability);
            }
        }
        var born = first.birthDate() == null
                        || (second.birthDate() != null && second.birthDate().isBefore(first.birthDate()))
                ? second.birthDate()
                : first.birthDate();
        var failed = Stream.of(first, second)
                .map(Member::failedSelfCare)
                .filter(Objects::nonNull)
                .max(Comparator.comparingInt(Set::size))
                .orElse(null);
        var institutional = first.institutional() == null
                ? second.institutional()
                : second.institutional() == null
                        ? first.institutional()
                        : (Boolean) (first.institutional() || second.institutional());
        var merged = first.but();
        if (first.included() != null || second.included() != null) {
            merged.decided(
                    Boolean.TRUE.equals(first.included()) || Boolean.TRUE.equals(second.included()),
                    first.includedWhy().isEmpty() ? second.includedWhy() : first.includedWhy());
        }
        return merged.born(born)
                .absent(Collections.max(List.of(first.absence(), second.absence())))
                .livesTogether(first.livesTogether() || second.livesTogether())
                .independent(first.independent() && second.independent())
                .disabilities(disabilities)
                .seriouslyIll(first.seriouslyIll() || second.seriouslyIll())
                .studying(Collections.max(List.of(first.study(), second.study())))
                .ofSingleParent(first.ofSingleParent() || second.ofSingleParent())
                .failing(failed)
                .institutional(institutional)
                .orphanBenefit(first.orphanBenefit() || second.orphanBenefit())
                .otherSingle(first.otherSingle() || second.otherSingle())
                .jobRefusals(new ArrayList<>(union(first, second)))
                .build();
    }

    private static HashSet<JobRefusal> union(Member first, Member second) {
        var refusals = new HashSet<>(first.jobRefusals());
        refusals.addAll(second.jobRefusals());
        return refusals;
    }

    private int countMembers() {
        int number = 0;
        var basis = parameters.membership().basis();
        for (int i = 0; i < people.size(); i++) {
            var member = people.get(i);
            var why = reasonOut(member, ages[i]);
            counts[i] = why == null;
            if (counts[i]) {
                number++;
            }
            if (trace.on()) {
                trace.note(
                        "成员：" + member.label(),
                        person(i) + (why == null ? reasonIn(member, ages[i]) : why),
                        counts[i] ? "计入" : "不计入",
                        basis);
            }
        }
        if (trace.on()) {
            trace.note("家庭人口", "共同生活的家庭成员", number + " 人", basis);
        }
        return number;
    }

    private String person(int i) {
        return ageUnknown(i) ? "" : ages[i] + " 岁，";
    }

    /** Why a person does not count; nothing for one who does. */
    private @Nullable String reasonOut(Member member, int age) {
        if (member.included() != null) {
            return member.included() ? null : "经办认定不计入" + because(member);
        }
        if (member.absence() != Absence.NONE) {
            return member.absence().label();
        }
        return switch (member.relation()) {
            case HEAD, SPOUSE -> null;
            case CHILD -> {
                boolean minor = age >= 0 && age < parameters.membership().adultAge();
                if (minor || dependent(member) || member.study().upToBachelor()) {
                    yield null;
                }
                if (member.study() == StudyStage.MASTER || member.study() == StudyStage.DOCTOR) {
                    yield "成年子女，" + member.study().label() + "在读不当然计入";
                }
                yield member.livesTogether() ? null : "成年子女，不共同居住";
            }
            case CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW, GRANDPARENT ->
                member.livesTogether() ? null : "不长期共同居住";
            case SIBLING, OTHER_KIN, NO_KIN -> "与成员没有法定赡养、扶养、抚养义务关系";
        };
    }

    /** 不能独立生活: with a severe disability or illness, unless found to manage alone. */
    private boolean dependent(Member member) {
        return !member.independent()
                && (member.seriouslyIll() || parameters.single().grades().first(member.disabilities()) != null);
    }

    private String reasonIn(Member member, int age) {
        if (member.included() != null) {
            return "经办认定计入" + because(member);
        }
        return switch (member.relation()) {
            case HEAD -> "申请家庭的户主";
            case SPOUSE -> "配偶";
            case CHILD -> {
                if (age >= 0 && age < parameters.membership().adultAge()) {
                    yield "未成年子女";
                }
                if (dependent(member)) {
                    yield "成年但不能独立生活的子女";
                }
                yield member.study().upToBachelor() ? member.study().label() + "在读子女" : "共同居住的子女";
            }
            default -> member.relation().label() + "，有法定义务关系并长期共同居住";
        };
    }

    private static String because(Member member) {
        return member.includedWhy().isEmpty() ? "" : "：" + member.includedWhy();
    }

    /** Place of a member's figures; of the household if it is nobody's; −1 for one who does not count. */
    private int place(@Nullable String key) {
        if (key == null) {
            return whole;
        }
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).key().equals(key)) {
                return counts[i] ? i : -1;
            }
        }
        return whole;
    }

    private String owner(int place) {
        return place == whole ? "家庭" : label(place);
    }

    // ---- income (57 第十三条)

    private void countIncomes() {
        var rules = parameters.income();
        for (var row : facts.incomes()) {
            int place = place(row.member());
            if (place < 0) {
                if (trace.on()) {
                    trace.note(
                            "收入：" + row.item().label(),
                            "不是共同生活家庭成员的收入",
                            "不计入",
                            parameters.membership().basis());
                }
                continue;
            }
            long yearly = yearly(row, place);
            if (yearly < 0) {
                continue;
            }
            var exempt = rules.notCounted().get(row.item());
            var net = yearly == 0 ? Exact.ZERO : net(row, place, yearly, exempt == null);
            if (exempt == null) {
                income[place] = income[place].plus(net);
                gross[place] = gross[place].plus(yearly);
                if (trace.on()) {
                    trace.note(
                            "收入：" + owner(place) + " " + row.item().label(),
                            how(row, yearly) + "，" + row.method().label(),
                            net,
                            rules.basis());
                }
                if (!parameters.tekun().notCounted().contains(row.item())) {
                    tekunIncome[place] = tekunIncome[place].plus(net);
                }
            } else if (trace.on()) {
                trace.note("收入：" + owner(place) + " " + row.item().label(), how(row, yearly) + "，不计入", "0.00", exempt);
            }
        }
    }

    /** 全年数; −1 if it is unknown. */
    private long yearly(Income row, int place) {
        var rules = parameters.income();
        int factor = 12 / rules.windowMonths();
        var amount = row.amount();
        if (row.method() == Income.Method.REFERENCE_ESTIMATE && !row.confirmed()) {
            toConfirm.add(new MissingFact("incomes[" + row.key() + "].confirmed", owner(place) + "的务工收入是推算的，请核实后确认"));
        }
        if (amount == null) {
            if (row.item() != IncomeItem.MIGRANT_WORK || row.months() == 0 || !rules.estimateMigrantWage()) {
                missingIncomes.add(new MissingFact(
                        "incomes[" + row.key() + "].amount",
                        owner(place) + "的" + row.item().label() + "金额"));
                return -1;
            }
            var wage = row.localMinimumWage() == null ? parameters.standards().minimumWage() : row.localMinimumWage();
            int months = Math.min(row.months(), rules.windowMonths());
            long sum = wage.times(months).times(factor).fen();
            if (trace.on()) {
                trace.note(
                        "推算：" + owner(place) + " " + row.item().label(),
                        "最低工资 " + wage.grouped() + " × " + months + " 个月" + perYear(factor),
                        Money.fen(sum).grouped(),
                        rules.estimateBasis());
            }
            return sum;
        }
        if (row.per() == Income.Per.PERIOD) {
            return amount.times(factor).fen();
        }
        int months = row.months() == 0 ? rules.windowMonths() : Math.min(row.months(), rules.windowMonths());
        return amount.times(months).times(factor).fen();
    }

    private static String perYear(int factor) {
        return factor == 1 ? "" : " × " + factor + "（折一年）";
    }

    private String how(Income row, long yearly) {
        var amount = row.amount();
        if (amount == null) {
            return "全年 " + Money.fen(yearly).grouped();
        }
        int factor = 12 / parameters.income().windowMonths();
        if (row.per() == Income.Per.PERIOD) {
            return factor == 1
                    ? "全年 " + amount.grouped()
                    : "核算期 " + amount.grouped() + perYear(factor) + " = "
                            + Money.fen(yearly).grouped();
        }
        int window = parameters.income().windowMonths();
        int months = row.months() == 0 ? window : Math.min(row.months(), window);
        return "每月 " + amount.grouped() + " × " + months + " 个月" + perYear(factor) + " = "
                + Money.fen(yearly).grouped();
    }

    /** After the costs of earning it, of a wage within the cap. */
    private Exact net(Income row, int place, long yearly, boolean noted) {
        long cost = row.cost().fen();
        if (cost == 0) {
            return Exact.of(yearly);
        }
        var rules = parameters.income();
        cost = Math.multiplyExact(cost, 12 / rules.windowMonths());
        var deduct = Exact.of(cost);
        var words = "可查证 " + Money.fen(cost).grouped();
        if (row.item().kind() == IncomeKind.WAGE) {
            var cap = share(yearly, rules.employmentCostCap().basisPoints());
            deduct = Collections.min(List.of(deduct, cap));
            if (trace.on() && noted) {
                words += " 与 " + Money.fen(yearly).grouped() + " × " + rules.employmentCostCap() + " = " + cap + " 取小";
            }
        }
        if (trace.on() && noted) {
            trace.note(
                    (row.item().kind() == IncomeKind.WAGE ? "就业成本：" : "经营成本：") + owner(place) + " "
                            + row.item().label(),
                    words,
                    deduct,
                    rules.costBasis());
        }
        return Exact.of(yearly).minus(deduct);
    }

    /** {@code fen × basisPoints / 10000}, exact. */
    static Exact share(long fen, int basisPoints) {
        return Exact.of(Math.multiplyExact(fen, (long) basisPoints), 10_000);
    }

    // ---- supporters (F8)

    private void countSupport() {
        for (var supporter : facts.supporters()) {
            Exact each = null;
            for (var key : new LinkedHashSet<>(supporter.supports())) {
                int place = place(key);
                if (place < 0 || place == whole) {
                    continue;
                }
                if (each == null) {
                    each = yearlySupport(supporter);
                    if (each == null) {
                        break;
                    }
                }
                income[place] = income[place].plus(each);
                gross[place] = gross[place].plus(each);
                tekunIncome[place] = tekunIncome[place].plus(each);
                if (trace.on()) {
                    trace.note(
                            "赡养费：" + supporter.label() + "给" + label(place),
                            "每月 " + each.dividedBy(12) + " × 12 个月",
                            each,
                            parameters.support().basis());
                }
            }
        }
    }

    /** What one supported person has of a supporter in a year; none if it cannot be known. */
    private @Nullable Exact yearlySupport(Supporter supporter) {
        var rule = parameters.support();
        var paid = supporter.actualMonthly() == null
                ? Exact.ZERO
                : Exact.of(supporter.actualMonthly().times(12).fen());
        if (rule.exempt().contains(supporter.assistance())) {
            if (trace.on()) {
                trace.note(
                        "赡养能力：" + supporter.label(),
                        "义务人属" + supporter.assistance().label() + "，不推算",
                        paid.dividedBy(12),
                        rule.basis());
            }
            return paid;
        }
        Exact owed;
        if (supporter.agreedMonthly() != null) {
            owed = Exact.of(supporter.agreedMonthly().times(12).fen());
            if (trace.on()) {
                trace.note(
                        "赡养能力：" + supporter.label(),
                        "按判决、调解或协议",
                        supporter.agreedMonthly().grouped(),
                        rule.basis());
            }
        } else if (supporter.monthlyIncome() != null) {
            owed = formula(supporter, supporter.monthlyIncome());
        } else if (paid.positive()) {
            owed = Exact.ZERO;
        } else {
            missingIncomes.add(
                    new MissingFact("supporters[" + supporter.key() + "].income", supporter.label() + "家的月收入"));
            return null;
        }
        if (trace.on() && paid.compareTo(owed) > 0) {
            trace.note("实际给付：" + supporter.label(), "实际给付更高，按实际", paid.dividedBy(12), rule.basis());
        }
        return Collections.max(List.of(paid, owed));
    }

    private Exact formula(Supporter supporter, Money monthlyIncome) {
        var rule = parameters.support();
        long standard = supporterStandard(supporter);
        int multiple = rule.standardMultiple().basisPoints();
        int persons = supporter.householdSize();
        // yearly, in 1/10000 fen: income × 12 − m × standard × persons
        var over = BigInteger.valueOf(monthlyIncome.times(12).fen())
                .multiply(BigInteger.valueOf(10_000))
                .subtract(BigInteger.valueOf(standard)
                        .multiply(BigInteger.valueOf(multiple))
                        .multiply(BigInteger.valueOf(persons)));
        var yearly = Exact.of(
                over.max(BigInteger.ZERO)
                        .multiply(BigInteger.valueOf(rule.share().basisPoints())),
                BigInteger.valueOf(100_000_000L).multiply(BigInteger.valueOf(supporter.supported())));
        if (trace.on()) {
            trace.note(
                    "赡养能力：" + supporter.label(),
                    "(" + monthlyIncome.grouped() + " − "
                            + Exact.of(standard).dividedBy(12) + " × " + rule.standardMultiple() + " × " + persons
                            + " 人) × " + rule.share() + " ÷ " + supporter.supported() + " 人"
                            + (over.signum() <= 0 ? "，不足为 0" : ""),
                    yearly.dividedBy(12),
                    rule.basis());
        }
        return yearly;
    }

    private long supporterStandard(Supporter supporter) {
        if (supporter.localMonthlyStandard() != null) {
            return supporter.localMonthlyStandard().times(12).fen();
        }
        var area = supporter.area() == null ? facts.area() : supporter.area();
        var standards = parameters.standards();
        return (area == Area.RURAL ? standards.ruralYearly() : standards.urbanYearly()).fen();
    }

    // ---- expenses

    private void countExpenses() {
        if (facts.expenses().isEmpty()) {
            return;
        }
        var sums = new long[people.size() + 1][ExpenseKind.values().length];
        int factor = 12 / parameters.income().windowMonths();
        for (var row : facts.expenses()) {
            int place = place(row.member());
            if (place < 0) {
                continue;
            }
            long amount = Math.multiplyExact(
                    Math.max(0, row.amount().minus(row.aided()).fen()), factor);
            if (!row.proved() || amount == 0) {
                if (trace.on()) {
                    trace.note(
                            "支出：" + owner(place) + " " + row.kind().label(),
                            row.proved() ? "已由报销、救助、捐助抵完" : "没有票据，不能查证",
                            "不计",
                            parameters.income().basis());
                }
                continue;
            }
            sums[place][row.kind().ordinal()] =
                    Math.addExact(sums[place][row.kind().ordinal()], amount);
            if (trace.on()) {
                trace.note(
                        "支出：" + owner(place) + " " + row.kind().label(),
                        aided(row) + perYear(factor),
                        Money.fen(amount).grouped(),
                        parameters.income().basis());
            }
        }
        for (int place = 0; place < sums.length; place++) {
            for (var kind : ExpenseKind.values()) {
                if (sums[place][kind.ordinal()] > 0) {
                    deduct(place, kind, sums[place][kind.ordinal()]);
                }
            }
        }
    }

    private static String aided(Expense row) {
        return row.aided().signum() == 0
                ? "票据 " + row.amount().grouped()
                : "票据 " + row.amount().grouped() + " − 已报销救助 " + row.aided().grouped();
    }

    private void deduct(int place, ExpenseKind kind, long amount) {
        var rule = parameters.deductions().get(kind);
        boolean compulsory = kind == ExpenseKind.EDUCATION
                && place < whole
                && people.get(place).study().compulsory();
        if (!compulsory && parameters.rigid().expenses().contains(kind)) {
            rigid[place] = Math.addExact(rigid[place], amount);
        }
        if (rule == null || !rule.deductible() || (compulsory && !rule.compulsoryEducation())) {
            if (trace.on()) {
                trace.note(
                        "扣减：" + owner(place) + " " + kind.label(),
                        compulsory ? "义务教育阶段不扣减" : "这类支出不扣减",
                        "0.00",
                        rule == null ? parameters.income().basis() : rule.basis());
            }
            return;
        }
        var cap = rule.yearlyCapPerPerson();
        long deductible = cap == null ? amount : Math.min(amount, cap.fen());
        deducted[place] = Math.addExact(deducted[place], deductible);
        if (trace.on()) {
            trace.note(
                    "扣减：" + owner(place) + " " + kind.label(),
                    cap == null ? "可查证的刚性支出" : Money.fen(amount).grouped() + " 与每人每年上限 " + cap.grouped() + " 取小",
                    Money.fen(deductible).grouped(),
                    rule.basis());
        }
    }

    // ---- sums over some of the members

    /** 家庭全年收入 of those who count and are not left out: F1, zero at least. */
    Exact yearlyIncome(boolean[] without) {
        var sum = Exact.ZERO;
        long minus = 0;
        for (int i = 0; i <= whole; i++) {
            if (i == whole || (counts[i] && !without[i])) {
                sum = sum.plus(income[i]);
                minus = Math.addExact(minus, deducted[i]);
            }
        }
        return sum.minus(minus).atLeastZero();
    }

    Exact yearlyGross(boolean[] without) {
        var sum = Exact.ZERO;
        for (int i = 0; i <= whole; i++) {
            if (i == whole || (counts[i] && !without[i])) {
                sum = sum.plus(gross[i]);
            }
        }
        return sum;
    }

    /** Expenses that count for 刚性支出, without living. */
    long yearlyRigid(boolean[] without) {
        long sum = 0;
        for (int i = 0; i <= whole; i++) {
            if (i == whole || (counts[i] && !without[i])) {
                sum = Math.addExact(sum, rigid[i]);
            }
        }
        return sum;
    }

    /** 本人全年收入, zero at least; of a person alone in the household the household's rows too. */
    Exact ownIncome(int i) {
        var own = income[i].minus(deducted[i]);
        if (size == 1) {
            own = own.plus(income[whole]).minus(deducted[whole]);
        }
        return own.atLeastZero();
    }

    /** The same as 特困 counts it. */
    Exact ownTekunIncome(int i) {
        return (size == 1 ? tekunIncome[i].plus(tekunIncome[whole]) : tekunIncome[i]).atLeastZero();
    }

    int sizeWithout(boolean[] without) {
        int number = 0;
        for (int i = 0; i < whole; i++) {
            if (counts[i] && !without[i]) {
                number++;
            }
        }
        return number;
    }

    // ---- property

    /** 财产审查 of one scheme. */
    static final class Assets {
        final List<Reason> over = new ArrayList<>(0);
        final List<MissingFact> missing = new ArrayList<>(0);

        private void over(Trace trace, String detail, String words, LegalBasis basis) {
            for (var reason : over) {
                if (reason.detail().equals(detail)) {
                    return;
                }
            }
            over.add(new Reason(Reason.Code.ASSET_OVER, detail, trace.on() ? words : "", basis));
        }
    }

    /** The property of those who count and are not left out, against the limits. */
    Assets assets(AssetLimits limits, boolean[] without, int number, Trace notes) {
        var result = new Assets();
        if (!facts.propertiesDeclared()) {
            result.missing.add(new MissingFact("properties", "存款、车辆、房屋等财产情况"));
        }
        if (facts.properties().isEmpty()) {
            notes.note("财产", "没有申报、核实到应计财产", "合格", limits.basis());
            return result;
        }
        long financial = 0;
        int houses = 0;
        boolean homestead = false;
        long area = 0;
        List<Property> unmeasured = List.of();
        for (var row : facts.properties()) {
            int place = place(row.owner());
            if (place < 0 || (place < whole && without[place])) {
                continue;
            }
            if (Boolean.TRUE.equals(row.exempted())) {
                if (notes.on()) {
                    notes.note("财产：" + row.kind().label(), "个案认定为生活生产必需，豁免", "不计", limits.basis());
                }
                continue;
            }
            if (row.kind().financial()) {
                financial = Math.addExact(financial, row.value().fen());
                continue;
            }
            switch (row.kind()) {
                case VEHICLE ->
                    treat(
                            row,
                            limits.vehicles().getOrDefault(row.use(), Treatment.IGNORED),
                            row.use().label(),
                            limits.basis(),
                            result,
                            notes);
                case NON_RESIDENTIAL -> {
                    if (!row.onlyDwelling()) {
                        treat(row, limits.nonResidential(), row.kind().label(), limits.basis(), result, notes);
                    }
                }
                case COMPANY_EQUITY -> treat(row, limits.company(), row.kind().label(), limits.basis(), result, notes);
                case MACHINE -> treat(row, limits.machine(), row.kind().label(), limits.basis(), result, notes);
                case HOUSE -> {
                    if (!row.homestead()) {
                        houses++;
                    }
                    homestead |= row.homestead();
                    if (row.floorArea() == null) {
                        if (unmeasured.isEmpty()) {
                            unmeasured = new ArrayList<>(2);
                        }
                        unmeasured.add(row);
                    } else {
                        area += row.floorArea();
                    }
                }
                default -> {
                    if (notes.on()) {
                        notes.note("财产：" + row.kind().label(), "不设限额", "合格", limits.basis());
                    }
                }
            }
        }
        if (homestead) {
            houses++;
        }
        financial(limits, financial, number, result, notes);
        if (houses > 0) {
            houses(limits, houses, area, unmeasured, number, result, notes);
        }
        return result;
    }

    private void financial(AssetLimits limits, long financial, int number, Assets result, Trace notes) {
        if (financial == 0 || yearlyStandard == 0) {
            return;
        }
        // per person ≤ months × standard, both sides × 12 × persons
        boolean within = compareProducts(financial, 12, (long) limits.financialMonths() * number, yearlyStandard) <= 0;
        if (within && !notes.on()) {
            return;
        }
        var each = Exact.of(financial, number);
        var limit = Exact.of(Math.multiplyExact(yearlyStandard, limits.financialMonths()), 12);
        if (notes.on()) {
            notes.note(
                    "人均金融资产",
                    Money.fen(financial).grouped() + " ÷ " + number + " 人，限额 " + limits.financialMonths() + " × "
                            + Exact.of(yearlyStandard).dividedBy(12) + " = " + limit + (within ? "，没有超过" : "，超过"),
                    each,
                    limits.basis());
        }
        if (!within) {
            result.over(
                    notes, "FINANCIAL", notes.on() ? "人均金融资产 " + each + " 元，超过限额 " + limit + " 元" : "", limits.basis());
        }
    }

    private static void houses(
            AssetLimits limits,
            int houses,
            long area,
            List<Property> unmeasured,
            int number,
            Assets result,
            Trace notes) {
        boolean within = houses <= limits.houses();
        if (!within && houses == limits.houses() + 1 && limits.secondHouseArea() > 0) {
            if (!unmeasured.isEmpty()) {
                for (var house : unmeasured) {
                    result.missing.add(new MissingFact("properties[" + house.key() + "].floorArea", "住房建筑面积"));
                }
                return;
            }
            within = area <= (long) limits.secondHouseArea() * number;
        }
        if (notes.on()) {
            notes.note(
                    "住房",
                    "不超过 " + limits.houses() + " 套；多 1 套的，人均建筑面积不高于 " + metres(limits.secondHouseArea()) + " 平方米（现 "
                            + metres(area / number) + "）；宅基地按 1 套",
                    houses + " 套，" + (within ? "合格" : "超过"),
                    limits.basis());
        }
        if (!within) {
            result.over(notes, "HOUSE", "有住房 " + houses + " 套，超过规定", limits.basis());
        }
    }

    private static String metres(long hundredths) {
        return Money.fen(hundredths).toString();
    }

    private static void treat(
            Property row, Treatment treatment, String words, LegalBasis basis, Assets result, Trace notes) {
        boolean out = treatment == Treatment.DISQUALIFIES
                || (treatment == Treatment.CASE_BY_CASE && Boolean.FALSE.equals(row.exempted()));
        boolean open = treatment == Treatment.CASE_BY_CASE && row.exempted() == null;
        if (notes.on()) {
            notes.note("财产：" + row.kind().label(), words, out ? "不符合" : open ? "个案认定" : "合格", basis);
        }
        if (out) {
            result.over(notes, detail(row), "有" + words, basis);
        } else if (open) {
            result.missing.add(new MissingFact("properties[" + row.key() + "].exempted", words + "是否豁免（个案认定）"));
        }
    }

    private static String detail(Property row) {
        return switch (row.kind()) {
            case VEHICLE -> "VEHICLE";
            case NON_RESIDENTIAL -> "NON_RESIDENTIAL";
            case COMPANY_EQUITY -> "COMPANY";
            case MACHINE -> "MACHINE";
            default -> row.kind().name();
        };
    }

    /** Compares {@code a × b} with {@code c × d}, all not negative, without overflow. */
    static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** Whether someone in the household is old enough that support by children matters. */
    boolean anyoneOld() {
        for (int i = 0; i < whole; i++) {
            if (counts[i] && ages[i] >= parameters.tekun().oldAge()) {
                return true;
            }
        }
        return false;
    }
}
