package cn.yimen.verification;

import cn.yimen.job.JobId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一批导入,供页面.
 *
 * @param whole 全量名单: who is not in it any more is gone
 * @param added facts that are new; {@code known} were there already
 */
public record Batch(
        UUID id,
        String source,
        String sourceName,
        String fileName,
        LocalDate asOf,
        boolean whole,
        State state,
        long read,
        long added,
        long known,
        long bad,
        long matched,
        long candidates,
        long findings,
        Instant madeAt,
        String byName,
        @Nullable JobId job) {

    /** 批次状态. */
    public enum State {
        READY("待对应列", "amber"),
        LOADING("正在导入", "blue"),
        DONE("已导入", "green"),
        FAILED("没有导入", "red"),
        CANCELLED("已取消", "grey");

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
}
