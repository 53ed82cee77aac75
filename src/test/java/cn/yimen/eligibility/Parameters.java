package cn.yimen.eligibility;

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
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameter groups P2024 and P2025 of national-rules 12.0, and changes of one of them. */
public final class Parameters {

    private static final LegalBasis LAW_57 = new LegalBasis("《最低生活保障审核确认办法》(民发〔2021〕57号)");
    private static final LegalBasis LAW_43 = new LegalBasis("《特困人员认定办法》(民发〔2021〕43号)");

    public static final EligibilityParameters P2025 = build("P2025", LocalDate.of(2025, 4, 1), 832, 605, 2130);

    /** Until 31 March 2025, with the minimum wage until 31 January 2025. */
    public static final EligibilityParameters P2024 = build("P2024", LocalDate.of(2024, 4, 1), 808, 571, 1890);

    private Parameters() {}

    private static EligibilityParameters build(String version, LocalDate on, int urban, int rural, int wage) {
        var exempt = new EnumMap<IncomeItem, LegalBasis>(IncomeItem.class);
        for (var item : new IncomeItem[] {
            IncomeItem.BASIC_PENSION,
            IncomeItem.VETERAN_ALLOWANCE,
            IncomeItem.FAMILY_PLANNING,
            IncomeItem.SCHOLARSHIP,
            IncomeItem.BRAVERY_AWARD,
            IncomeItem.SOCIAL_ASSISTANCE,
            IncomeItem.DISABILITY_ALLOWANCE,
            IncomeItem.OTHER_EXEMPT
        }) {
            exempt.put(item, article(LAW_57, "第十三条"));
        }
        var provable = new DeductionRule(true, null, false, article(LAW_57, "第十三条"));
        var none = new DeductionRule(false, null, false, article(LAW_57, "第十三条"));
        var assets = new AssetLimits(
                24,
                Map.of(
                        Property.Use.PRIVATE_CAR, Treatment.DISQUALIFIES,
                        Property.Use.SOLE_LIVELIHOOD, Treatment.CASE_BY_CASE,
                        Property.Use.DISABILITY_SCOOTER, Treatment.IGNORED,
                        Property.Use.MOTORCYCLE, Treatment.IGNORED),
                1,
                40_00,
                Treatment.DISQUALIFIES,
                Treatment.CASE_BY_CASE,
                Treatment.IGNORED,
                article(LAW_57, "第十四条"));
        return new EligibilityParameters(
                version,
                on,
                Rounding.CEIL_YUAN,
                new Standards(
                        Money.yuan(urban * 12L),
                        Money.yuan(rural * 12L),
                        new LegalBasis("贵州省" + on.getYear() + "年城乡低保提标方案"),
                        Money.yuan(wage),
                        new LegalBasis("黔人社发〔2025〕4号")),
                new Membership(18, article(LAW_57, "第七条")),
                new IncomeRules(
                        12,
                        exempt,
                        Percent.of(30),
                        true,
                        article(LAW_57, "第十三条"),
                        new LegalBasis("黔党办发〔2021〕6号(必要就业成本)"),
                        new LegalBasis("务工收入参考值口径[待核 Q39]")),
                Map.of(
                        ExpenseKind.MEDICAL, provable,
                        ExpenseKind.EDUCATION, provable,
                        ExpenseKind.REHABILITATION, provable,
                        ExpenseKind.HOUSING, none,
                        ExpenseKind.OTHER, none),
                new SupportRule(
                        Percent.multiple("2"),
                        Percent.of(20),
                        Set.of(Assistance.TEKUN, Assistance.DIBAO, Assistance.BIANYUAN),
                        new LegalBasis("赡养费量化口径[待核 Q40]")),
                new IncrementRules(
                        Percent.of(30),
                        GradeLimits.severe(),
                        Percent.of(30),
                        Percent.of(20),
                        60,
                        Percent.of(20),
                        Percent.of(10),
                        new LegalBasis("黔党办发〔2021〕6号(分类施保)")),
                assets,
                assets.withFinancialMonths(36),
                assets,
                new DibaoRules(new LegalBasis("《社会救助暂行办法》第九条"), article(LAW_57, "第二十三条")),
                new EdgeRules(Percent.multiple("1.5"), article(LAW_57, "第八条")),
                new SingleRules(
                        SingleMode.OWN_INCOME_GAP,
                        GradeLimits.severe(),
                        true,
                        article(LAW_57, "第八条"),
                        new LegalBasis("单人户待遇口径[待核 Q08]")),
                new TekunRules(
                        60,
                        18,
                        new GradeLimits(1, 0, 0, 2, 3, 3, 0),
                        Set.of(
                                IncomeItem.BASIC_PENSION,
                                IncomeItem.SOCIAL_INSURANCE,
                                IncomeItem.VETERAN_ALLOWANCE,
                                IncomeItem.OLD_AGE_ALLOWANCE),
                        60,
                        70,
                        GradeLimits.severe(),
                        Percent.of(130),
                        Percent.of(100),
                        Percent.of(60),
                        Percent.of(20),
                        Percent.ZERO,
                        1,
                        4,
                        article(LAW_43, "第四条至第六条"),
                        article(LAW_43, "第八条"),
                        article(LAW_43, "第二十一条、第二十二条"),
                        new LegalBasis("国发〔2016〕14号;黔党办发〔2021〕6号")),
                new RigidRules(
                        Percent.of(60),
                        Money.yuan(28000),
                        Set.of(ExpenseKind.MEDICAL, ExpenseKind.EDUCATION, ExpenseKind.REHABILITATION),
                        12,
                        new LegalBasis("《刚性支出困难家庭认定办法》")),
                new TemporaryRules(
                        1,
                        QuickLimit.PER_PERSON,
                        true,
                        1,
                        6,
                        Money.yuan(50_000),
                        Money.yuan(1_500),
                        new LegalBasis("民政部、财政部《关于进一步健全完善临时救助制度的意见》"),
                        new LegalBasis("国发〔2014〕47号;民发〔2018〕23号"),
                        new LegalBasis("黔党办发〔2021〕6号(临时救助)"),
                        new LegalBasis("民政部、财政部《关于进一步健全完善临时救助制度的意见》(一事一议)")),
                new ExitRules(
                        Map.of(ExitCause.CIVIL_SERVANT, 3, ExitCause.FLEX_JOB, 6, ExitCause.PUBLIC_POST, 12),
                        ExitPay.FULL,
                        new LegalBasis("贵州省民政厅2019年5月实施意见")),
                new RefusalRules(3, new LegalBasis("《社会救助暂行办法》第四十五条")));
    }

    private static LegalBasis article(LegalBasis law, String article) {
        return LegalBasis.of(law.text(), article);
    }

    public static Changed change(EligibilityParameters from) {
        return new Changed(from);
    }

    /** One group of parameters exchanged, all others as they are. */
    public static final class Changed {

        private final EligibilityParameters from;
        private Rounding payable;
        private Standards standards;
        private IncomeRules income;
        private Map<ExpenseKind, DeductionRule> deductions;
        private SupportRule support;
        private AssetLimits dibaoAssets;
        private AssetLimits edgeAssets;
        private SingleRules single;
        private TekunRules tekun;
        private TemporaryRules temporary;
        private ExitRules exit;
        private RefusalRules refusal;

        private Changed(EligibilityParameters from) {
            this.from = from;
            payable = from.payable();
            standards = from.standards();
            income = from.income();
            deductions = from.deductions();
            support = from.support();
            dibaoAssets = from.dibaoAssets();
            edgeAssets = from.edgeAssets();
            single = from.single();
            tekun = from.tekun();
            temporary = from.temporary();
            exit = from.exit();
            refusal = from.refusal();
        }

        public Changed payable(Rounding to) {
            payable = to;
            return this;
        }

        public Changed ruralYearly(String yuan) {
            standards = new Standards(
                    standards.urbanYearly(),
                    Money.yuan(yuan),
                    standards.dibaoBasis(),
                    standards.minimumWage(),
                    standards.wageBasis());
            return this;
        }

        public Changed basicPensionCounts() {
            var exempt = new EnumMap<>(income.notCounted());
            exempt.remove(IncomeItem.BASIC_PENSION);
            income = new IncomeRules(
                    income.windowMonths(),
                    exempt,
                    income.employmentCostCap(),
                    income.estimateMigrantWage(),
                    income.basis(),
                    income.costBasis(),
                    income.estimateBasis());
            return this;
        }

        public Changed income(int windowMonths, Percent costCap, boolean estimate) {
            income = new IncomeRules(
                    windowMonths,
                    income.notCounted(),
                    costCap,
                    estimate,
                    income.basis(),
                    income.costBasis(),
                    income.estimateBasis());
            return this;
        }

        public Changed deduction(ExpenseKind kind, boolean deductible, @Nullable Money cap, boolean compulsory) {
            var changed = new EnumMap<>(deductions);
            changed.put(kind, new DeductionRule(deductible, cap, compulsory, income.basis()));
            deductions = changed;
            return this;
        }

        public Changed basis(ExpenseKind kind, LegalBasis basis) {
            var rule = Objects.requireNonNull(deductions.get(kind));
            var changed = new EnumMap<>(deductions);
            changed.put(
                    kind,
                    new DeductionRule(rule.deductible(), rule.yearlyCapPerPerson(), rule.compulsoryEducation(), basis));
            deductions = changed;
            return this;
        }

        public Changed without(ExpenseKind kind) {
            var changed = new EnumMap<>(deductions);
            changed.remove(kind);
            deductions = changed;
            return this;
        }

        public Changed refusals(int times) {
            refusal = new RefusalRules(times, refusal.basis());
            return this;
        }

        public Changed support(String multiple, String share) {
            support = new SupportRule(Percent.multiple(multiple), Percent.of(share), support.exempt(), support.basis());
            return this;
        }

        public Changed assets(AssetLimits forDibao, AssetLimits forEdge) {
            dibaoAssets = forDibao;
            edgeAssets = forEdge;
            return this;
        }

        public Changed single(SingleMode mode, boolean increments) {
            single = new SingleRules(mode, single.grades(), increments, single.basis(), single.amount());
            return this;
        }

        public Changed quick(QuickLimit limit, boolean offset) {
            temporary = new TemporaryRules(
                    temporary.quickMonths(),
                    limit,
                    offset,
                    temporary.minMonths(),
                    temporary.maxMonths(),
                    temporary.cap(),
                    temporary.townApprovalLimit(),
                    temporary.quickBasis(),
                    temporary.generalBasis(),
                    temporary.amountBasis(),
                    temporary.conferenceBasis());
            return this;
        }

        public Changed temporary(TemporaryRules to) {
            temporary = to;
            return this;
        }

        public Changed exitPay(ExitPay pay) {
            exit = new ExitRules(exit.months(), pay, exit.basis());
            return this;
        }

        public EligibilityParameters build() {
            return new EligibilityParameters(
                    from.version() + "+",
                    from.validOn(),
                    payable,
                    standards,
                    from.membership(),
                    income,
                    deductions,
                    support,
                    from.increments(),
                    dibaoAssets,
                    edgeAssets,
                    from.tekunAssets(),
                    from.dibao(),
                    from.edge(),
                    single,
                    tekun,
                    from.rigid(),
                    temporary,
                    exit,
                    refusal);
        }
    }
}
