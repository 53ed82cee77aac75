package cn.yimen.household.web;

import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relations;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.pages.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 代码表 (national-rules 10.2), as {@code @codes} in the templates: choices of forms and words of pages. */
@Component("codes")
public class Codes {

    private static final String ETHNICITY =
            "01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎 20傈僳"
                    + " 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南"
                    + " 37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔"
                    + " 51独龙 52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他（含穿青人） 98外国血统";
    private static final List<String> TABLES = List.of(
            "identity",
            "ethnicity",
            "marital",
            "health",
            "education",
            "employment",
            "work",
            "area",
            "sex",
            "disability",
            "grade",
            "selfCare",
            "relation",
            "absence",
            "study",
            "item",
            "method",
            "per",
            "property",
            "use",
            "expense",
            "assistance",
            "incapacity",
            "yesNo",
            "included",
            "care");
    private static final String MARITAL = "10未婚 20已婚 21初婚 22再婚 23复婚 30丧偶 40离婚 90未说明";
    private static final String HEALTH = "10健康或良好 20一般或较弱 30有慢性病 31心血管病 32脑血管病 33慢性呼吸系统病 34慢性消化系统病 35慢性肾炎"
            + " 36结核病 37糖尿病 38神经或精神疾病 41癌症 49其他慢性病 60残疾";
    private static final String EDUCATION = "10研究生 11博士毕业 14硕士毕业 20本科 21本科毕业 30专科 31专科毕业 40中职 41中专毕业 44职高毕业 47技校毕业"
            + " 60普通高中 61普通高中毕业 70初中 71初中毕业 80小学 81小学毕业 90其他";
    private static final String EMPLOYMENT = "1在岗 2灵活就业 3外出务工 4务农 5登记失业 6未登记失业 7在校 8离退休 9无业（不能劳动）";
    private static final String WORK = "1有劳动能力 2部分丧失 3完全丧失 4无（未成年、老年、在校）";

    private final Map<String, List<Choice>> all =
            TABLES.stream().collect(java.util.stream.Collectors.toUnmodifiableMap(table -> table, this::choices));

    public List<Choice> choices(String table) {
        return switch (table) {
            case "identity" -> of(IdentityKind.values(), IdentityKind::label);
            case "ethnicity" -> of(ETHNICITY, 2);
            case "marital" -> of(MARITAL, 2);
            case "health" -> of(HEALTH, 2);
            case "education" -> of(EDUCATION, 2);
            case "employment" -> of(EMPLOYMENT, 1);
            case "work" -> of(WORK, 1);
            case "area" -> of(Area.values(), Area::label);
            case "sex" -> List.of(new Choice("1", "男"), new Choice("2", "女"), new Choice("9", "未说明"));
            case "disability" -> of(Disability.Category.values(), Disability.Category::label);
            case "grade" ->
                List.of(new Choice("1", "一级"), new Choice("2", "二级"), new Choice("3", "三级"), new Choice("4", "四级"));
            case "selfCare" -> of(SelfCareItem.values(), SelfCareItem::label);
            case "relation" ->
                Relations.all().entrySet().stream()
                        .map(each -> new Choice(each.getKey(), each.getKey() + " " + each.getValue()))
                        .toList();
            case "absence" -> of(Absence.values(), each -> each == Absence.NONE ? "没有" : each.label());
            case "study" -> of(StudyStage.values(), StudyStage::label);
            case "item" ->
                Arrays.stream(IncomeItem.values())
                        .map(each -> new Choice(each.name(), each.kind().label() + "：" + each.label()))
                        .toList();
            case "method" -> of(Income.Method.values(), Income.Method::label);
            case "per" -> List.of(new Choice("MONTH", "每月"), new Choice("PERIOD", "全年（核算期合计）"));
            case "property" -> of(PropertyKind.values(), PropertyKind::label);
            case "use" -> of(Property.Use.values(), each -> each == Property.Use.NONE ? "不是机动车" : each.label());
            case "expense" -> of(ExpenseKind.values(), ExpenseKind::label);
            case "assistance" -> of(Assistance.values(), Assistance::label);
            case "incapacity" ->
                of(Supporter.Incapacity.values(), each -> each == Supporter.Incapacity.NONE ? "没有" : each.label());
            case "yesNo" -> List.of(new Choice("true", "是"), new Choice("false", "否"));
            case "included" -> List.of(new Choice("true", "计入"), new Choice("false", "不计入"));
            case "care" -> List.of(new Choice("true", "集中供养"), new Choice("false", "分散供养"));
            default -> throw new IllegalArgumentException("no table " + table);
        };
    }

    /** The word of a code; empty without one. */
    public String words(String table, @Nullable Object code) {
        if (code == null) {
            return "";
        }
        var text = code instanceof Enum<?> one ? one.name() : code.toString();
        return choices(table).stream()
                .filter(choice -> choice.value().equals(text))
                .map(Choice::words)
                .findFirst()
                .orElse(text);
    }

    public String relation(String code) {
        return Relations.words(code);
    }

    /** All tables by name: what a fragment is given may not call a bean. */
    public Map<String, List<Choice>> all() {
        return all;
    }

    private static <E extends Enum<E>> List<Choice> of(E[] values, Function<E, String> words) {
        return Arrays.stream(values)
                .map(each -> new Choice(each.name(), words.apply(each)))
                .toList();
    }

    private static List<Choice> of(String table, int digits) {
        var choices = new ArrayList<Choice>();
        for (var each : table.split(" ")) {
            choices.add(new Choice(each.substring(0, digits), each.substring(digits)));
        }
        return choices;
    }
}
