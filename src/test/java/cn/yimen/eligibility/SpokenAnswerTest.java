package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.household.Area;
import cn.yimen.household.Emergency;
import cn.yimen.household.Emergency.Cause;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Property;
import cn.yimen.household.Relation;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** IN-1, EL-4: 可以这样答复, whole sentences to the citizen (ui-guide 4.2, 15). */
class SpokenAnswerTest {

    private static String said(HouseholdFacts facts) {
        return SpokenAnswer.of(MeansTest.determine(facts, P2025)).text();
    }

    @Test
    void dibao() {
        assertThat(said(migrantWorkers()))
                .isEqualTo("按您家现在的情况，可能符合低保，每月大约 1,301 元，其中分类施保增发 242 元。这是预估，要经过核对和审核，以审核结果为准。");
        assertThat(said(ofAdults(Area.URBAN, 1).build())).startsWith("按您家现在的情况，可能符合低保，每月大约 832 元。这是");
    }

    @Test
    void marginalWithASingle() {
        assertThat(said(disabledDaughter().build()))
                .isEqualTo("按您家现在的收入，每人每月 1,100 元，高于低保标准 832 元，有人均金融资产 ≈26,666.67 元，超过限额 19,968.00 元，这次不能办低保。"
                                .replace("有人均", "人均")
                        + "可以申请低保边缘家庭认定，看病、上学有减免。您女儿可以参照单人户单独申请低保，每月大约 1,082 元。"
                        + "这是预估，要经过核对和审核，以审核结果为准。您可以照样提出书面申请；收到书面决定后不同意的，可以在 60 日内申请行政复议。");
    }

    @Test
    void equalIsNotBelow() {
        assertThat(said(ofAdults(Area.RURAL, 2)
                        .income(monthly("户主", IncomeItem.WAGES, "1210"))
                        .build()))
                .startsWith("按您家现在的收入，每人每月 605 元，没有低于低保标准 605 元，这次不能办低保。可以申请低保边缘");
    }

    @Test
    void propertyOnly() {
        assertThat(said(ofAdults(Area.RURAL, 2)
                        .property(Property.vehicle("v", null, Property.Use.PRIVATE_CAR))
                        .build()))
                .isEqualTo("您家有生活用机动车，这次不能办低保。您可以照样提出书面申请；收到书面决定后不同意的，可以在 60 日内申请行政复议。");
    }

    @Test
    void tekun() {
        assertThat(said(HouseholdFacts.on(Families.DAY, Area.RURAL)
                        .member(lonelyOldMan(66).failing().institutional(true))
                        .build()))
                .isEqualTo("您可能符合特困供养，每月大约 1,508 元，其中基本生活 1,082 元、照料护理 426 元。这是预估，要经过核对和审核，以审核结果为准。");
    }

    @Test
    void speaksOfThePeopleAsOneDoes() {
        var said = java.util.Map.of(
                "本人", "您可能", "子", "您儿子可能", "女", "您女儿可能", "妻", "您妻子可能", "夫", "您丈夫可能", "父", "您父亲可能", "母", "您母亲可能", "祖父",
                "您家祖父可能");
        said.forEach((label, words) -> assertThat(said(HouseholdFacts.on(Families.DAY, Area.RURAL)
                        .member(person(label, Relation.HEAD, 66).failing().institutional(false))
                        .build()))
                .startsWith(words + "符合特困供养"));
    }

    @Test
    void rigid() {
        assertThat(said(rigidExpenses().build())).contains("可以申请刚性支出困难家庭认定");
    }

    @Test
    void urgent() {
        var facts = ofAdults(Area.URBAN, 3).income(monthly("户主", IncomeItem.WAGES, "30000"));
        assertThat(said(facts.emergency(Emergency.of(Cause.FIRE, 3)).build()))
                .contains("眼前急用的，可以先给小额快救，最多 832 元，三天内办结。可以申请临时救助，一次性大约 7,488 元。这是预估");
        assertThat(said(facts.emergency(Emergency.of(Cause.FIRE, 9)).build()))
                .contains("一次性大约 14,976 元，超过上限的部分要会商后再定。");
    }

    @Test
    void asksForWhatIsMissingOnce() {
        assertThat(said(ofAdults(Area.RURAL, 2).declared(false, false, true).build()))
                .isEqualTo("还要请您说一下：家庭收入；存款、车辆、房屋等财产情况。");
        assertThat(said(HouseholdFacts.on(Families.DAY, Area.RURAL).build())).isEqualTo("还要请您说一下：共同生活的家庭成员。");
    }

    @Test
    void saysWhoseShareIsNotPaid() {
        var refusal = new JobRefusal(LocalDate.of(2025, 5, 1), true, false);
        assertThat(said(ofAdults(Area.URBAN, 1)
                        .member(person("子", Relation.CHILD, 20).jobRefusals(refusal, refusal, refusal))
                        .build()))
                .startsWith("按您家现在的情况，可能符合低保，每月大约 832 元。子已 3 次无正当理由拒绝就业，停发本人份额。这是预估");
    }

    @Test
    void warnsOfRefusals() {
        var on = LocalDate.of(2025, 5, 1);
        var facts = HouseholdFacts.on(Families.DAY, Area.URBAN)
                .member(person("户主", Relation.HEAD, 40))
                .member(person("子", Relation.CHILD, 20)
                        .jobRefusals(new JobRefusal(on, true, false), new JobRefusal(on.plusDays(1), true, false)));
        assertThat(said(facts.build())).contains("子已 2 次无正当理由拒绝就业，再拒绝将停发本人份额。");
        assertThat(said(facts.income(monthly("户主", IncomeItem.WAGES, "0.50")).build()))
                .contains("每月大约 1,664 元");
        assertThat(yuan("0.50")).isNotNull();
    }
}
