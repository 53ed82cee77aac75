package cn.yimen.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** 密码规则 (AU-3): long rather than odd; the obvious ones are refused by name. */
public final class PasswordRule {

    static final int SHORTEST = 10;
    static final int LONGEST = 128;

    private static final Set<String> OBVIOUS = Set.of(
            "1234567890",
            "0123456789",
            "password12",
            "password123",
            "qwertyuiop",
            "1qaz2wsx3edc",
            "admin12345",
            "abc1234567",
            "a123456789",
            "yimen12345",
            "yimen123456");

    private PasswordRule() {}

    /** What is wrong with a new password, in words for the person; empty when it will do. */
    public static Optional<String> fault(String password, String login) {
        var lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST) {
            return Optional.of("新密码现在是 %d 位，至少要 %d 位".formatted(password.length(), SHORTEST));
        }
        if (password.length() > LONGEST) {
            return Optional.of("新密码不超过 %d 位，现在 %d 位".formatted(LONGEST, password.length()));
        }
        if (OBVIOUS.contains(lower)
                || lower.contains(login)
                || lower.chars().distinct().count() < 4) {
            return Optional.of("这个密码太容易猜到，换一个。可以用几个不相干的词连起来");
        }
        return Optional.empty();
    }
}
