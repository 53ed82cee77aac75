package cn.yimen.eligibility;

import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Property;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import cn.yimen.kernel.Rounding;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 政策参数: every number and mode the means test uses, as in force on one day, each group with its legal basis (REG-5). {@code
 * policy} makes it from the parameter table.
 *
 * @param version says which parameter rows it was made of; stored with every result
 * @param validOn the day it was made for
 * @param payable 应发额的进位规则, applied once to each amount paid ({@code rounding.payable})
 */
public record EligibilityParameters(
        String version,
        LocalDate validOn,
        Rounding payable,
        Standards standards,
        Membership membership,
        IncomeRules income,
        Map<ExpenseKind, DeductionRule> deductions,
        SupportRule support,
        IncrementRules increments,
        AssetLimits dibaoAssets,
        AssetLimits edgeAssets,
        AssetLimits tekunAssets,
        DibaoRules dibao,
        EdgeRules edge,
        SingleRules single,
        TekunRules tekun,
        RigidRules rigid,
        TemporaryRules temporary,
        ExitRules exit,
        RefusalRules refusal)
        implements Serializable {

    public EligibilityParameters {
        deductions = frozen(ExpenseKind.class, deductions);
    }

    /** In the order of the enum, so that a stored run reads the same wherever it was written. */
    private static <K extends Enum<K>, V> Map<K, V> frozen(Class<K> type, Map<K, V> map) {
        var copy = new EnumMap<K, V>(type);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    private static <E extends Enum<E>> Set<E> frozen(Class<E> type, Set<E> set) {
        var copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }

    /**
     * 低保标准与最低工资. The year's figure is the base (lessons 5).
     *
     * @param urbanYearly 城市低保标准, yuan a year: 832 a month is 9984
     * @param ruralYearly 农村低保标准, yuan a year
     * @param minimumWage 当地月最低工资标准
     */
    public record Standards(
            Money urbanYearly, Money ruralYearly, LegalBasis dibaoBasis, Money minimumWage, LegalBasis wageBasis)
            implements Serializable {}

    /**
     * 共同生活家庭成员 (57 第七条).
     *
     * @param adultAge 成年, 18
     */
    public record Membership(int adultAge, LegalBasis basis) implements Serializable {}

    /**
     * 家庭收入.
     *
     * @param windowMonths 核算期, a divisor of 12 ({@code income.windowMonths})
     * @param notCounted 不计入的收入项目 with the rule for each; with {@code excludeBasicPension} it holds
     *     {@link IncomeItem#BASIC_PENSION}
     * @param employmentCostCap 就业成本 at most this share of the wage ({@code wage.employmentCostCap})
     * @param estimateMigrantWage 务工收入无法核实时按最低工资推算 ({@code wage.fallback})
     * @param basis of what counts
     * @param costBasis of deducting costs
     * @param estimateBasis of estimating
     */
    public record IncomeRules(
            int windowMonths,
            Map<IncomeItem, LegalBasis> notCounted,
            Percent employmentCostCap,
            boolean estimateMigrantWage,
            LegalBasis basis,
            LegalBasis costBasis,
            LegalBasis estimateBasis)
            implements Serializable {

        public IncomeRules {
            notCounted = frozen(IncomeItem.class, notCounted);
            if (windowMonths < 1 || 12 % windowMonths != 0) {
                throw new IllegalArgumentException("a period of account divides a year: " + windowMonths);
            }
        }
    }

    /**
     * 刚性支出扣减 of one kind of expense.
     *
     * @param yearlyCapPerPerson at most this for each person; none without a cap
     * @param compulsoryEducation whether costs of 义务教育 are deducted too (of education only)
     */
    public record DeductionRule(
            boolean deductible, @Nullable Money yearlyCapPerPerson, boolean compulsoryEducation, LegalBasis basis)
            implements Serializable {}

    /**
     * 赡养费量化: {@code max(0, 义务人家庭月总收入 − m × 标准 × 人口) × r ÷ k}.
     *
     * @param standardMultiple m ({@code support.m})
     * @param share r ({@code support.r})
     * @param exempt families of whom nothing is reckoned: 低保、特困、低边
     */
    public record SupportRule(Percent standardMultiple, Percent share, Set<Assistance> exempt, LegalBasis basis)
            implements Serializable {

        public SupportRule {
            exempt = frozen(Assistance.class, exempt);
        }
    }

    /**
     * 残疾类别与等级范围: for each category the mildest grade that still falls under it, 0 for none.
     */
    public record GradeLimits(
            int visual, int hearing, int speech, int physical, int intellectual, int mental, int multiple)
            implements Serializable {

        /** 一、二级,以及三级智力、精神残疾. */
        public static GradeLimits severe() {
            return new GradeLimits(2, 2, 2, 2, 3, 3, 2);
        }

        public boolean covers(Disability disability) {
            return disability.grade() <= limit(disability.category());
        }

        /** The most severe one covered; none if none is. */
        @Nullable
        Disability first(List<Disability> disabilities) {
            for (var disability : disabilities) {
                if (covers(disability)) {
                    return disability;
                }
            }
            return null;
        }

        private int limit(Disability.Category category) {
            return switch (category) {
                case VISUAL -> visual;
                case HEARING -> hearing;
                case SPEECH -> speech;
                case PHYSICAL -> physical;
                case INTELLECTUAL -> intellectual;
                case MENTAL -> mental;
                case MULTIPLE -> multiple;
            };
        }
    }

    /**
     * 分类施保: the highest only, never added up.
     *
     * @param severe 重残, with {@code severeGrades}
     * @param ill 重病
     * @param old 老年人 from {@code oldAge} on
     * @param student 全日制在校生, kindergarten not
     * @param singleParent 单亲家庭未成年子女
     */
    public record IncrementRules(
            Percent severe,
            GradeLimits severeGrades,
            Percent ill,
            Percent old,
            int oldAge,
            Percent student,
            Percent singleParent,
            LegalBasis basis)
            implements Serializable {}

    /** 某类财产的处理. */
    public enum Treatment {
        IGNORED,
        DISQUALIFIES,
        /** 个案认定: an officer decides for this household. */
        CASE_BY_CASE
    }

    /**
     * 财产限额 of one scheme.
     *
     * @param financialMonths 人均金融资产 at most so many months of the standard ({@code asset.finance.*})
     * @param vehicles by use; a use not named is ignored ({@code asset.vehicle})
     * @param houses so many at most ({@code asset.house})
     * @param secondHouseArea with one house more, 人均建筑面积 at most this, in hundredths of a square metre; 0 for never
     * @param nonResidential rooms that are not the only dwelling ({@code asset.nonResidential})
     * @param company 企业、个体工商户登记
     * @param machine 大型农机具
     */
    public record AssetLimits(
            int financialMonths,
            Map<Property.Use, Treatment> vehicles,
            int houses,
            int secondHouseArea,
            Treatment nonResidential,
            Treatment company,
            Treatment machine,
            LegalBasis basis)
            implements Serializable {

        public AssetLimits {
            vehicles = frozen(Property.Use.class, vehicles);
        }

        /** The same with another limit of financial property. */
        public AssetLimits withFinancialMonths(int months) {
            return new AssetLimits(months, vehicles, houses, secondHouseArea, nonResidential, company, machine, basis);
        }
    }

    /** 最低生活保障. */
    public record DibaoRules(LegalBasis eligibility, LegalBasis amount) implements Serializable {}

    /**
     * 低保边缘家庭.
     *
     * @param multiple 低保标准的倍数 ({@code edge.multiple})
     */
    public record EdgeRules(Percent multiple, LegalBasis basis) implements Serializable {}

    /** 单人户待遇口径 ({@code single.benefitMode}). */
    public enum SingleMode {
        OWN_INCOME_GAP,
        FULL
    }

    /**
     * 参照单人户.
     *
     * @param grades 重度残疾 for it
     * @param increments whether 分类施保 is added
     */
    public record SingleRules(
            SingleMode mode, GradeLimits grades, boolean increments, LegalBasis basis, LegalBasis amount)
            implements Serializable {}

    /**
     * 特困人员.
     *
     * @param oldAge 老年人 ({@code 60})
     * @param minorAge below it a minor ({@code tekun.minorAge})
     * @param noAbility 残疾 that count as 无劳动能力
     * @param notCounted 另外不计的收入项目: 基础养老金、社会保险、优待抚恤金、高龄津贴
     * @param obligorDibaoAge from this age a supporter in dibao is unable
     * @param obligorOldAge from this age one with low income and property is unable
     * @param obligorGrades disabilities with which one with low income and property is unable
     * @param basic 基本生活标准, of the urban standard (130 %)
     * @param careFull 失能 of the minimum wage
     * @param carePartial 半失能
     * @param careInstitutional 全自理集中供养
     * @param careScattered 全自理分散供养
     * @param partialFrom from so many failed indicators 半失能
     * @param fullFrom from so many failed indicators 失能
     */
    public record TekunRules(
            int oldAge,
            int minorAge,
            GradeLimits noAbility,
            Set<IncomeItem> notCounted,
            int obligorDibaoAge,
            int obligorOldAge,
            GradeLimits obligorGrades,
            Percent basic,
            Percent careFull,
            Percent carePartial,
            Percent careInstitutional,
            Percent careScattered,
            int partialFrom,
            int fullFrom,
            LegalBasis eligibility,
            LegalBasis obligors,
            LegalBasis selfCare,
            LegalBasis amount)
            implements Serializable {

        public TekunRules {
            notCounted = frozen(IncomeItem.class, notCounted);
        }
    }

    /**
     * 刚性支出困难家庭.
     *
     * @param ratio 刚性支出占家庭总收入 at least this ({@code gangxing.ratio})
     * @param disposableYearly 上年度人均可支配收入 ({@code gangxing.income})
     * @param expenses kinds that count beside living at the standard
     * @param validMonths 有效期
     */
    public record RigidRules(
            Percent ratio, Money disposableYearly, Set<ExpenseKind> expenses, int validMonths, LegalBasis basis)
            implements Serializable {

        public RigidRules {
            expenses = frozen(ExpenseKind.class, expenses);
        }
    }

    /** 小额快救上限口径 ({@code quick.limitBasis}). */
    public enum QuickLimit {
        PER_PERSON,
        PER_HOUSEHOLD
    }

    /**
     * 临时救助.
     *
     * @param quickMonths 小额快救 at most so many months of the urban standard
     * @param quickOffset 同一事由抵扣已付快救 ({@code quick.offset})
     * @param minMonths 最少月数
     * @param maxMonths 最多月数; beyond it 一事一议
     * @param cap 急难型 at most, once
     * @param townApprovalLimit 乡镇审批额度 ({@code temp.townApprovalLimit})
     */
    public record TemporaryRules(
            int quickMonths,
            QuickLimit quickLimit,
            boolean quickOffset,
            int minMonths,
            int maxMonths,
            Money cap,
            Money townApprovalLimit,
            LegalBasis quickBasis,
            LegalBasis generalBasis,
            LegalBasis amountBasis,
            LegalBasis conferenceBasis)
            implements Serializable {}

    /** 渐退事由. */
    public enum ExitCause {
        CIVIL_SERVANT("考取公务员、事业单位"),
        FLEX_JOB("外出务工、灵活就业"),
        PUBLIC_POST("公益性岗位");

        private final String label;

        ExitCause(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 渐退期内发放方式 ({@code exit.payMode}). */
    public enum ExitPay {
        FULL,
        HALF
    }

    /**
     * 渐退.
     *
     * @param months 渐退期 ({@code exit.months})
     */
    public record ExitRules(Map<ExitCause, Integer> months, ExitPay pay, LegalBasis basis) implements Serializable {

        public ExitRules {
            months = frozen(ExitCause.class, months);
        }
    }

    /**
     * 拒绝就业.
     *
     * @param times from so many refusals on the person's own share is not paid; one fewer is a warning
     */
    public record RefusalRules(int times, LegalBasis basis) implements Serializable {}
}
