package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** AU-3: how far a post reaches, and that two posts of one person each count in their own place alone. */
class OfficerTest {

    private static final String HERE = "520499001";
    private static final String THERE = "520499002";
    private static final String VILLAGE = "520499001201";
    private static final String NEXT_VILLAGE = "520499001202";

    private static Officer with(Post... posts) {
        return new Officer(new UUID(0, 1), "login", "姓名", null, "", List.of(posts), 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"BUREAU_OFFICER", "BUREAU_APPROVER", "SUPERVISOR"})
    void theBureauAndTheSupervisorSeeTheWholeDistrict(Role role) {
        assertThat(with(Post.of(role)).scope()).isEqualTo(Scope.wholeDistrict());
        assertThat(with(Post.of(role)).scope().sees(THERE, null)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"HELPER", "CHARITY", "ADMINISTRATOR"})
    void theseSeeNoPlaceAtAll(Role role) {
        assertThat(with(Post.at(role, HERE)).scope()).isEqualTo(Scope.none());
        assertThat(Scope.none().sees(HERE, VILLAGE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"WINDOW_CLERK, true, true, false", "TOWNSHIP_REVIEWER, true, true, false"})
    void aTownshipsPostReachesItsVillages(Role role, boolean own, boolean village, boolean other) {
        var scope = with(Post.at(role, HERE)).scope();

        assertThat(scope.sees(HERE, null)).isEqualTo(own);
        assertThat(scope.sees(HERE, VILLAGE)).isEqualTo(village);
        assertThat(scope.sees(THERE, null)).isEqualTo(other);
        assertThat(scope.townshipArray()).containsExactly(HERE);
        assertThat(scope.villageArray()).isEmpty();
        assertThat(scope.departmentArray()).isEmpty();
    }

    @Test
    void anAssistantsPostReachesOneVillage() {
        var scope = with(Post.at(Role.VILLAGE_ASSISTANT, VILLAGE)).scope();

        assertThat(scope.sees(HERE, VILLAGE)).isTrue();
        assertThat(scope.sees(HERE, NEXT_VILLAGE)).isFalse();
        assertThat(scope.sees(HERE, null)).isFalse();
        assertThat(scope.villageArray()).containsExactly(VILLAGE);
    }

    @Test
    void aLiaisonSeesADepartmentAndNoPlace() {
        var scope = with(Post.liaison("YB")).scope();

        assertThat(scope.departments()).containsExactly("YB");
        assertThat(scope.departmentArray()).containsExactly("YB");
        assertThat(scope.sees(HERE, VILLAGE)).isFalse();
    }

    @Test
    void aPostWithoutItsPlaceReachesNothing() {
        assertThat(with(Post.of(Role.WINDOW_CLERK), Post.of(Role.VILLAGE_ASSISTANT), Post.of(Role.LIAISON))
                        .scope())
                .isEqualTo(new Scope(false, Set.of(), Set.of(), Set.of()));
    }

    @Test
    void twoPostsSeeTheUnion() {
        var both = with(Post.at(Role.VILLAGE_ASSISTANT, VILLAGE), Post.at(Role.WINDOW_CLERK, THERE));

        assertThat(both.scope().sees(HERE, VILLAGE)).isTrue();
        assertThat(both.scope().sees(THERE, null)).isTrue();
        assertThat(both.scope().sees(HERE, null)).isFalse();
        assertThat(both.has(Role.WINDOW_CLERK)).isTrue();
        assertThat(both.has(Role.SUPERVISOR)).isFalse();
        assertThat(both.hasAny(Role.SUPERVISOR, Role.VILLAGE_ASSISTANT)).isTrue();
        assertThat(both.hasAny(Role.SUPERVISOR, Role.BUREAU_OFFICER)).isFalse();
        assertThat(both.postWords()).isEqualTo("信息员、窗口经办");
    }

    @Test
    void whatMayBeDoneInAPlaceIsOfThePostsThatReachIt() {
        var both = with(Post.at(Role.VILLAGE_ASSISTANT, VILLAGE), Post.at(Role.WINDOW_CLERK, THERE));

        assertThat(both.at(THERE, null).posts()).containsExactly(Post.at(Role.WINDOW_CLERK, THERE));
        assertThat(both.at(HERE, VILLAGE).posts()).containsExactly(Post.at(Role.VILLAGE_ASSISTANT, VILLAGE));
        assertThat(both.at(HERE, NEXT_VILLAGE).posts()).isEmpty();
        assertThat(both.as(Role.VILLAGE_ASSISTANT).scope().sees(THERE, null)).isFalse();
        assertThat(both.as(Role.VILLAGE_ASSISTANT, Role.WINDOW_CLERK)).isSameAs(both);
        assertThat(both.at(THERE, null).id()).isEqualTo(both.id());
    }

    @Test
    void theTownshipOfTheFirstPostThatHasOne() {
        assertThat(with(Post.liaison("YB"), Post.at(Role.VILLAGE_ASSISTANT, VILLAGE), Post.at(Role.WINDOW_CLERK, THERE))
                        .townshipCode())
                .isEqualTo(HERE);
        assertThat(with(Post.at(Role.WINDOW_CLERK, THERE)).townshipCode()).isEqualTo(THERE);
        assertThat(with(Post.at(Role.WINDOW_CLERK, "520499")).townshipCode()).isNull();
        assertThat(with(Post.of(Role.SUPERVISOR)).townshipCode()).isNull();
        assertThat(with().postWords()).isEqualTo("无岗位");
    }

    /** AU-2: a log line that prints an officer prints the login name and nothing else. */
    @Test
    void isWrittenByTheLoginNameAlone() {
        assertThat(with(Post.of(Role.SUPERVISOR))).hasToString("login");
        assertThat(with().getName()).isEqualTo("login");
    }

    @Test
    void everyRoleHasItsNameAndAuthority() {
        assertThat(Role.values()).allSatisfy(role -> {
            assertThat(role.authority()).isEqualTo("ROLE_" + role.name());
            assertThat(role.words()).isNotBlank();
        });
    }
}
