package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.oldCouple;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.household.Area;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** EL-1, EL-4: a run is stored as JSON and replayed from it. */
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
}
