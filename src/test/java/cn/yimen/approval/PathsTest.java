package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.NotAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-1, AP-2: the path as a whole, from the data. */
@ProductTest
@Import(Families.class)
class PathsTest {

    static final Map<PathKind, String> ITEM = new EnumMap<>(
            Map.of(PathKind.DIBAO_FAMILY, "MZ-01", PathKind.TEKUN, "MZ-02A", PathKind.TEMPORARY, "MZ-03"));

    @Autowired
    Applications applications;

    @Autowired
    Paths paths;

    @Autowired
    List<Precondition> preconditions;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private ApplicationView accepted(PathKind kind) {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        var opened = cases.open(
                Families.wish(families.couple(clerk), java.util.Objects.requireNonNull(ITEM.get(kind)))
                        .asked(),
                clerk);
        return applications.ofMatter(opened.matters().get(0).id(), clerk).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsReached_AP_2(PathKind kind) {
        var path = paths.of(kind);
        var reached = EnumSet.of(ApplicationState.RECEIVED);
        while (true) {
            var more = path.ways().stream()
                    .filter(way -> reached.contains(way.from()))
                    .map(Paths.WayRow::to)
                    .collect(Collectors.toSet());
            if (!reached.addAll(more)) {
                break;
            }
        }
        assertThat(reached).isEqualTo(path.states().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void whatHasEndedLeadsOnOnlyByAppealOrReopening_AP_2(PathKind kind) {
        var path = paths.of(kind);
        for (var state : path.states().values()) {
            var ways = path.from(state.state()).stream().map(Paths.WayRow::way).collect(Collectors.toSet());
            if (state.ended()) {
                assertThat(ways).as(state.words()).isSubsetOf(Way.APPEAL, Way.REOPEN);
            } else {
                assertThat(ways).as("%s leads on", state.words()).isNotEmpty();
            }
        }
        assertThat(path.from(ApplicationState.CONFIRMED)).isEmpty();
        assertThat(path.from(ApplicationState.DIED))
                .as("only if the death was registered by mistake")
                .extracting(Paths.WayRow::way, Paths.WayRow::preconditions)
                .containsExactly(org.assertj.core.api.Assertions.tuple(Way.REOPEN, List.of("death.corrected")));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyWithoutAPostOfTheDecisionDecides_AP_2(PathKind kind) {
        assertThat(paths.of(kind).ways())
                .filteredOn(way -> way.way() == Way.CONFIRM || way.way() == Way.REFUSE || way.way() == Way.OVERTURN)
                .isNotEmpty()
                .allSatisfy(way -> assertThat(way.roles()).containsExactly(Role.BUREAU_APPROVER));
        assertThat(paths.of(kind).ways()).allSatisfy(way -> {
            assertThat(way.roles())
                    .doesNotContain(Role.SUPERVISOR, Role.ADMINISTRATOR, Role.LIAISON, Role.HELPER, Role.CHARITY);
            assertThat(way.basis()).isNotBlank();
        });
    }

    /** Every way × every role that it is not for, through the service, from the state it leads from. */
    @ParameterizedTest
    @EnumSource
    void everyWayIsRefusedToEveryWrongRole_AP_2(PathKind kind) {
        var path = paths.of(kind);
        var people = new EnumMap<Role, Officer>(Role.class);
        for (var role : Role.values()) {
            people.put(
                    role,
                    switch (role.reach()) {
                        case TOWNSHIP -> Staff.with(jdbc, Post.at(role, Families.TOWNSHIP));
                        case VILLAGE -> Staff.with(jdbc, Post.at(role, Families.VILLAGE));
                        case DEPARTMENT -> Staff.liaison(jdbc, "MZ");
                        case HOUSEHOLDS, REFERRED, DISTRICT, NO_CASES -> Staff.with(jdbc, Post.of(role));
                    });
        }
        var tried = 0;
        for (var from : path.states().keySet()) {
            if (path.from(from).isEmpty()) {
                continue;
            }
            var application = accepted(kind);
            Standing.at(jdbc, paths, application.id(), from);
            for (var way : path.from(from)) {
                for (var role : Role.values()) {
                    if (!way.roles().contains(role)) {
                        assertThatExceptionOfType(RuntimeException.class)
                                .as("%s by %s", way, role)
                                .isThrownBy(() -> applications.go(
                                        application.id(),
                                        way.way(),
                                        "理由",
                                        java.util.Objects.requireNonNull(people.get(role))))
                                .matches(e -> e instanceof NotAllowed || e instanceof NoSuchElementException);
                        tried++;
                    }
                }
            }
            assertThat(state(application)).isEqualTo(from);
        }
        assertThat(tried).isGreaterThan(path.ways().size() * 6);
    }

    /** The same by a request, whoever makes it up: 403 where the application is seen, 404 where it is not. */
    @Test
    void everyWayIsRefusedToEveryWrongRoleByRequest_AP_2() {
        var path = paths.of(PathKind.DIBAO_FAMILY);
        var tried = 0;
        var people = List.of(
                Staff.clerk(jdbc, Families.TOWNSHIP),
                Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP)),
                Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP)),
                Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER)),
                Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)),
                Staff.with(jdbc, Post.of(Role.SUPERVISOR)),
                Staff.liaison(jdbc, "MZ"),
                Staff.administrator(jdbc));
        for (var from : path.states().keySet()) {
            if (path.from(from).isEmpty()) {
                continue;
            }
            var application = accepted(PathKind.DIBAO_FAMILY);
            Standing.at(jdbc, paths, application.id(), from);
            for (var way : path.from(from)) {
                for (var by : people) {
                    if (way.isFor(by, application)) {
                        continue;
                    }
                    assertThat(mvc.post()
                                    .uri(
                                            "/applications/{id}/ways/{way}",
                                            application.id(),
                                            way.way().path())
                                    .with(Staff.as(by))
                                    .with(csrf())
                                    .param("reason", "理由")
                                    .param("_key", java.util.UUID.randomUUID().toString()))
                            .as("%s by %s", way.way(), by.postWords())
                            .satisfies(result ->
                                    assertThat(result.getResponse().getStatus()).isIn(403, 404));
                    tried++;
                }
            }
            assertThat(state(application)).isEqualTo(from);
        }
        assertThat(tried).isGreaterThan(200);
    }

    @Test
    void theTownshipConfirmsWhereTheItemSaysSoAndNoRelativeIsFiled_AP_1() {
        var reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        var application = accepted(PathKind.DIBAO_FAMILY);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        assertThat(mine(application, reviewer)).doesNotContain(Way.CONFIRM);
        assertThat(mine(application, approver)).contains(Way.CONFIRM);

        jdbc.sql("update application set confirm_level = 'TOWN' where id = ?")
                .param(application.id().id())
                .update();
        assertThat(mine(application, reviewer)).contains(Way.CONFIRM, Way.REFUSE, Way.SEND_BACK);
        assertThat(mine(application, approver)).doesNotContain(Way.CONFIRM, Way.REFUSE);

        jdbc.sql("update application set kin_filed = true where id = ?")
                .param(application.id().id())
                .update();
        assertThat(mine(application, reviewer)).as("a filed relative").doesNotContain(Way.CONFIRM);
        assertThat(mine(application, approver)).contains(Way.CONFIRM);
    }

    private List<Way> mine(ApplicationView application, Officer by) {
        return applications.waysAhead(application.id(), by).stream()
                .filter(WayAhead::mine)
                .map(WayAhead::way)
                .toList();
    }

    /** Every pair of states that no way joins, by a statement of the application's own user. */
    @ParameterizedTest
    @EnumSource
    void theDatabaseRefusesEveryPairThatIsNoWay_AP_2(PathKind kind) {
        var path = paths.of(kind);
        var ways = path.ways().stream()
                .map(way -> way.from() + ">" + way.to())
                .collect(Collectors.toCollection(HashSet::new));
        var refused = 0;
        for (var from : path.states().keySet()) {
            var application = accepted(kind);
            Standing.at(jdbc, paths, application.id(), from);
            for (var to : path.states().keySet()) {
                if (from == to || ways.contains(from + ">" + to)) {
                    continue;
                }
                // by whatever way it says it came
                for (var way : Set.of(Way.CONFIRM, Way.REOPEN, Way.SEND_BACK)) {
                    for (var round = 0; round < 2; round++) {
                        int more = round;
                        assertThatExceptionOfType(DataAccessException.class)
                                .as("%s > %s by %s", from, to, way)
                                .isThrownBy(() -> jdbc.sql("""
                                                update application set state = ?, way = ?, round = round + ?,
                                                    ended_at = case when ? then now() end
                                                where id = ?
                                                """)
                                        .params(
                                                to.name(),
                                                way.name(),
                                                more,
                                                path.state(to).ended(),
                                                application.id().id())
                                        .update())
                                .withMessageContaining("没有从");
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void theApplicationsUserCannotMakeAWay_AP_2() {
        for (var statement : List.of(
                "insert into approval_way select kind, 'CONFIRM', 'RECEIVED', 'CONFIRMED', words, roles, town_roles, false,"
                        + " false, false, false, '{}', null, basis from approval_way limit 1",
                "update approval_way set roles = '{WINDOW_CLERK}'",
                "delete from approval_way",
                "update approval_state set ended = false",
                "update approval_limit set policy_key = policy_key",
                "update application_step set way = way",
                "delete from application_hand")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(statement)
                    .isThrownBy(() -> jdbc.sql(statement).update());
        }
    }

    @Test
    void everyPreconditionIsLookedAtBySomething_AP_2() {
        var codes = new ArrayList<String>();
        for (var kind : PathKind.values()) {
            paths.of(kind).ways().forEach(way -> codes.addAll(way.preconditions()));
        }
        var beans = preconditions.stream().map(Precondition::code).toList();
        assertThat(beans).doesNotHaveDuplicates();
        assertThat(beans).containsAll(codes);
        assertThat(new HashSet<>(codes)).as("a bean that no way asks for").containsAll(beans);
    }

    @Test
    void everyKindOfItemHasThePathItsLawAsks_AP_1() {
        for (var item : List.of("MZ-01", "MZ-05", "MZ-06")) {
            assertThat(PathKind.ofItem(item)).contains(PathKind.DIBAO_FAMILY);
        }
        assertThat(PathKind.ofItem("MZ-02A")).contains(PathKind.TEKUN);
        assertThat(PathKind.ofItem("MZ-03")).contains(PathKind.TEMPORARY);
        assertThat(PathKind.ofItem("MZ-02B")).isEmpty();
        assertThat(paths.of(PathKind.DIBAO_FAMILY).way(Way.QUICK_GRANT, ApplicationState.RECEIVED))
                .as("only temporary assistance is given without verification and notice")
                .isEmpty();
    }

    /** The pictures in the documentation are the data; {@code -Dyimen.draw=true} draws them anew. */
    @ParameterizedTest
    @EnumSource
    void thePictureIsThePath_AP_1(PathKind kind) throws IOException {
        var file = Path.of("src/docs/paths", PathPicture.file(kind));
        var drawn = PathPicture.of(paths.of(kind), preconditions);
        if (Boolean.getBoolean("yimen.draw")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, drawn);
        }
        assertThat(file).content().isEqualTo(drawn);
    }

    private ApplicationState state(ApplicationView application) {
        return ApplicationState.valueOf(jdbc.sql("select state from application where id = ?")
                .param(application.id().id())
                .query(String.class)
                .single());
    }
}
