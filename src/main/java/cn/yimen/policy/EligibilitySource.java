package cn.yimen.policy;

import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.eligibility.EligibilityParameters.AssetLimits;
import cn.yimen.eligibility.EligibilityParameters.DeductionRule;
import cn.yimen.eligibility.EligibilityParameters.DibaoRules;
import cn.yimen.eligibility.EligibilityParameters.EdgeRules;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.EligibilityParameters.ExitPay;
import cn.yimen.eligibility.EligibilityParameters.ExitRules;
import cn.yimen.eligibility.EligibilityParameters.GradeLimits;
import cn.yimen.eligibility.EligibilityParameters.IncomeRules;
import cn.yimen.eligibility.EligibilityParameters.IncrementRules;
import cn.yimen.eligibility.EligibilityParameters.Membership;
import cn.yimen.eligibility.EligibilityParameters.QuickLimit;
import cn.yimen.eligibility.EligibilityParameters.RefusalRules;
import cn.yimen.eligibility.EligibilityParameters.RigidRules;
import cn.yimen.eligibility.EligibilityParameters.SingleMode;
import cn.yimen.eligibility.EligibilityParameters.SingleRules;
import cn.yimen.eligibility.EligibilityParameters.Standards;
import cn.yimen.eligibility.EligibilityParameters.SupportRule;
import cn.yimen.eligibility.EligibilityParameters.TekunRules;
import cn.yimen.eligibility.EligibilityParameters.TemporaryRules;
import cn.yimen.eligibility.EligibilityParameters.Treatment;
import cn.yimen.household.Assistance;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Property;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import cn.yimen.kernel.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The means test's parameters of one day, made from the rows in force on it. */
final class EligibilitySource {

    /** Keys the means test does not ask for; a change of theirs is no new version of it. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(office|referral|window|limit|publicity|calendar|review|nearKin|orphan|disability|area|wage\\.hourly"
                    + "|wage\\.minimum\\.|tekun\\.limit|tekun\\.spotCheck|gangxing\\.limit|emergency|temp\\.reserve"
                    + "|temp\\.totalDays|quick\\.days|edge\\.validMonths|dibao\\.urban\\.|dibao\\.rural\\.)");

    private final ParameterSet values;
    private final List<ParameterValue> rows;
    private final LocalDate day;

    EligibilitySource(ParameterSet values, List<ParameterValue> rows, LocalDate day) {
        this.values = values;
        this.rows = rows;
        this.day = day;
    }

    /**
     * {@code 2025-04-01/r137}: the set that began on that day, as it stood after row 137. Rows are only added, so this
     * says exactly which values were used.
     */
    String version() {
        return began() + "/r"
                + rows.stream()
                        .filter(row -> used(row) && !row.from().isAfter(day))
                        .mapToLong(ParameterValue::id)
                        .max()
                        .orElse(0);
    }

    /** The first day on which these values held together. */
    private LocalDate began() {
        var began = LocalDate.MIN;
        for (var row : rows) {
            if (used(row) && row.from().isAfter(began) && !row.from().isAfter(day)) {
                began = row.from();
            }
            var next = row.to() == null ? null : row.to().plusDays(1);
            if (next != null && used(row) && next.isAfter(began) && !next.isAfter(day)) {
                began = next;
            }
        }
        return began.equals(LocalDate.MIN) ? day : began;
    }

    private static boolean used(ParameterValue row) {
        return !ELSEWHERE.matcher(row.key()).lookingAt();
    }

    EligibilityParameters build(String version) {
        return new EligibilityParameters(
                version,
                began(),
                Rounding.of(text("rounding.payable")),
                new Standards(
                        money("dibao.urban").times(12),
                        money("dibao.rural"),
                        basis("dibao.urban"),
                        money("wage.minimum"),
                        basis("wage.minimum")),
                new Membership(count("membership.adultAge"), basis("membership.adultAge")),
                income(),
                deductions(),
                new SupportRule(
                        Percent.multiple(text("support.multiple")),
                        percent("support.share"),
                        codes("support.exempt", Assistance.class),
                        basis("support.multiple")),
                new IncrementRules(
                        percent("increment.severe"),
                        grades("increment.severe.grades"),
                        percent("increment.ill"),
                        percent("increment.old"),
                        count("increment.oldAge"),
                        percent("increment.student"),
                        percent("increment.singleParent"),
                        basis("increment.severe")),
                assets("asset.finance.dibao"),
                assets("asset.finance.edge"),
                assets("asset.finance.tekun"),
                new DibaoRules(basis("dibao.eligibility"), basis("dibao.gap")),
                new EdgeRules(Percent.multiple(text("edge.multiple")), basis("edge.multiple")),
                new SingleRules(
                        SingleMode.valueOf(text("single.benefitMode")),
                        grades("single.grades"),
                        flag("single.increments"),
                        basis("single.grades"),
                        basis("single.benefitMode")),
                tekun(),
                new RigidRules(
                        percent("gangxing.ratio"),
                        money("gangxing.income"),
                        codes("gangxing.expenses", ExpenseKind.class),
                        count("gangxing.validMonths"),
                        basis("gangxing.ratio")),
                temporary(),
                new ExitRules(
                        Map.of(
                                ExitCause.CIVIL_SERVANT, count("exit.months.CIVIL_SERVANT"),
                                ExitCause.FLEX_JOB, count("exit.months.FLEX_JOB"),
                                ExitCause.PUBLIC_POST, count("exit.months.PUBLIC_POST")),
                        ExitPay.valueOf(text("exit.payMode")),
                        basis("exit.months.FLEX_JOB")),
                new RefusalRules(count("refusal.times"), basis("refusal.times")));
    }

    private IncomeRules income() {
        var notCounted = new EnumMap<IncomeItem, LegalBasis>(IncomeItem.class);
        for (var item : codes("income.notCounted", IncomeItem.class)) {
            notCounted.put(item, basis("income.notCounted"));
        }
        if (flag("excludeBasicPension")) {
            notCounted.put(IncomeItem.BASIC_PENSION, basis("excludeBasicPension"));
        }
        return new IncomeRules(
                count("income.windowMonths"),
                notCounted,
                percent("wage.employmentCostCap"),
                flag("wage.fallback"),
                basis("income.notCounted"),
                basis("wage.employmentCostCap"),
                basis("wage.fallback"));
    }

    private Map<ExpenseKind, DeductionRule> deductions() {
        return Map.of(
                ExpenseKind.MEDICAL, deduction("deduction.medical", "deduction.medical.cap", false),
                ExpenseKind.EDUCATION,
                        deduction(
                                "deduction.education",
                                "deduction.education.cap",
                                flag("deduction.education.compulsory")),
                ExpenseKind.REHABILITATION,
                        deduction("deduction.rehabilitation", "deduction.rehabilitation.cap", false),
                ExpenseKind.HOUSING, deduction("deduction.housing", null, false),
                ExpenseKind.OTHER, deduction("deduction.other", null, false));
    }

    private DeductionRule deduction(String key, @Nullable String capKey, boolean compulsory) {
        var cap = capKey == null ? "" : text(capKey);
        return new DeductionRule(flag(key), cap.isEmpty() ? null : Money.yuan(cap), compulsory, basis(key));
    }

    private AssetLimits assets(String financial) {
        return new AssetLimits(
                count(financial),
                Map.of(
                        Property.Use.PRIVATE_CAR, treatment("asset.vehicle"),
                        Property.Use.SOLE_LIVELIHOOD, treatment("asset.vehicle.livelihood"),
                        Property.Use.DISABILITY_SCOOTER, treatment("asset.vehicle.scooter"),
                        Property.Use.MOTORCYCLE, treatment("asset.vehicle.motorcycle")),
                count("asset.house"),
                new BigDecimal(text("asset.house.secondArea")).movePointRight(2).intValueExact(),
                treatment("asset.nonResidential"),
                treatment("asset.company"),
                treatment("asset.machine"),
                basis(financial));
    }

    private TekunRules tekun() {
        return new TekunRules(
                count("tekun.oldAge"),
                count("tekun.minorAge"),
                grades("tekun.noAbility"),
                codes("tekun.notCounted", IncomeItem.class),
                count("tekun.obligor.dibaoAge"),
                count("tekun.obligor.oldAge"),
                grades("tekun.obligor.grades"),
                percent("tekun.basic"),
                percent("tekun.care.full"),
                percent("tekun.care.partial"),
                percent("tekun.care.institutional"),
                percent("tekun.care.scattered"),
                count("tekun.selfCare.partialFrom"),
                count("tekun.selfCare.fullFrom"),
                basis("tekun.oldAge"),
                basis("tekun.obligor.oldAge"),
                basis("tekun.selfCare.fullFrom"),
                basis("tekun.basic"));
    }

    private TemporaryRules temporary() {
        return new TemporaryRules(
                count("quick.months"),
                QuickLimit.valueOf(text("quick.limitBasis")),
                flag("quick.offset"),
                count("temp.monthsMin"),
                count("temp.monthsMax"),
                money("temp.cap"),
                money("temp.townApprovalLimit"),
                basis("quick.months"),
                basis("temp.conference"),
                basis("temp.monthsMax"),
                basis("temp.conference"));
    }

    private ParameterValue row(String key) {
        return values.on(key, day).orElseThrow(() -> new NoParameter(key, day));
    }

    private String text(String key) {
        return row(key).value();
    }

    private LegalBasis basis(String key) {
        return row(key).legalBasis();
    }

    private Money money(String key) {
        return Money.yuan(text(key));
    }

    private Percent percent(String key) {
        return Percent.of(text(key));
    }

    private int count(String key) {
        return Integer.parseInt(text(key));
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    private Treatment treatment(String key) {
        return Treatment.valueOf(text(key));
    }

    private <E extends Enum<E>> Set<E> codes(String key, Class<E> type) {
        var codes = EnumSet.noneOf(type);
        for (var code : text(key).split(",")) {
            if (!code.isEmpty()) {
                codes.add(Enum.valueOf(type, code));
            }
        }
        return codes;
    }

    /** Kept in the order of GB/T 26341: {@code 视力1,听力0,言语0,肢体2,智力3,精神3,多重0}. */
    private GradeLimits grades(String key) {
        var grades = text(key).split(",");
        return new GradeLimits(
                grade(grades[0]),
                grade(grades[1]),
                grade(grades[2]),
                grade(grades[3]),
                grade(grades[4]),
                grade(grades[5]),
                grade(grades[6]));
    }

    private static int grade(String part) {
        return part.charAt(part.length() - 1) - '0';
    }
}
