package cn.yimen.verification;

import cn.yimen.calendar.DeadlineView;
import cn.yimen.casefile.CaseId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一件的信息核对,供页面.
 *
 * @param state null before anybody asked for it
 * @param unsigned members of age who have not signed; empty when the gate is open
 * @param openFindings how many wait to be cleared
 * @param missing why the township's opinion cannot be given yet; null if it can
 */
public record CaseVerification(
        CaseId id,
        String receiptNo,
        String applicantName,
        String townshipCode,
        @Nullable State state,
        @Nullable DeadlineView start,
        @Nullable Instant askedAt,
        List<Signer> signers,
        List<RequestLine> requests,
        List<Finding> findings,
        long openFindings,
        @Nullable Report report,
        List<Exempted> exceptions,
        @Nullable String missing,
        long version) {

    /** 核对进度. */
    public enum State {
        ASKED("待启动", "amber"),
        STARTED("核对中", "blue"),
        REPORTED("已出报告", "green");

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
     * 应签授权的人.
     *
     * @param signedOn null if not signed
     */
    public record Signer(
            UUID person,
            String name,
            boolean ofAge,
            @Nullable LocalDate signedOn) {}

    /**
     * 一项请求.
     *
     * @param trouble why a connector has no answer; null if nothing is wrong
     * @param newest day of the newest list of this source; null without one
     */
    public record RequestLine(
            UUID id,
            String source,
            String name,
            String department,
            String connector,
            boolean waiting,
            boolean leftOut,
            Instant askedAt,
            @Nullable Instant sentAt,
            @Nullable LocalDate asOf,
            int records,
            @Nullable String trouble,
            @Nullable String note,
            @Nullable LocalDate newest) {}

    /** 例外放行. */
    public record Exempted(LocalDate until, String reason, Instant at, String who, boolean valid) {}

    public List<Signer> unsigned() {
        return signers.stream()
                .filter(one -> one.ofAge() && one.signedOn() == null)
                .toList();
    }

    public boolean allAnswered() {
        return !requests.isEmpty() && requests.stream().noneMatch(RequestLine::waiting);
    }

    @Override
    public String toString() {
        return "CaseVerification[" + id + "]";
    }
}
