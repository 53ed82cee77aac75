package cn.yimen.household;

import cn.yimen.district.PlaceId;
import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 家庭情况, whole, for registering and editing (HH-2 to HH-5). A part whose {@code id} is null is new; a part that was there
 * and is no more in the list is taken out, its history stays.
 *
 * @param place village or township of the residence
 * @param address within the village
 * @param incomesDeclared income was asked: no rows then means none
 * @param members everybody on the register of the household, in the order shown; the head has relation {@code 01} or
 *     {@code 02}
 */
public record HouseholdDetails(
        PlaceId place,
        String address,
        boolean incomesDeclared,
        boolean propertiesDeclared,
        boolean supportersDeclared,
        Assistance assistance,
        @Nullable String remark,
        List<MemberPart> members,
        List<IncomePart> incomes,
        List<PropertyPart> properties,
        List<ExpensePart> expenses,
        List<SupporterPart> supporters)
        implements Serializable {

    public HouseholdDetails {
        members = List.copyOf(members);
        incomes = List.copyOf(incomes);
        properties = List.copyOf(properties);
        expenses = List.copyOf(expenses);
        supporters = List.copyOf(supporters);
    }

    /** A household of which only the people are known. */
    public static HouseholdDetails of(PlaceId place, String address, List<MemberPart> members) {
        return new HouseholdDetails(
                place,
                address,
                false,
                false,
                false,
                Assistance.NONE,
                null,
                members,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public HouseholdDetails members(List<MemberPart> all) {
        return new HouseholdDetails(
                place,
                address,
                incomesDeclared,
                propertiesDeclared,
                supportersDeclared,
                assistance,
                remark,
                all,
                incomes,
                properties,
                expenses,
                supporters);
    }

    public HouseholdDetails incomes(boolean declared, List<IncomePart> all) {
        return new HouseholdDetails(
                place,
                address,
                declared,
                propertiesDeclared,
                supportersDeclared,
                assistance,
                remark,
                members,
                all,
                properties,
                expenses,
                supporters);
    }

    public HouseholdDetails properties(boolean declared, List<PropertyPart> all) {
        return new HouseholdDetails(
                place,
                address,
                incomesDeclared,
                declared,
                supportersDeclared,
                assistance,
                remark,
                members,
                incomes,
                all,
                expenses,
                supporters);
    }

    public HouseholdDetails expenses(List<ExpensePart> all) {
        return new HouseholdDetails(
                place,
                address,
                incomesDeclared,
                propertiesDeclared,
                supportersDeclared,
                assistance,
                remark,
                members,
                incomes,
                properties,
                all,
                supporters);
    }

    public HouseholdDetails supporters(boolean declared, List<SupporterPart> all) {
        return new HouseholdDetails(
                place,
                address,
                incomesDeclared,
                propertiesDeclared,
                declared,
                assistance,
                remark,
                members,
                incomes,
                properties,
                expenses,
                all);
    }

    public HouseholdDetails at(PlaceId newPlace, String newAddress) {
        return new HouseholdDetails(
                newPlace,
                newAddress,
                incomesDeclared,
                propertiesDeclared,
                supportersDeclared,
                assistance,
                remark,
                members,
                incomes,
                properties,
                expenses,
                supporters);
    }

    public HouseholdDetails assistance(Assistance current) {
        return new HouseholdDetails(
                place,
                address,
                incomesDeclared,
                propertiesDeclared,
                supportersDeclared,
                current,
                remark,
                members,
                incomes,
                properties,
                expenses,
                supporters);
    }

    /**
     * 家庭成员.
     *
     * @param relation GB/T 4761, two digits
     * @param included decided by an officer; null for the rule
     * @param includedCode reason code of national-rules 2.2
     */
    public record MemberPart(
            @Nullable UUID id,
            PersonId person,
            String relation,
            @Nullable Boolean included,
            @Nullable String includedCode,
            @Nullable String includedWhy,
            Absence absence,
            boolean livesTogether,
            boolean independent,
            StudyStage study,
            @Nullable String school,
            boolean singleParent,
            @Nullable Boolean institutional,
            boolean orphanBenefit,
            boolean otherSingle,
            List<JobRefusal> jobRefusals)
            implements Serializable {

        public MemberPart {
            jobRefusals = List.copyOf(jobRefusals);
        }

        public static MemberPart of(PersonId person, String relation) {
            return new MemberPart(
                    null,
                    person,
                    relation,
                    null,
                    null,
                    null,
                    Absence.NONE,
                    true,
                    false,
                    StudyStage.NONE,
                    null,
                    false,
                    null,
                    false,
                    false,
                    List.of());
        }

        public MemberPart studying(StudyStage stage, @Nullable String at) {
            return new MemberPart(
                    id,
                    person,
                    relation,
                    included,
                    includedCode,
                    includedWhy,
                    absence,
                    livesTogether,
                    independent,
                    stage,
                    at,
                    singleParent,
                    institutional,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }

        /** 集中供养 or 分散供养, of whoever is cared for. */
        public MemberPart institutional(boolean inside) {
            return new MemberPart(
                    id,
                    person,
                    relation,
                    included,
                    includedCode,
                    includedWhy,
                    absence,
                    livesTogether,
                    independent,
                    study,
                    school,
                    singleParent,
                    inside,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }

        public MemberPart decided(@Nullable Boolean counts, @Nullable String code, @Nullable String why) {
            return new MemberPart(
                    id,
                    person,
                    relation,
                    counts,
                    code,
                    why,
                    absence,
                    livesTogether,
                    independent,
                    study,
                    school,
                    singleParent,
                    institutional,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }

        public MemberPart absent(Absence reason, boolean together) {
            return new MemberPart(
                    id,
                    person,
                    relation,
                    included,
                    includedCode,
                    includedWhy,
                    reason,
                    together,
                    independent,
                    study,
                    school,
                    singleParent,
                    institutional,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }

        public MemberPart independent(boolean alone) {
            return new MemberPart(
                    id,
                    person,
                    relation,
                    included,
                    includedCode,
                    includedWhy,
                    absence,
                    livesTogether,
                    alone,
                    study,
                    school,
                    singleParent,
                    institutional,
                    orphanBenefit,
                    otherSingle,
                    jobRefusals);
        }
    }

    /** 收入:申报值与核实值并列 (HH-3); the parameters are those of {@link Income}. */
    public record IncomePart(
            @Nullable UUID id,
            @Nullable PersonId person,
            IncomeItem item,
            @Nullable Money declared,
            @Nullable String declaredSource,
            @Nullable Money verified,
            @Nullable String verifiedSource,
            Income.Per per,
            int months,
            Money cost,
            Income.Method method,
            boolean confirmed,
            @Nullable Money localMinimumWage,
            @Nullable String note)
            implements Serializable {

        public static IncomePart declared(
                @Nullable PersonId person, IncomeItem item, Money amount, Income.Per per, String source) {
            return new IncomePart(
                    null,
                    person,
                    item,
                    amount,
                    source,
                    null,
                    null,
                    per,
                    0,
                    Money.ZERO,
                    Income.Method.DECLARED,
                    true,
                    null,
                    null);
        }

        public IncomePart verified(Money amount, String source) {
            return new IncomePart(
                    id,
                    person,
                    item,
                    declared,
                    declaredSource,
                    amount,
                    source,
                    per,
                    months,
                    cost,
                    Income.Method.VERIFIED,
                    true,
                    localMinimumWage,
                    note);
        }
    }

    /** 财产 (HH-4); the parameters are those of {@link Property}. */
    public record PropertyPart(
            @Nullable UUID id,
            @Nullable PersonId owner,
            PropertyKind kind,
            Money declared,
            @Nullable String declaredSource,
            @Nullable Money verified,
            @Nullable String verifiedSource,
            Property.Use use,
            @Nullable Integer floorArea,
            boolean onlyDwelling,
            boolean homestead,
            @Nullable Boolean exempted,
            @Nullable String note)
            implements Serializable {

        public static PropertyPart declared(@Nullable PersonId owner, PropertyKind kind, Money value) {
            return new PropertyPart(
                    null,
                    owner,
                    kind,
                    value,
                    null,
                    null,
                    null,
                    kind == PropertyKind.VEHICLE ? Property.Use.PRIVATE_CAR : Property.Use.NONE,
                    null,
                    false,
                    false,
                    null,
                    null);
        }
    }

    /** 刚性支出 (HH-5); the parameters are those of {@link Expense}. */
    public record ExpensePart(
            @Nullable UUID id,
            @Nullable PersonId person,
            ExpenseKind kind,
            Money declared,
            @Nullable String declaredSource,
            @Nullable Money verified,
            @Nullable String verifiedSource,
            Money aided,
            boolean proved,
            @Nullable String note)
            implements Serializable {

        public static ExpensePart declared(@Nullable PersonId person, ExpenseKind kind, Money amount, boolean proved) {
            return new ExpensePart(null, person, kind, amount, null, null, null, Money.ZERO, proved, null);
        }
    }

    /**
     * 赡养义务人; the parameters are those of {@link Supporter}.
     *
     * @param contact who it is; sealed
     * @param supports the persons of this household he owes support
     * @param declared monthly income of his whole family
     */
    public record SupporterPart(
            @Nullable UUID id,
            String label,
            Contact contact,
            Set<PersonId> supports,
            int supported,
            int householdSize,
            @Nullable Money declared,
            @Nullable String declaredSource,
            @Nullable Money verified,
            @Nullable String verifiedSource,
            @Nullable Area area,
            @Nullable Money localMonthlyStandard,
            @Nullable Money agreedMonthly,
            @Nullable Money actualMonthly,
            Assistance assistance,
            @Nullable LocalDate birthOn,
            Supporter.Incapacity incapacity,
            @Nullable Boolean propertyWithinLimits)
            implements Serializable {

        public SupporterPart {
            supports = Set.copyOf(supports);
        }

        public static SupporterPart of(String label, Contact contact, Set<PersonId> supports) {
            return new SupporterPart(
                    null,
                    label,
                    contact,
                    supports,
                    Math.max(1, supports.size()),
                    1,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Assistance.NONE,
                    null,
                    Supporter.Incapacity.NONE,
                    null);
        }

        public SupporterPart family(int size, @Nullable Money monthlyIncome, @Nullable String source) {
            return new SupporterPart(
                    id,
                    label,
                    contact,
                    supports,
                    supported,
                    size,
                    monthlyIncome,
                    source,
                    verified,
                    verifiedSource,
                    area,
                    localMonthlyStandard,
                    agreedMonthly,
                    actualMonthly,
                    assistance,
                    birthOn,
                    incapacity,
                    propertyWithinLimits);
        }
    }

    /** 义务人的姓名等, sealed together. */
    public record Contact(
            @Nullable String name,
            @Nullable String identityNumber,
            @Nullable String phone,
            @Nullable String address,
            List<Disability> disabilities)
            implements Serializable {

        public Contact {
            disabilities = disabilities == null ? List.of() : List.copyOf(disabilities);
        }

        public static Contact of(@Nullable String name, @Nullable String phone) {
            return new Contact(name, null, phone, null, List.of());
        }

        @Override
        public String toString() {
            return "Contact[…]";
        }
    }
}
