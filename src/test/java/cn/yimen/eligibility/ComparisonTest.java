package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2024;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.Comparison.Change;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EL-4: two runs compare line by line. */
class ComparisonTest {

    @Test
    void aRunAndItsReplayAreTheSame() {
        var run = MeansTest.determine(migrantWorkers(), P2025);
        assertThat(run.replay()).isEqualTo(run);
        assertThat(Comparison.of(run, run.replay()).same()).isTrue();
        assertThat(Comparison.of(run, run.replay()).differences()).isEmpty();
    }

    @Test
    void theLinesStandInTheirSectionsAndSayWhatChanged() {
        var run = MeansTest.determine(migrantWorkers(), P2025);
        var sections = Comparison.sections(Comparison.of(run.under(P2024), run).differences());
        assertThat(sections.keySet()).startsWith("版本", "特困人员救助供养", "最低生活保障");
        assertThat(sections.getOrDefault("版本", List.of()))
                .extracting(line -> line.what() + " " + line.change().label())
                .containsExactly("政策参数 变化", "参数日期 变化");
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
