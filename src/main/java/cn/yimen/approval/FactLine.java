package cn.yimen.approval;

import cn.yimen.pages.Choice;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一行家庭情况 (HH-3): what was declared, and beside it what is known to be so.
 *
 * @param key stable name of the line within the household, {@code i-…}
 * @param what whose and what, 「李桂芳 务工收入（每月）」
 * @param declared in words, with its unit
 * @param declaredSource null if none was given
 * @param verified in words; null as long as only the declaration is there
 * @param verifiedSource where it comes from; null without one
 * @param input how a found value is entered
 * @param choices of a found value that is chosen; empty otherwise
 */
public record FactLine(
        String key,
        Kind kind,
        String what,
        String declared,
        @Nullable String declaredSource,
        @Nullable String verified,
        @Nullable String verifiedSource,
        Input input,
        List<Choice> choices)
        implements Serializable {

    /** 哪一类. */
    public enum Kind {
        MEMBER("家庭成员", 'm'),
        INCOME("收入", 'i'),
        PROPERTY("财产", 'p'),
        EXPENSE("支出", 'e'),
        SUPPORTER("赡养义务人", 's');

        private final String words;
        private final char letter;

        Kind(String words, char letter) {
            this.words = words;
            this.letter = letter;
        }

        public String words() {
            return words;
        }

        String key(Object id) {
            return letter + "-" + id;
        }
    }

    /** 核实值怎么填. */
    public enum Input {
        AMOUNT,
        AREA,
        CHOICE
    }

    public FactLine {
        choices = List.copyOf(choices);
    }

    FactLine verifiedAs(String words, String source) {
        return new FactLine(key, kind, what, declared, declaredSource, words, source, input, choices);
    }

    /** Whether something else than the declaration is known. */
    public boolean differs() {
        return verified != null && !verified.equals(declared);
    }
}
