package cn.yimen.notice;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 试验用的公示: notices of somebody in a village, put up with a statement. */
public final class Posting {

    public static final String TOWNSHIP = "520402109";
    public static final String VILLAGE = "520402109202";

    private final JdbcClient jdbc;
    private final Notices notices;
    private final Clock clock;

    public Posting(JdbcClient jdbc, Notices notices, Clock clock) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.clock = clock;
    }

    public NoticeId post(Low notice, Officer by) {
        return notices.post(notice.build(), Proof.statement("把士村村务公开栏", clock.instant(), "已在公开栏张贴"), by);
    }

    public DeadlineId deadline(NoticeId id) {
        return new DeadlineId(jdbc.sql("select deadline_id from notice where id = ?")
                .param(id.id())
                .query(UUID.class)
                .single());
    }

    /** Moves the end, as if the days had passed. */
    public void endAt(NoticeId id, Instant at) {
        jdbc.sql("update deadline set due_at = ?, soon_at = least(soon_at, ?) where id = ?")
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        at.atOffset(ZoneOffset.UTC),
                        deadline(id).id())
                .update();
    }

    /** A notice of a 低保 family of four, changed where a test cares. */
    public static Low low(String applicant) {
        return new Low(
                NoticeKind.LOW_INCOME,
                new Subject("test", UUID.randomUUID().toString()),
                applicant,
                Money.yuan("1059"),
                false,
                false,
                null);
    }

    /** 拟公示的内容. */
    public record Low(
            NoticeKind kind,
            Subject subject,
            String applicant,
            @Nullable Money amount,
            boolean minor,
            boolean illness,
            @Nullable String reasons) {

        public Low kind(NoticeKind other) {
            return new Low(other, subject, applicant, amount, minor, illness, reasons);
        }

        public Low subject(Subject other) {
            return new Low(kind, other, applicant, amount, minor, illness, reasons);
        }

        public Low amount(@Nullable Money other) {
            return new Low(kind, subject, applicant, other, minor, illness, reasons);
        }

        public Low ofMinor() {
            return new Low(kind, subject, applicant, amount, true, illness, reasons);
        }

        public Low withIllness() {
            return new Low(kind, subject, applicant, amount, minor, true, reasons);
        }

        public Low reasons(String words) {
            return new Low(kind, subject, applicant, amount, minor, illness, words);
        }

        public NewNotice build() {
            return new NewNotice(
                    kind,
                    subject,
                    PlaceId.of(VILLAGE),
                    applicant,
                    4,
                    kind == NoticeKind.TEMPORARY ? "临时救助" : kind == NoticeKind.LOW_INCOME ? "最低生活保障" : "特困人员救助供养",
                    amount,
                    kind != NoticeKind.TEMPORARY,
                    minor,
                    illness,
                    reasons,
                    "0851-33221234");
        }
    }
}
