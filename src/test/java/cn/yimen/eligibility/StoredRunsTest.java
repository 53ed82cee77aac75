package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.oldCouple;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2024;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.Comparison.Change;
import cn.yimen.household.Area;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** EL-1, EL-4: a run is stored as JSON, replayed from it, and two runs compare line by line. */
class StoredRunsTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void aStoredRunIsReadBackWholeAndReplayed() {
        for (var facts : List.of(
                migrantWorkers(),
                oldCouple().build(),
                disabledDaughter().build(),
                rigidExpenses()
                        .emergency(Emergency.of(Emergency.Cause.MEDICAL_COST, 2))
                        .build(),
                HouseholdFacts.on(Families.DAY, Area.RURAL)
                        .member(lonelyOldMan(70).failing().institutional(true))
                        .build(),
                HouseholdFacts.on(Families.DAY, null)
                        .declared(false, false, false)
                        .build())) {
            var run = MeansTest.determine(facts, P2025);
            var stored = json.writeValueAsString(run);
            var read = json.readValue(stored, Assessment.class);
            assertThat(read).isEqualTo(run);
            assertThat(json.readTree(json.writeValueAsString(read))).isEqualTo(json.readTree(stored));
            assertThat(read.replay()).isEqualTo(run);
            assertThat(Comparison.of(read, read.replay()).same()).isTrue();
            assertThat(Comparison.of(read, read.replay()).differences()).isEmpty();
        }
    }

    @Test
    void aStoredRunSaysItsVersionsAndAmountsInYuan() {
        var tree = json.readTree(json.writeValueAsString(MeansTest.determine(migrantWorkers(), P2025)));
        assertThat(tree.at("/engineVersion").asString()).isEqualTo(MeansTest.VERSION);
        assertThat(tree.at("/parameters/version").asString()).isEqualTo("P2025");
        assertThat(tree.at("/parameters/edge/multiple").asString()).isEqualTo("150%");
        assertThat(tree.at("/facts/members").size()).isEqualTo(4);
        assertThat(tree.at("/ladder/1/amount/base").asString()).isEqualTo("1059.00");
        assertThat(tree.at("/ladder/1/eligible").isMissingNode()).isTrue();
    }

    @Test
    void twoDatesCompareLineByLine() {
        var run = MeansTest.determine(migrantWorkers(), P2025);
        var before = run.under(P2024);
        var comparison = Comparison.of(before, run);
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.differences())
                .extracting(line -> line.section() + " " + line.what() + " " + line.before() + " → " + line.after())
                .contains(
                        "版本 政策参数 P2024 → P2025",
                        "最低生活保障 低保标准 571.00 → 605.00",
                        "最低生活保障 基本金 923.00 → 1,059.00",
                        "最低生活保障 增发：母 114.20 → 121.00",
                        "最低生活保障 金额 合计 1,152.00 → 1,301.00")
                .doesNotContain("家庭 家庭人口 4 人 → 4 人");
        assertThat(comparison.lines())
                .filteredOn(line -> line.section().equals("家庭"))
                .allMatch(line -> line.change() == Change.SAME);
    }

    @Test
    void addedAndRemovedLinesAreMarked() {
        var before = MeansTest.determine(migrantWorkers(), P2025);
        var facts = migrantWorkers();
        var after = MeansTest.determine(
                facts.but()
                        .incomes(facts.incomes().subList(1, 4))
                        .income(Income.yearly("x", "户主", IncomeItem.RENT, yuan("1")))
                        .income(Income.yearly("y", "户主", IncomeItem.RENT, yuan("2")))
                        .build(),
                P2025);
        var comparison = Comparison.of(before, after);
        assertThat(comparison.differences())
                .contains(
                        new Comparison.Line(
                                "家庭",
                                "收入：户主 务工收入",
                                Change.REMOVED,
                                "18,000.00",
                                "每月 2,400.00 × 10 个月 = 24,000.00，申报",
                                "",
                                ""),
                        new Comparison.Line("家庭", "收入：户主 房屋出租收入", Change.ADDED, "", "", "1.00", "全年 1.00，申报"),
                        new Comparison.Line("家庭", "收入：户主 房屋出租收入", Change.ADDED, "", "", "2.00", "全年 2.00，申报"));
        assertThat(comparison.same()).isFalse();
        // the second of the same name is compared with the second
        var swapped = MeansTest.determine(after.facts().but().incomes(List.of()).build(), P2025);
        assertThat(Comparison.of(swapped, after).differences())
                .anyMatch(line -> line.change() == Change.ADDED && line.after().equals("2.00"));
    }
}
