package cn.yimen.benefit.standard;

import cn.yimen.job.JobId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一次标准调整测算.
 *
 * @param on the parameters of this day hold, and ages are of it
 * @param parameters their version
 * @param suspended awards left out because they are suspended; null until it is done
 * @param exiting awards left out because they end by steps; null until it is done
 */
public record StandardChange(
        StandardChangeId id,
        LocalDate on,
        String parameters,
        State state,
        UUID askedBy,
        String askedName,
        Instant askedAt,
        @Nullable JobId job,
        @Nullable Long suspended,
        @Nullable Long exiting,
        @Nullable Instant doneAt) {

    /** 测算到哪一步. */
    public enum State {
        RUNNING("正在测算", "blue"),
        DONE("已测算", "green"),
        CANCELLED("已取消", "grey"),
        FAILED("没有算完", "red");

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

    public boolean done() {
        return state == State.DONE;
    }
}
