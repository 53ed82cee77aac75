package cn.yimen.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一件投诉举报.
 *
 * @param receivedOn the day it came in
 * @param reason why it was accepted or not; null as long as nobody has decided
 */
public record Complaint(
        UUID id,
        Channel channel,
        boolean anonymous,
        String content,
        LocalDate receivedOn,
        Instant lodgedAt,
        String lodgedBy,
        State state,
        @Nullable String reason,
        @Nullable Instant settledAt,
        @Nullable String settledBy) {

    /** 怎样来的. */
    public enum Channel {
        PHONE("来电"),
        VISIT("来访"),
        LETTER("来信"),
        ONLINE("网上"),
        TRANSFERRED("上级或其他部门转来");

        private final String words;

        Channel(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 受理了没有. */
    public enum State {
        LODGED("待决定是否受理", "amber"),
        ACCEPTED("已受理，区民政局入户", "red"),
        REJECTED("不予受理", "grey");

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

    /** Without the contents: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "Complaint[" + id + "]";
    }
}
