package cn.yimen.pages;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 接待条: the intake module hands the 15-minute clock of the officer's reception to the frame of every page (IN-1). */
public interface ClockBar {

    /** What the bar shows now; null where this officer has no bar. */
    @Nullable
    View of(Principal officer);

    /**
     * 接待条的内容.
     *
     * @param headline 「正在接待：王建国」, 「下一位 A024」, 「已挂起 2 人」
     * @param ticket number of the queue, or null
     * @param detail a second line, or null
     * @param elapsedSeconds counted by the server since the start; null while nobody is received
     * @param words 「还剩 8 分 18 秒」 at the time of the answer; the script counts on
     */
    record View(
            String headline,
            @Nullable String ticket,
            @Nullable String detail,
            @Nullable Long elapsedSeconds,
            long limitSeconds,
            String words,
            List<Action> actions) {

        public View {
            actions = List.copyOf(actions);
        }

        /** Nobody is received: only words and what can be done. */
        public static View idle(String headline, @Nullable String detail, List<Action> actions) {
            return new View(headline, null, detail, null, 0, "", actions);
        }

        /** The clock runs. */
        public static View running(
                String headline,
                @Nullable String ticket,
                @Nullable String detail,
                long elapsedSeconds,
                long limitSeconds,
                List<Action> actions) {
            var left = limitSeconds - elapsedSeconds;
            var abs = Math.abs(left);
            var words = (left < 0 ? "已超 " : "还剩 ") + abs / 60 + " 分 " + two(abs % 60) + " 秒";
            return new View(headline, ticket, detail, elapsedSeconds, limitSeconds, words, actions);
        }

        /** The light of the clock: over, soon in the last five minutes, else ok. */
        public String state() {
            var left = limitSeconds - (elapsedSeconds == null ? 0 : elapsedSeconds);
            if (left < 0) {
                return "over";
            }
            return left <= 300 ? "soon" : "ok";
        }

        /** {@code 06:42}. */
        public String elapsed() {
            var seconds = elapsedSeconds == null ? 0 : elapsedSeconds;
            return two(seconds / 60) + ":" + two(seconds % 60);
        }

        private static String two(long number) {
            return number < 10 ? "0" + number : Long.toString(number);
        }
    }

    /**
     * 接待条上的按钮.
     *
     * @param key the letter for Alt, or null
     */
    record Action(String words, String url, @Nullable String key, boolean primary, boolean post) {

        public static Action link(String words, String url) {
            return new Action(words, url, null, false, false);
        }

        public static Action press(String words, String url, @Nullable String key, boolean primary) {
            return new Action(words, url, key, primary, true);
        }
    }
}
