package cn.yimen.referral;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.identity.Role;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RF-1: the graph of states as a whole. */
class ReferralStateTest {

    @Test
    void everyStateIsReachedFromTheFirst() {
        var reached = EnumSet.of(ReferralState.TO_DISPATCH);
        var next = new ArrayDeque<ReferralState>(reached);
        while (!next.isEmpty()) {
            for (var state : next.remove().ways().values()) {
                if (reached.add(state)) {
                    next.add(state);
                }
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(ReferralState.values());
    }

    @Test
    void onlyTheLastOnesHaveNoWays() {
        assertThat(Arrays.stream(ReferralState.values()).filter(ReferralState::ended))
                .containsExactlyInAnyOrder(
                        ReferralState.RETURNED,
                        ReferralState.REFUSED_TOLD,
                        ReferralState.FINISHED_TOLD,
                        ReferralState.WITHDRAWN);
    }

    @Test
    void everyActIsUsedAndHasAnActor() {
        var used = Arrays.stream(ReferralState.values())
                .flatMap(state -> state.ways().keySet().stream())
                .collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrder(ReferralAct.values());
        assertThat(ReferralAct.values())
                .allSatisfy(act -> assertThat(act.roles()).isNotEmpty());
    }

    /** The table the bureau can read: state, act, who. */
    @Test
    void theWaysAreExactlyThese() {
        var ways = Arrays.stream(ReferralState.values())
                .flatMap(state -> state.ways().entrySet().stream()
                        .map(way -> "%s —%s（%s）→ %s"
                                .formatted(
                                        state.words(),
                                        way.getKey().words(),
                                        way.getKey().roles().stream()
                                                .map(Role::words)
                                                .collect(Collectors.joining("、")),
                                        way.getValue().words())))
                .toList();
        assertThat(ways)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "待转办 —转办（窗口经办）→ 待签收",
                        "待转办 —撤回（窗口经办）→ 已撤回",
                        "待签收 —签收（部门联络员）→ 审查中",
                        "待签收 —退回（部门联络员）→ 已退回（转错部门）",
                        "待签收 —撤回（窗口经办）→ 已撤回",
                        "审查中 —审查通过（部门联络员）→ 初核中",
                        "审查中 —答复不符合（部门联络员）→ 不符合，待告知",
                        "审查中 —退回（部门联络员）→ 已退回（转错部门）",
                        "审查中 —撤回（窗口经办）→ 已撤回",
                        "初核中 —反馈初核（部门联络员）→ 初核已反馈",
                        "初核中 —答复不符合（部门联络员）→ 不符合，待告知",
                        "初核中 —撤回（窗口经办）→ 已撤回",
                        "初核已反馈 —填办结（部门联络员）→ 已办结，待告知",
                        "初核已反馈 —答复不符合（部门联络员）→ 不符合，待告知",
                        "初核已反馈 —撤回（窗口经办）→ 已撤回",
                        "不符合，待告知 —记录告知（窗口经办、部门联络员）→ 不符合，已告知",
                        "已办结，待告知 —记录告知（窗口经办、部门联络员）→ 已告知"));
    }

    @Test
    void theChainNamesEachStepOfTheWay() {
        assertThat(ReferralState.chain()).containsExactly("签收", "审查", "初核", "办结", "告知");
        assertThat(Set.of(0, 1, 2, 3, 4, 5))
                .isSubsetOf(Arrays.stream(ReferralState.values())
                        .map(ReferralState::link)
                        .collect(Collectors.toSet()));
    }

    /** State, link in the chain, with the department, to be told, what the applicant reads, colour. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            TO_DISPATCH,   -1, false, false, 已受理,                 blue
            SENT,           0, true,  false, 已转到部门,             blue
            EXAMINING,      1, true,  false, 正在办,                 blue
            CHECKING,       2, true,  false, 正在办,                 blue
            ANSWERED,       3, true,  false, 正在办,                 blue
            RETURNED,      -1, false, false, 正在办,                 amber
            REFUSED,        4, false, true,  不符合条件（附原因）,   amber
            REFUSED_TOLD,   5, false, false, 不符合条件（附原因）,   grey
            FINISHED,       4, false, true,  已办结,                 amber
            FINISHED_TOLD,  5, false, false, 已办结,                 green
            WITHDRAWN,     -1, false, false, 已撤回,                 grey
            """)
    void eachIsShownAsWhatItIs(
            ReferralState state, int link, boolean inHand, boolean toTell, String publicWords, String css) {
        assertThat(state.link()).isEqualTo(link);
        assertThat(state.inHand()).isEqualTo(inHand);
        assertThat(state.toTell()).isEqualTo(toTell);
        assertThat(state.publicWords()).isEqualTo(publicWords);
        assertThat(state.css()).isEqualTo(css);
        assertThat(ReferralState.open().contains(state)).isNotEqualTo(state.ended());
    }

    @Test
    void anActIsFoundByItsAddress() {
        assertThat(ReferralAct.GIVE_BACK.path()).isEqualTo("give-back");
        assertThat(ReferralAct.values())
                .allSatisfy(act -> assertThat(ReferralAct.ofPath(act.path())).contains(act));
        assertThat(ReferralAct.ofPath("GIVE_BACK")).isEmpty();
    }
}
