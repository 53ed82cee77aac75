package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** AU-3: one wording of whose records an officer sees; its rows are asked of the database by AccessTest and its kin. */
class ScopeClauseTest {

    @Test
    void theDistrictSeesAllAndNobodyNothing() {
        assertThat(ScopeClause.of(Scope.wholeDistrict(), "c").condition()).isEqualTo("true");
        var none = ScopeClause.of(new Scope(false, Set.of(), Set.of(), Set.of()), "c");
        assertThat(none.condition()).isEqualTo("false");
        assertThat(none.params()).isEmpty();
    }

    @Test
    void oneTownshipIsAnEqualitySoThatAListReadsItsIndexInOrder() {
        var one = ScopeClause.of(new Scope(false, Set.of("520499001"), Set.of(), Set.of()), "c");
        assertThat(one.condition()).isEqualTo("c.township_code = :scopeTownship");
        assertThat(one.params()).containsEntry("scopeTownship", "520499001");
    }

    @Test
    void theAliasIsLeftOutWhereThereIsNone() {
        assertThat(ScopeClause.of(new Scope(false, Set.of("520499001"), Set.of(), Set.of()), "")
                        .condition())
                .isEqualTo("township_code = :scopeTownship");
    }

    @Test
    void villagesAloneAreHeldWithinTheirTownships() {
        var villages =
                ScopeClause.of(new Scope(false, Set.of(), Set.of("520499001201", "520499001202"), Set.of()), "c");
        assertThat(villages.condition())
                .isEqualTo("(c.township_code = :scopeTownship and c.village_code = any(:scopeVillages))");
        assertThat(villages.params()).containsEntry("scopeTownship", "520499001");
    }

    @Test
    void townshipsAndVillagesAreEitherOr() {
        var both = ScopeClause.of(new Scope(false, Set.of("520499002"), Set.of("520499001201"), Set.of()), "c");
        assertThat(both.condition())
                .isEqualTo("(c.township_code = any(:scopeTownships) or c.village_code = any(:scopeVillages))");
    }

    @Test
    void severalTownshipsAreAnyOfThem() {
        var two = ScopeClause.of(new Scope(false, Set.of("520499002", "520499001"), Set.of(), Set.of()), "c");
        assertThat(two.condition()).isEqualTo("c.township_code = any(:scopeTownships)");
        assertThat((String[]) two.params().get("scopeTownships")).containsExactly("520499001", "520499002");
    }

    @Test
    void aRegisterOfTownshipsIsNotForAVillage() {
        var both = new Officer(
                new UUID(0, 1),
                "login",
                "姓名",
                null,
                "",
                List.of(Post.at(Role.VILLAGE_ASSISTANT, "520499001201"), Post.at(Role.WINDOW_CLERK, "520499002")),
                0);
        assertThat(ScopeClause.of(both, "c").condition()).contains("c.village_code");
        assertThat(ScopeClause.ofTownships(both, "c").condition()).isEqualTo("c.township_code = :scopeTownship");
        assertThat(ScopeClause.ofTownships(both.as(Role.VILLAGE_ASSISTANT), "c"))
                .isEqualTo(ScopeClause.NOTHING);
    }
}
