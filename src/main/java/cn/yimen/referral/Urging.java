package cn.yimen.referral;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 督办 (RF-4): one urging and its answer.
 *
 * @param clock which limit it is about
 * @param words what is asked
 * @param who the person, or 系统
 */
public record Urging(
        UUID id,
        ReferralClock clock,
        Level level,
        Source source,
        State state,
        boolean toWindow,
        String words,
        Instant urgedAt,
        String who,
        String place,
        @Nullable String answer,
        @Nullable Instant answeredAt,
        @Nullable String answeredWho) {

    /** 督办级别. */
    public enum Level {
        /** before the limit is over; wants no answer */
        WARNING("提醒"),
        URGING("催办"),
        ESCALATION("升级督办");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 谁催的. */
    public enum Source {
        WINDOW("窗口"),
        BUREAU("区民政局"),
        SYSTEM("系统");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 督办状态. */
    public enum State {
        SENT("已催办", "amber"),
        ANSWERED("已回复", "grey"),
        ESCALATED("已升级", "red"),
        /** 已失效: the referral was given back or withdrawn */
        LAPSED("已失效", "grey");

        private final String words;
        private final String css;

        State(String words, String css) {
            this.words = words;
            this.css = css;
        }

        public String words() {
            return words;
        }

        public String css() {
            return css;
        }
    }

    /** Whether an answer is still wanted. */
    public boolean open() {
        return level != Level.WARNING && (state == State.SENT || state == State.ESCALATED);
    }

    /** The word for its state; a warning only reminds. */
    public String stateWords() {
        return level == Level.WARNING ? "已提醒" : state.words();
    }
}
