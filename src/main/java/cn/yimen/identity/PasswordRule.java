package cn.yimen.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** 密码规则 (AU-3): long rather than odd; what a list of the frequent or the words of this office lead to is refused. */
public final class PasswordRule {

    static final int SHORTEST = 10;
    static final int LONGEST = 128;

    /** Guesses a good list needs at least; the most frequent 30,000 need far fewer. */
    static final double GUESSES = 1e9;

    /** How much of a long password is looked at: the estimate's time grows with the square. */
    private static final int LOOKED_AT = 40;

    /** 本系统的词: what everybody who attacks this office tries first. */
    static final List<String> OF_THIS_OFFICE = List.of(
            "yimen",
            "yimenxitong",
            "shehuijiuzhu",
            "jiuzhu",
            "minzheng",
            "minzhengju",
            "dibao",
            "tekun",
            "linshijiuzhu",
            "xixiu",
            "anshun",
            "guizhou",
            "xiangzhen",
            "jiedao",
            "chuangkou",
            "admin",
            "administrator",
            "guanliyuan",
            "一门",
            "社会救助",
            "救助",
            "民政",
            "民政局",
            "低保",
            "特困",
            "西秀",
            "安顺",
            "贵州");

    private static final Zxcvbn ESTIMATE = new Zxcvbn();

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
        if (lower.contains(login) || lower.chars().distinct().count() < 4 || guessed(lower, login)) {
            return Optional.of("这个密码太容易猜到，换一个。可以用几个不相干的词连起来");
        }
        return Optional.empty();
    }

    private static boolean guessed(String password, String login) {
        var near = new ArrayList<>(OF_THIS_OFFICE);
        near.add(login);
        var start = password.substring(0, Math.min(password.length(), LOOKED_AT));
        return ESTIMATE.measure(start, near).getGuesses() < GUESSES;
    }
}
