package cn.yimen.intake;

import cn.yimen.casefile.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 受理登记草稿, as it stands.
 *
 * @param holder who fills it now; {@code firstOfficer} stays (IN-7)
 * @param firstContactAt when the person was first received
 * @param savedAt null while nobody has typed anything
 * @param caseId after the submission
 */
public record Draft(
        DraftId id,
        String township,
        UUID holder,
        UUID firstOfficer,
        Instant firstContactAt,
        Channel channel,
        @Nullable ReceptionId reception,
        @Nullable UUID appointment,
        DraftState state,
        DraftContent content,
        long version,
        Instant savedAt,
        @Nullable UUID caseId) {

    /** The kind of subject a draft is, for what is logged of it and attached to it. */
    public static final String SUBJECT = "intake";

    public boolean open() {
        return state == DraftState.OPEN;
    }

    public boolean heldBy(UUID officer) {
        return holder.equals(officer);
    }
}
