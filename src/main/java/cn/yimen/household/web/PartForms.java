package cn.yimen.household.web;

import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Masks;
import cn.yimen.household.PersonId;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relations;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 家庭各部分的表单: text as typed; each reads itself into its part and says what is wrong at its field. */
final class PartForms {

    private PartForms() {}

    /** 住址与申报情况. */
    record BasicForm(
            long version,
            @Nullable String place,
            @Nullable String address,
            @Nullable Boolean incomesDeclared,
            @Nullable Boolean propertiesDeclared,
            @Nullable Boolean supportersDeclared,
            @Nullable String assistance,
            @Nullable String remark) {

        static final Map<String, String> LABELS = Map.of(
                "place",
                "村（社区）",
                "address",
                "住址",
                "incomesDeclared",
                "已问收入",
                "propertiesDeclared",
                "已问财产",
                "supportersDeclared",
                "已问赡养义务人",
                "assistance",
                "现享受类别",
                "remark",
                "备注");
    }

    /** 成员. */
    record MemberForm(
            long version,
            @Nullable String relation,
            @Nullable Boolean livesTogether,
            @Nullable String absence,
            @Nullable Boolean independent,
            @Nullable String study,
            @Nullable String school,
            @Nullable Boolean singleParent,
            @Nullable String included,
            @Nullable String includedWhy,
            @Nullable String institutional,
            @Nullable Boolean orphanBenefit,
            @Nullable Boolean otherSingle) {

        static final Map<String, String> LABELS = Map.ofEntries(
                Map.entry("relation", "与户主关系"),
                Map.entry("livesTogether", "共同居住"),
                Map.entry("absence", "不计入情形"),
                Map.entry("independent", "能独立生活"),
                Map.entry("study", "在读学段"),
                Map.entry("school", "学校"),
                Map.entry("singleParent", "单亲家庭子女"),
                Map.entry("included", "人工认定"),
                Map.entry("includedWhy", "认定理由"));

        static MemberForm empty(long version) {
            return new MemberForm(version, "", true, "NONE", false, "NONE", "", false, "", "", "", false, false);
        }

        static MemberForm of(MemberPart part, long version) {
            return new MemberForm(
                    version,
                    part.relation(),
                    part.livesTogether(),
                    part.absence().name(),
                    part.independent(),
                    part.study().name(),
                    part.school(),
                    part.singleParent(),
                    Input.show(part.included()),
                    part.includedWhy(),
                    Input.show(part.institutional()),
                    part.orphanBenefit(),
                    part.otherSingle());
        }

        MemberPart part(Errors errors, PersonId person, @Nullable MemberPart now) {
            var code = Input.text(relation);
            if (!Relations.all().containsKey(code)) {
                errors.rejectValue("relation", "choice", "选择与户主关系");
                code = "99";
            }
            var decided = Input.yesNo(included);
            var why = Input.atMost(errors, "includedWhy", "认定理由", includedWhy, 200);
            if (decided != null && why == null) {
                errors.rejectValue("includedWhy", "required", "人工认定要写理由和依据");
            }
            return new MemberPart(
                    now == null ? null : now.id(),
                    person,
                    code,
                    decided,
                    decided == null ? null : now == null ? null : now.includedCode(),
                    decided == null ? null : why,
                    Input.choice(errors, "absence", "情形", Absence.class, absence, Absence.NONE),
                    Boolean.TRUE.equals(livesTogether),
                    Boolean.TRUE.equals(independent),
                    Input.choice(errors, "study", "在读学段", StudyStage.class, study, StudyStage.NONE),
                    Input.atMost(errors, "school", "学校", school, 100),
                    Boolean.TRUE.equals(singleParent),
                    Input.yesNo(institutional),
                    Boolean.TRUE.equals(orphanBenefit),
                    Boolean.TRUE.equals(otherSingle),
                    now == null ? List.of() : now.jobRefusals());
        }
    }

    /** 收入. */
    record IncomeForm(
            long version,
            @Nullable String person,
            @Nullable String item,
            @Nullable String declared,
            @Nullable String declaredSource,
            @Nullable String verified,
            @Nullable String verifiedSource,
            @Nullable String per,
            @Nullable String months,
            @Nullable String cost,
            @Nullable String method,
            @Nullable Boolean confirmed,
            @Nullable String minimumWage,
            @Nullable String note) {

        static final Map<String, String> LABELS = Map.of(
                "item",
                "收入项目",
                "declared",
                "申报金额",
                "declaredSource",
                "申报来源",
                "verified",
                "核实金额",
                "verifiedSource",
                "核实来源",
                "per",
                "口径",
                "months",
                "月数",
                "cost",
                "可查证成本",
                "method",
                "取值方式",
                "note",
                "说明");

        static IncomeForm empty(long version) {
            return new IncomeForm(version, "", "", "", "", "", "", "MONTH", "", "", "DECLARED", true, "", "");
        }

        static IncomeForm of(IncomePart part, long version) {
            return new IncomeForm(
                    version,
                    Input.show(part.person()),
                    part.item().name(),
                    Input.show(part.declared()),
                    part.declaredSource(),
                    Input.show(part.verified()),
                    part.verifiedSource(),
                    part.per().name(),
                    part.months() == 0 ? "" : Integer.toString(part.months()),
                    part.cost().equals(Money.ZERO) ? "" : part.cost().toString(),
                    part.method().name(),
                    part.confirmed(),
                    Input.show(part.localMinimumWage()),
                    part.note());
        }

        IncomePart part(Errors errors, @Nullable UUID id, Set<PersonId> people) {
            var kind = Input.choice(errors, "item", "收入项目", IncomeItem.class, item, IncomeItem.OTHER);
            if (Input.text(item).isEmpty()) {
                errors.rejectValue("item", "required", "选择收入项目");
            }
            var known = Input.choice(errors, "method", "取值方式", Income.Method.class, method, Income.Method.DECLARED);
            var said = Input.money(errors, "declared", "申报金额", declared);
            var found = Input.money(errors, "verified", "核实金额", verified);
            var source = source(errors, found, verifiedSource);
            if (said == null
                    && found == null
                    && known != Income.Method.REFERENCE_ESTIMATE
                    && !errors.hasFieldErrors("declared")
                    && !errors.hasFieldErrors("verified")) {
                errors.rejectValue("declared", "required", "填写申报金额");
            }
            return new IncomePart(
                    id,
                    whose(errors, "person", person, people),
                    kind,
                    said,
                    Input.atMost(errors, "declaredSource", "申报来源", declaredSource, 200),
                    found,
                    source,
                    Input.choice(errors, "per", "口径", Income.Per.class, per, Income.Per.MONTH),
                    Input.number(errors, "months", "月数", months, 0, 60),
                    Input.moneyOrZero(errors, "cost", "可查证成本", cost),
                    known,
                    known != Income.Method.REFERENCE_ESTIMATE || Boolean.TRUE.equals(confirmed),
                    Input.money(errors, "minimumWage", "务工地最低工资", minimumWage),
                    Input.atMost(errors, "note", "说明", note, 300));
        }
    }

    /** 财产. */
    record PropertyForm(
            long version,
            @Nullable String person,
            @Nullable String kind,
            @Nullable String declared,
            @Nullable String declaredSource,
            @Nullable String verified,
            @Nullable String verifiedSource,
            @Nullable String use,
            @Nullable String floorArea,
            @Nullable Boolean onlyDwelling,
            @Nullable Boolean homestead,
            @Nullable String exempted,
            @Nullable String note) {

        static final Map<String, String> LABELS = Map.of(
                "kind",
                "财产种类",
                "declared",
                "申报价值",
                "declaredSource",
                "申报来源",
                "verified",
                "核实价值",
                "verifiedSource",
                "核实来源",
                "use",
                "机动车用途",
                "floorArea",
                "建筑面积",
                "exempted",
                "是否豁免",
                "note",
                "说明");

        static PropertyForm empty(long version) {
            return new PropertyForm(version, "", "", "", "", "", "", "NONE", "", false, false, "", "");
        }

        static PropertyForm of(PropertyPart part, long version) {
            return new PropertyForm(
                    version,
                    Input.show(part.owner()),
                    part.kind().name(),
                    part.declared().toString(),
                    part.declaredSource(),
                    Input.show(part.verified()),
                    part.verifiedSource(),
                    part.use().name(),
                    part.floorArea() == null
                            ? ""
                            : java.math.BigDecimal.valueOf(part.floorArea(), 2).toPlainString(),
                    part.onlyDwelling(),
                    part.homestead(),
                    Input.show(part.exempted()),
                    part.note());
        }

        PropertyPart part(Errors errors, @Nullable UUID id, Set<PersonId> people) {
            if (Input.text(kind).isEmpty()) {
                errors.rejectValue("kind", "required", "选择财产种类");
            }
            var what = Input.choice(errors, "kind", "财产种类", PropertyKind.class, kind, PropertyKind.OTHER);
            var found = Input.money(errors, "verified", "核实价值", verified);
            var vehicle = Input.choice(errors, "use", "机动车用途", Property.Use.class, use, Property.Use.NONE);
            return new PropertyPart(
                    id,
                    whose(errors, "person", person, people),
                    what,
                    Input.moneyOrZero(errors, "declared", "申报价值", declared),
                    Input.atMost(errors, "declaredSource", "申报来源", declaredSource, 200),
                    found,
                    source(errors, found, verifiedSource),
                    what == PropertyKind.VEHICLE && vehicle == Property.Use.NONE ? Property.Use.PRIVATE_CAR : vehicle,
                    area(errors),
                    Boolean.TRUE.equals(onlyDwelling),
                    Boolean.TRUE.equals(homestead),
                    Input.yesNo(exempted),
                    Input.atMost(errors, "note", "说明", note, 300));
        }

        private @Nullable Integer area(Errors errors) {
            var typed = java.text.Normalizer.normalize(Input.text(floorArea), java.text.Normalizer.Form.NFKC);
            if (typed.isEmpty()) {
                return null;
            }
            if (!typed.matches("\\d{1,5}(\\.\\d{1,2})?")) {
                errors.rejectValue("floorArea", "area", "建筑面积应为平方米数，例如 86.5");
                return null;
            }
            return new java.math.BigDecimal(typed).movePointRight(2).intValueExact();
        }
    }

    /** 支出. */
    record ExpenseForm(
            long version,
            @Nullable String person,
            @Nullable String kind,
            @Nullable String declared,
            @Nullable String declaredSource,
            @Nullable String verified,
            @Nullable String verifiedSource,
            @Nullable String aided,
            @Nullable Boolean proved,
            @Nullable String note) {

        static final Map<String, String> LABELS = Map.of(
                "kind",
                "支出类别",
                "declared",
                "申报金额",
                "declaredSource",
                "申报来源",
                "verified",
                "核实金额",
                "verifiedSource",
                "核实来源",
                "aided",
                "已报销、救助",
                "proved",
                "有票据",
                "note",
                "说明");

        static ExpenseForm empty(long version) {
            return new ExpenseForm(version, "", "", "", "", "", "", "", true, "");
        }

        static ExpenseForm of(ExpensePart part, long version) {
            return new ExpenseForm(
                    version,
                    Input.show(part.person()),
                    part.kind().name(),
                    part.declared().toString(),
                    part.declaredSource(),
                    Input.show(part.verified()),
                    part.verifiedSource(),
                    part.aided().equals(Money.ZERO) ? "" : part.aided().toString(),
                    part.proved(),
                    part.note());
        }

        ExpensePart part(Errors errors, @Nullable UUID id, Set<PersonId> people) {
            if (Input.text(kind).isEmpty()) {
                errors.rejectValue("kind", "required", "选择支出类别");
            }
            if (Input.text(declared).isEmpty()) {
                errors.rejectValue("declared", "required", "填写申报金额");
            }
            var found = Input.money(errors, "verified", "核实金额", verified);
            return new ExpensePart(
                    id,
                    whose(errors, "person", person, people),
                    Input.choice(errors, "kind", "支出类别", ExpenseKind.class, kind, ExpenseKind.OTHER),
                    Input.moneyOrZero(errors, "declared", "申报金额", declared),
                    Input.atMost(errors, "declaredSource", "申报来源", declaredSource, 200),
                    found,
                    source(errors, found, verifiedSource),
                    Input.moneyOrZero(errors, "aided", "已报销、救助", aided),
                    Boolean.TRUE.equals(proved),
                    Input.atMost(errors, "note", "说明", note, 300));
        }
    }

    /** 赡养义务人. The number and the telephone on record are not in it: empty leaves them as they are. */
    record SupporterForm(
            long version,
            @Nullable String label,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String address,
            @Nullable List<String> supports,
            @Nullable String supported,
            @Nullable String householdSize,
            @Nullable String declared,
            @Nullable String declaredSource,
            @Nullable String verified,
            @Nullable String verifiedSource,
            @Nullable String area,
            @Nullable String standard,
            @Nullable String agreed,
            @Nullable String actual,
            @Nullable String assistance,
            @Nullable String birthOn,
            @Nullable String disability,
            @Nullable String grade,
            @Nullable String incapacity,
            @Nullable String withinLimits) {

        static final Map<String, String> LABELS = Map.ofEntries(
                Map.entry("label", "称谓"),
                Map.entry("name", "姓名"),
                Map.entry("address", "住址"),
                Map.entry("supported", "其家庭赡养人数"),
                Map.entry("householdSize", "其家庭人数"),
                Map.entry("declared", "申报月收入"),
                Map.entry("verified", "核实月收入"),
                Map.entry("agreed", "协议、判决月额"),
                Map.entry("actual", "实际月额"),
                Map.entry("assistance", "享受类别"));

        static SupporterForm empty(long version) {
            return new SupporterForm(
                    version, "", "", "", "", List.of(), "", "1", "", "", "", "", "", "", "", "", "NONE", "", "", "",
                    "NONE", "");
        }

        static SupporterForm of(SupporterPart part, long version) {
            var disability = part.contact().disabilities().isEmpty()
                    ? null
                    : part.contact().disabilities().get(0);
            return new SupporterForm(
                    version,
                    part.label(),
                    part.contact().name(),
                    "",
                    part.contact().address(),
                    part.supports().stream().map(PersonId::toString).sorted().toList(),
                    Integer.toString(part.supported()),
                    Integer.toString(part.householdSize()),
                    Input.show(part.declared()),
                    part.declaredSource(),
                    Input.show(part.verified()),
                    part.verifiedSource(),
                    part.area() == null ? "" : part.area().name(),
                    Input.show(part.localMonthlyStandard()),
                    Input.show(part.agreedMonthly()),
                    Input.show(part.actualMonthly()),
                    part.assistance().name(),
                    Input.show(part.birthOn()),
                    disability == null ? "" : disability.category().name(),
                    disability == null ? "" : Integer.toString(disability.grade()),
                    part.incapacity().name(),
                    Input.show(part.propertyWithinLimits()));
        }

        SupporterPart part(
                Errors errors, @Nullable UUID id, Set<PersonId> people, @Nullable SupporterPart now, LocalDate today) {
            var whom = new HashSet<PersonId>();
            for (var each : supports == null ? List.<String>of() : supports) {
                people.stream().filter(person -> person.toString().equals(each)).forEach(whom::add);
            }
            if (whom.isEmpty()) {
                errors.rejectValue("supports", "required", "选择赡养（抚养、扶养）谁");
            }
            var found = Input.money(errors, "verified", "核实月收入", verified);
            var digits = Masks.digits(phone);
            if (digits != null && !digits.matches("1\\d{10}|0\\d{9,11}|[2-9]\\d{6,7}")) {
                errors.rejectValue("phone", "phone", "联系电话认不出，应为 11 位手机号或带区号的座机");
            }
            var category = Input.orNull(disability) == null
                    ? null
                    : Input.choice(
                            errors,
                            "disability",
                            "残疾类别",
                            Disability.Category.class,
                            disability,
                            Disability.Category.PHYSICAL);
            var step = Input.code(errors, "grade", "残疾等级", grade, "[1-4]");
            if (category != null && step == null && !errors.hasFieldErrors("grade")) {
                errors.rejectValue("grade", "required", "选择残疾等级");
            }
            var contact = new Contact(
                    Input.atMost(errors, "name", "姓名", name, 50),
                    now == null ? null : now.contact().identityNumber(),
                    digits == null && now != null ? now.contact().phone() : digits,
                    Input.atMost(errors, "address", "住址", address, 200),
                    category == null || step == null
                            ? List.of()
                            : List.of(new Disability(category, Integer.parseInt(step))));
            return new SupporterPart(
                    id,
                    Input.required(errors, "label", "称谓", label, 20),
                    contact,
                    whom,
                    Math.max(1, Input.number(errors, "supported", "其家庭赡养人数", supported, Math.max(1, whom.size()), 50)),
                    Math.max(1, Input.number(errors, "householdSize", "其家庭人数", householdSize, 1, 50)),
                    Input.money(errors, "declared", "申报月收入", declared),
                    Input.atMost(errors, "declaredSource", "申报来源", declaredSource, 200),
                    found,
                    source(errors, found, verifiedSource),
                    Input.orNull(area) == null
                            ? null
                            : Input.choice(errors, "area", "城乡", Area.class, area, Area.RURAL),
                    Input.money(errors, "standard", "当地月标准", standard),
                    Input.money(errors, "agreed", "协议、判决月额", agreed),
                    Input.money(errors, "actual", "实际月额", actual),
                    Input.choice(errors, "assistance", "享受类别", Assistance.class, assistance, Assistance.NONE),
                    Input.day(errors, "birthOn", "出生日期", birthOn, today),
                    Input.choice(
                            errors,
                            "incapacity",
                            "情形",
                            Supporter.Incapacity.class,
                            incapacity,
                            Supporter.Incapacity.NONE),
                    Input.yesNo(withinLimits));
        }
    }

    private static @Nullable String source(Errors errors, @Nullable Money verified, @Nullable String typed) {
        var source = Input.atMost(errors, "verifiedSource", "核实来源", typed, 200);
        if (verified != null && source == null) {
            errors.rejectValue("verifiedSource", "required", "填写核实来源，例如核对报告、村委会证明");
        }
        return verified == null ? null : source;
    }

    private static @Nullable PersonId whose(Errors errors, String field, @Nullable String typed, Set<PersonId> people) {
        var text = Input.text(typed);
        if (text.isEmpty()) {
            return null;
        }
        return people.stream()
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    errors.rejectValue(field, "choice", "选择是谁的");
                    return null;
                });
    }
}
