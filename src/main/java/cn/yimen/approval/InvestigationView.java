package cn.yimen.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 入户调查, as pages read it.
 *
 * @param number {@code DC-2026-0007}
 * @param values what was typed, by name of field; not more than that until it is closed
 * @param lines the declaration as it is now, or as it was when the first one signed
 * @param people everybody of the household, by id, for 在场成员
 * @param assessed whose ability to look after themselves is assessed; empty outside of 特困
 * @param investigators named, in the order of their signature
 * @param closed whether somebody has signed: the content stands
 * @param writtenBy who saved last; null before
 */
public record InvestigationView(
        InvestigationId id,
        ApplicationView application,
        InvestigationKind kind,
        int round,
        String number,
        State state,
        LocalDate plannedOn,
        String arrangedBy,
        Instant arrangedAt,
        Map<String, String> values,
        List<FactLine> lines,
        Map<String, String> people,
        Map<String, String> assessed,
        List<Investigator> investigators,
        boolean closed,
        @Nullable Instant signedAt,
        @Nullable String cancelledWhy,
        @Nullable String writtenBy,
        @Nullable Instant writtenAt,
        long version) {

    /** 调查状态. */
    public enum State {
        ARRANGED("待入户", "amber"),
        SIGNED("已签字", "green"),
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

    /**
     * 调查人.
     *
     * @param signedAt null as long as he has not signed what stands there now
     */
    public record Investigator(
            UUID officer,
            String name,
            String standing,
            @Nullable Instant signedAt) {}

    /** 「待签字」 between the first signature and the last. */
    public String stateWords() {
        return state == State.ARRANGED && closed
                ? "待签字"
                : state == State.ARRANGED && writtenAt != null ? "记录中" : state.words();
    }

    public boolean named(UUID officer) {
        return investigators.stream().anyMatch(one -> one.officer().equals(officer));
    }

    public boolean signedBy(UUID officer) {
        return investigators.stream().anyMatch(one -> one.officer().equals(officer) && one.signedAt() != null);
    }

    /** The value typed into a field; empty if none. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }
}
