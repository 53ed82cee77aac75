package cn.yimen.intake;

import cn.yimen.household.IdentityKind;
import cn.yimen.household.Relation;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.PhoneInput;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.TextInput;
import cn.yimen.kernel.YuanInput;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 核对填写 (ui-guide 6.4, 15): everything that is wrong at once, each in one sentence at its place. */
final class Check {

    static final int STORY = 300;

    /** 按月的金额, with their labels. */
    static final Map<String, String> AMOUNTS = new LinkedHashMap<>();

    static {
        AMOUNTS.put("wage", "务工收入");
        AMOUNTS.put("business", "种养与经营净收入");
        AMOUNTS.put("assetIncome", "土地流转等财产收入");
        AMOUNTS.put("pension", "养老金（个人账户、离退休）");
        AMOUNTS.put("transfer", "其他转移收入");
        AMOUNTS.put("basicPension", "基础养老金");
        AMOUNTS.put("exempt", "不计入的收入");
        AMOUNTS.put("medical", "医疗自付支出");
        AMOUNTS.put("edu", "非义务教育支出");
        AMOUNTS.put("rehab", "残疾康复与护理支出");
        AMOUNTS.put("jobCost", "必要就业成本");
        AMOUNTS.put("medicalBills", "医疗票据合计");
        AMOUNTS.put("eduBills", "教育票据合计");
        AMOUNTS.put("finance", "存款、理财合计");
        AMOUNTS.put("emQuick", "小额快救金额");
    }

    private final Reading reading;
    private final Set<String> villages;
    private final List<Problem> problems = new ArrayList<>();

    private Check(Reading reading, Set<String> villages) {
        this.reading = reading;
        this.villages = villages;
    }

    /**
     * The whole form before it is submitted.
     *
     * @param villages codes that may be chosen
     * @param meansTested whether one of the chosen items looks at income and property
     * @param emergencyWanted whether 临时救助 is among them
     * @param asked codes of the materials that must be marked as received or missing, with their names
     */
    static List<Problem> all(
            Reading reading,
            Set<String> villages,
            Set<String> items,
            boolean meansTested,
            boolean emergencyWanted,
            Map<String, String> asked) {
        var check = new Check(reading, villages);
        check.applicant();
        check.rows();
        check.amounts(meansTested);
        check.assets(meansTested);
        check.needs(items, emergencyWanted);
        check.materials(asked);
        return List.copyOf(check.problems);
    }

    /** What is wrong with a member's row, its fields under {@code prefix}. */
    static List<Problem> member(MemberRead member, String prefix, LocalDate today) {
        var problems = new ArrayList<Problem>();
        var typed = member.typed();
        var who = member.self() ? "" : "第 " + member.no() + " 位成员" + member.name();
        if (!member.self()) {
            person(typed, prefix, who, today, problems);
            if (member.relation() == null) {
                problems.add(new Problem(prefix + "relation", "选择与申请人的关系", who));
            }
        }
        var income = typed.get("income");
        if (!income.isEmpty()) {
            amount(income, "月收入", prefix + "income", who, problems);
        }
        text(typed, "illness", "病名", 60, prefix, who, problems);
        text(typed, "school", "学校", 60, prefix, who, problems);
        var category = typed.has("disCategory");
        if (category != typed.has("disGrade")) {
            problems.add(
                    new Problem(prefix + (category ? "disGrade" : "disCategory"), category ? "选择残疾等级" : "选择残疾类别", who));
        }
        if (category && typed.has("disGrade") && member.disabilities().isEmpty()) {
            problems.add(new Problem(prefix + "disGrade", "残疾等级应为一级到四级", who));
        }
        var months = typed.get("migrantMonths");
        if (!months.isEmpty() && !months.matches("[1-9]|1[0-2]")) {
            problems.add(new Problem(prefix + "migrantMonths", "外出务工月数应为 1 到 12", who));
        }
        if (!months.isEmpty() && !income.isEmpty()) {
            problems.add(new Problem(prefix + "migrantMonths", "月收入已经填了 " + shortened(income) + "，收入说得清就不填务工月数", who));
        }
        if (typed.has("included") && !typed.has("includedWhy")) {
            problems.add(new Problem(prefix + "includedWhy", "填写为什么这样认定", who));
        }
        text(typed, "includedWhy", "认定理由", 200, prefix, who, problems);
        return problems;
    }

    /** What is wrong with a supporter's row. */
    static List<Problem> supporter(Typed typed, int no, String prefix, LocalDate today) {
        var problems = new ArrayList<Problem>();
        var who = "第 " + no + " 位义务人" + typed.get("label");
        if (!typed.has("label")) {
            problems.add(new Problem(prefix + "label", "填写与申请人的关系，例如：子、次女", who));
        }
        text(typed, "label", "与申请人的关系", 20, prefix, who, problems);
        text(typed, "name", "姓名", 50, prefix, who, problems);
        if (typed.has("idno")) {
            var problem = ResidentId.problem(typed.get("idno"));
            if (problem != null) {
                problems.add(new Problem(prefix + "idno", problem, who));
            }
        }
        if (!typed.get("size").matches("[1-9]|[1-4][0-9]")) {
            problems.add(new Problem(prefix + "size", typed.has("size") ? "家庭人口应为 1 到 49 的数字" : "填写义务人家里有几口人", who));
        }
        if (typed.has("supported") && !typed.get("supported").matches("[1-9]|[1-4][0-9]")) {
            problems.add(new Problem(prefix + "supported", "要赡养的人数应为 1 到 49 的数字", who));
        }
        for (var field : List.of("income", "agreed", "actual")) {
            if (typed.has(field)) {
                amount(
                        typed.get(field),
                        switch (field) {
                            case "income" -> "家庭月收入";
                            case "agreed" -> "协议每月给";
                            default -> "实际每月给";
                        },
                        prefix + field,
                        who,
                        problems);
            }
        }
        if (typed.has("birth") && DateInput.read(typed.get("birth"), today).isEmpty()) {
            problems.add(new Problem(prefix + "birth", date("出生日期", typed.get("birth")), who));
        }
        if (typed.has("disCategory") != typed.has("disGrade")) {
            problems.add(new Problem(
                    prefix + (typed.has("disCategory") ? "disGrade" : "disCategory"),
                    typed.has("disCategory") ? "选择残疾等级" : "选择残疾类别",
                    who));
        }
        return problems;
    }

    private static void person(Typed typed, String prefix, String who, LocalDate today, List<Problem> problems) {
        if (!typed.has("name")) {
            problems.add(new Problem(prefix + "name", "填写姓名", who));
        }
        text(typed, "name", "姓名", 50, prefix, who, problems);
        var number = typed.get("idno");
        if (number.isEmpty() && typed.has("noId")) {
            text(typed, "noId", "没有证件号的原因", 100, prefix, who, problems);
            if (typed.has("birth")) {
                var birth = DateInput.read(typed.get("birth"), today);
                if (birth.isEmpty()) {
                    problems.add(new Problem(prefix + "birth", date("出生日期", typed.get("birth")), who));
                } else {
                    birthDay(birth.get(), prefix + "birth", who, today, problems);
                }
            }
            return;
        }
        var permit = MemberRead.permitKind(typed);
        if (permit.isPresent() && !number.isEmpty() && ResidentId.problem(number) != null) {
            permit(permit.get(), typed, prefix, who, today, problems);
            return;
        }
        var problem = number.isEmpty()
                ? permit.isPresent() ? "填写" + permit.get().label() + "号" : "填写身份证号；没有的，写明原因"
                : idProblem(number);
        if (problem != null) {
            problems.add(new Problem(prefix + "idno", problem, who));
        } else {
            birthDay(ResidentId.parse(number).birthDate(), prefix + "idno", who, today, problems);
        }
    }

    /** A permit without birth date in its number: the day and the sex stand on it and are typed. */
    private static void permit(
            IdentityKind kind, Typed typed, String prefix, String who, LocalDate today, List<Problem> problems) {
        if (IdentityKind.permitNumber(typed.get("idno")) == null) {
            problems.add(new Problem(prefix + "idno", kind.label() + "号应为 8 到 20 位字母和数字", who));
        }
        var birth = DateInput.read(typed.get("birth"), today);
        if (birth.isPresent()) {
            birthDay(birth.get(), prefix + "birth", who, today, problems);
        } else {
            problems.add(new Problem(
                    prefix + "birth", typed.has("birth") ? date("出生日期", typed.get("birth")) : "填写出生日期，按证件填", who));
        }
        if (!typed.has("sex")) {
            problems.add(new Problem(prefix + "sex", "选择性别，按证件选", who));
        }
    }

    static @Nullable String idProblem(String number) {
        if (number.indexOf('*') >= 0) {
            return "身份证号里有 *，要改就把 18 位都重输";
        }
        if (number.length() > 60) {
            return "身份证号现在是 " + number.codePointCount(0, number.length()) + " 位，应为 18 位";
        }
        return ResidentId.problem(number);
    }

    private static void birthDay(LocalDate birth, String field, String who, LocalDate today, List<Problem> problems) {
        if (birth.isAfter(today)) {
            problems.add(new Problem(field, "出生日期 " + birth + " 在今天之后，请对照证件核对", who));
        } else if (birth.isBefore(today.minusYears(125))) {
            problems.add(new Problem(field, "出生日期 " + birth + " 在 125 年以前，请对照证件核对", who));
        }
    }

    private void applicant() {
        var form = reading.form();
        person(form, "", "", reading.today(), problems);
        if (!form.has("name")) {
            problems.removeIf(each -> each.field().equals("name"));
            add("name", "填写申请人姓名");
        }
        var phone = form.get("phone");
        if (phone.isEmpty()) {
            add("phone", "填写联系电话；没有电话的，填村干部或亲属的电话");
        } else if (PhoneInput.problem(phone) != null) {
            add("phone", "联系电话" + PhoneInput.problem(phone));
        }
        if (!villages.contains(form.get("village"))) {
            add("village", "选择居住的村（社区）");
        }
        text(form, "houseNo", "组、门牌", 60, "", "", problems);
        text(form, "hukouPlace", "户籍所在地", 60, "", "", problems);
        if (!form.has("hukou")) {
            add("hukou", "选择户口性质");
        }
        if (form.get("hukou").endsWith("_SPLIT") && !form.has("hukouPlace")) {
            add("hukouPlace", "填写户籍所在地；与居住地一致的，户口性质改选「一致」");
        }
        if (form.ticked("agent")) {
            agent(form);
        }
        if (form.ticked("kin") && !form.has("kinWho")) {
            add("kinWho", "填写是谁的近亲属、什么关系、在哪里任职");
        }
        text(form, "kinWho", "近亲属情况", 200, "", "", problems);
    }

    private void agent(Typed form) {
        if (!form.has("agentName")) {
            add("agentName", "填写代办人姓名");
        }
        text(form, "agentName", "代办人姓名", 50, "", "", problems);
        var number = form.get("agentIdno");
        var problem = number.isEmpty() ? "填写代办人身份证号" : idProblem(number);
        if (problem != null) {
            add("agentIdno", problem.startsWith("身份证号") ? "代办人" + problem : problem);
        } else if (ResidentId.parse(number).equals(reading.applicant().id())) {
            add("agentIdno", "代办人身份证号和申请人的相同，代办人应是另一个人");
        }
        if (form.has("agentPhone") && PhoneInput.problem(form.get("agentPhone")) != null) {
            add("agentPhone", "代办人电话" + PhoneInput.problem(form.get("agentPhone")));
        }
        if (!form.has("agentRelation")) {
            add("agentRelation", "填写代办人与申请人的关系");
        }
        text(form, "agentRelation", "代办人与申请人的关系", 30, "", "", problems);
        if (!form.has("agentWhy")) {
            add("agentWhy", "填写代办原因，例如：本人卧床");
        }
        text(form, "agentWhy", "代办原因", 100, "", "", problems);
    }

    private void rows() {
        var seen = new HashMap<String, MemberRead>();
        for (var member : reading.members()) {
            var prefix = member.key().equals(reading.content().edited()) ? "edit." : "row." + member.key() + ".";
            for (var problem : member(member, prefix, reading.today())) {
                problems.add(
                        prefix.equals("edit.")
                                ? problem
                                : new Problem("row." + member.key(), problem.words(), problem.row()));
            }
            if ((member.condition()
                            .filter(each -> each == Condition.SEVERE || each == Condition.DISABLED)
                            .isPresent())
                    && member.disabilities().isEmpty()
                    && !member.typed().has("disCategory")
                    && !member.typed().has("disGrade")) {
                problems.add(new Problem(
                        prefix.equals("edit.") ? "edit.disCategory" : "row." + member.key(),
                        "选择残疾类别和等级，按残疾人证填",
                        member.who()));
            }
            if (member.number() != null) {
                var other = seen.putIfAbsent(member.number(), member);
                if (other != null) {
                    problems.add(new Problem(
                            prefix.equals("edit.") ? "edit.idno" : "row." + member.key(),
                            "身份证号和" + other.who() + "的相同，一个人只填一次",
                            member.who()));
                }
            }
            generations(member, prefix);
        }
        int no = 1;
        for (var row : reading.content().supporters()) {
            var open = row.key().equals(reading.content().supporterEdited());
            for (var problem :
                    supporter(row.typed(), no, open ? "supporterEdit." : "row." + row.key(), reading.today())) {
                problems.add(open ? problem : new Problem("row." + row.key(), problem.words(), problem.row()));
            }
            no++;
        }
    }

    /** A child older than the parent: both figures, and the way out. */
    private void generations(MemberRead member, String prefix) {
        var mine = reading.applicant().ageOn(reading.today());
        var theirs = member.ageOn(reading.today());
        if (member.self() || mine == null || theirs == null || member.relation() == null) {
            return;
        }
        var younger = Set.of(Relation.CHILD, Relation.GRANDCHILD).contains(member.relation()) && theirs >= mine;
        var older = Set.of(Relation.PARENT, Relation.GRANDPARENT).contains(member.relation()) && theirs <= mine;
        if (younger || older) {
            problems.add(new Problem(
                    prefix.equals("edit.") ? "edit.relation" : "row." + member.key(),
                    "关系填的是%s，可是%d 岁，申请人 %d 岁，请核对关系或身份证号".formatted(member.relationWords(), theirs, mine),
                    member.who()));
        }
    }

    private void amounts(boolean meansTested) {
        var form = reading.form();
        AMOUNTS.forEach((field, label) -> {
            var typed = form.get(field);
            if (!typed.isEmpty()) {
                amount(typed, label, field, "", problems);
            }
        });
        if (meansTested && !reading.incomesAsked() && !hasProblem("wage")) {
            add("wage", "填写务工收入，没有就填 0");
        }
        var members = reading.memberIncomes();
        reading.money("wage").ifPresent(wage -> {
            if (members.signum() > 0 && !wage.amount().equals(members)) {
                add(
                        "wage",
                        "务工收入 %s 元与成员的月收入合计 %s 元不一样，请改成一致，或空着按成员的算"
                                .formatted(wage.amount().grouped(), members.grouped()));
            }
        });
        bills("medical", "medicalBills", "医疗自付支出");
        bills("edu", "eduBills", "非义务教育支出");
    }

    private void bills(String expense, String bills, String label) {
        var spent = reading.money(expense);
        var proved = reading.money(bills);
        if (spent.isPresent()
                && proved.isPresent()
                && spent.get().amount().compareTo(proved.get().amount()) > 0) {
            Money more = spent.get().amount().minus(proved.get().amount());
            add(expense, label + "比票据合计多 " + more.grouped() + " 元，请核对或补录票据");
        }
    }

    private void assets(boolean meansTested) {
        var ticked = reading.assets();
        var form = reading.form();
        if (ticked.isEmpty() && meansTested) {
            add("assets", "选择家庭财产情况，都没有就选「以上都没有」");
        }
        if (ticked.contains(Asset.NONE) && ticked.size() > 1) {
            var other = ticked.stream()
                    .filter(each -> each != Asset.NONE)
                    .findFirst()
                    .orElse(Asset.VEHICLE);
            add("assets", "选了「%s」，又选了「以上都没有」，请去掉一个".formatted(other.words()));
        }
        if (ticked.contains(Asset.FINANCE) && !form.has("finance")) {
            add("finance", "填写存款、理财合计多少元");
        }
        var finance = reading.money("finance").map(YuanInput::amount).orElse(Money.ZERO);
        if (ticked.contains(Asset.NONE) && finance.signum() > 0 && ticked.size() == 1) {
            add("finance", "选了「以上都没有」，可是存款填了 " + finance.grouped() + " 元，请改成一致");
        }
        if (form.has("houses") && !form.get("houses").matches("[2-9]|[1-4][0-9]")) {
            add("houses", "住房套数应为 2 到 49 的数字");
        }
        if (form.has("houseArea") && reading.houseArea() == null) {
            add("houseArea", "建筑面积应为数字，单位平方米，例如 120 或 96.5");
        }
    }

    private void needs(Set<String> items, boolean emergencyWanted) {
        var form = reading.form();
        var wanted = reading.needs();
        if (wanted.stream().noneMatch(items::contains)) {
            add("needs", "选择申请的事项");
        }
        var story = form.get("story");
        if (story.isEmpty()) {
            add("story", "填写遭遇困难情况");
        }
        text(form, "story", "遭遇困难情况", STORY, "", "", problems);
        text(form, "say", "答复", 1000, "", "", problems);
        if (emergencyWanted && !form.has("emCause")) {
            add("emCause", "申请临时救助的，选择近期突发的困难");
        }
        if (form.has("emMonths") && !form.get("emMonths").matches("[1-9]|1[0-2]")) {
            add("emMonths", "救助月数应为 1 到 12");
        }
        if (form.has("emOn")) {
            var on = DateInput.read(form.get("emOn"), reading.today());
            if (on.isEmpty()) {
                add("emOn", date("发生日期", form.get("emOn")));
            } else if (on.get().isAfter(reading.today())) {
                add("emOn", "发生日期 %s 在今天之后，请填已经发生的日期".formatted(on.get()));
            }
        }
    }

    private void materials(Map<String, String> asked) {
        asked.forEach((code, name) -> {
            var state = reading.form().get("mat." + code);
            if (!state.equals("got") && !state.equals("later")) {
                add("mat." + code, "选择" + name + "是否收到");
            }
        });
    }

    private static void amount(String typed, String label, String field, String who, List<Problem> problems) {
        var problem = YuanInput.problem(typed);
        if (problem != null) {
            problems.add(new Problem(field, problem.replaceFirst("^(填写)?金额", "$1" + label), who));
        }
    }

    private static void text(
            Typed typed, String field, String label, int most, String prefix, String who, List<Problem> problems) {
        var problem = TextInput.problem(typed.get(field), most, field.equals("story") || field.equals("say"));
        if (problem != null) {
            problems.add(new Problem(prefix + field, label + problem, who));
        }
    }

    private static String date(String label, String typed) {
        return label + " " + shortened(typed) + " 认不出，例如 1970-1-15";
    }

    private static String shortened(String typed) {
        return typed.length() <= 20 ? typed : typed.substring(0, 20) + "…";
    }

    private boolean hasProblem(String field) {
        return problems.stream().anyMatch(each -> each.field().equals(field));
    }

    private void add(String field, String words) {
        problems.add(Problem.at(field, words));
    }
}
