package cn.yimen.intake;

import cn.yimen.calendar.DeadlineId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 接待: one person's visit to the window, from arrival to the definite answer.
 *
 * @param township 9-digit code of the window's township
 * @param ticket running number of the window and day
 * @param name of the person received; null until it is known
 * @param holder the clerk who has it now; {@code firstClerk} stays (IN-7)
 * @param dueAt the last second within the limit; the clock runs on while it is suspended
 * @param draft the form that belongs to it
 */
public record Reception(
        ReceptionId id,
        String township,
        LocalDate day,
        int ticket,
        @Nullable String name,
        UUID holder,
        UUID firstClerk,
        ReceptionState state,
        Instant startedAt,
        Instant dueAt,
        DeadlineId deadline,
        @Nullable Instant endedAt,
        @Nullable Answer answer,
        @Nullable String answerWords,
        @Nullable UUID draft) {

    /** {@code A023}. */
    public String number() {
        return number(ticket);
    }

    static String number(int ticket) {
        return "A%03d".formatted(ticket);
    }

    public Duration limit() {
        return Duration.between(startedAt, dueAt);
    }

    /** How long it took, or has taken until {@code now}. */
    public Duration took(Instant now) {
        return Duration.between(startedAt, endedAt == null ? now : endedAt);
    }

    /** Whole seconds decide, as on the clock. */
    public boolean over(Instant now) {
        return took(now).getSeconds() > limit().getSeconds();
    }

    public boolean heldBy(UUID officer) {
        return holder.equals(officer);
    }

    public boolean open() {
        return state != ReceptionState.ANSWERED;
    }
}
