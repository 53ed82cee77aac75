package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.config.SecurityConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AU-3: a password is long rather than odd, and not one that everybody tries. */
class PasswordRuleTest {

    @Test
    void shortOnesAreRefusedAndLongOnesAreNot() {
        assertThat(PasswordRule.fault("晴天-石桥-算", "wang")).hasValue("新密码现在是 7 位，至少要 10 位");
        assertThat(PasswordRule.fault("晴天-石桥-算盘-7", "wang")).isEmpty();
        assertThat(PasswordRule.fault("河湾里的月亮照着石桥，算盘放在窗边的桌上；雨停以后，他慢慢走回村子，路上遇见卖豆腐的老人，两人说起去年的收成，又说起孩子们。", "wang"))
                .isEmpty();
        assertThat(PasswordRule.fault("石桥算盘月亮河湾".repeat(17), "wang")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "0987654321",
                "password123",
                "Password1234",
                "qwertyuiop",
                "1qaz2wsx3edc",
                "iloveyou123",
                "sunshine2026",
                "basketball1",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "2026-11-22 2026",
                "woaini1314520",
                "zxcvbnm123456"
            })
    void whatMillionsUseIsRefused(String password) {
        assertThat(PasswordRule.fault(password, "wang")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yimen123456", "minzheng2026", "Dibao888888", "guanliyuan1", "民政局民政局民政局民政局", "wang.min2026"})
    void wordsOfThisOfficeAreNoPassword(String password) {
        assertThat(PasswordRule.fault(password, "wang.min")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"river moon table nine", "河湾月亮桌子算盘石桥", "🌧️ 下雨 天 走 石桥 去", "7k#Vw_2p}Qz!9", "'; drop table x --"})
    void anyCharactersWillDo(String password) {
        assertThat(PasswordRule.fault(password, "wang")).isEmpty();
    }

    @Test
    void itIsNotChangedOnTheWay() {
        var encoder = SecurityConfig.passwordEncoder();
        var hash = encoder.encode(" River Moon Table Nine ");

        assertThat(encoder.matches(" River Moon Table Nine ", hash)).isTrue();
        assertThat(encoder.matches("River Moon Table Nine", hash)).isFalse();
        assertThat(encoder.matches(" river moon table nine ", hash)).isFalse();
    }

    @Test
    void aStoredPasswordIsSlow() {
        var hash = SecurityConfig.passwordEncoder().encode("river moon table nine");

        assertThat(hash).startsWith("{argon2}$argon2id$v=19$m=16384,t=2,p=1$");
    }
}
