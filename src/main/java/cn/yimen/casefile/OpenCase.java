package cn.yimen.casefile;

import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 受理: what {@link Cases#open} needs to open a case.
 *
 * @param household the household that applies
 * @param applicant the person who applies, or for whom the agent does
 * @param applicantName as on the form, for lists and papers
 * @param members number of members living together
 * @param village where the household lives, 12 digits; null if the township does not know it yet
 * @param agent who came instead of the applicant; null if nobody
 * @param nearKin 近亲属备案: a member is a near relative of staff or of a village cadre; null if nobody is
 * @param hardship 困难情况, in the clerk's words
 * @param phone digits only; null if there is none
 * @param firstContactAt when the reception began (首问负责 IN-7); the officer who opens the case is the first contact
 * @param receptionId the reception it came from; null for other channels
 * @param matters at least one
 * @param materials what the items require, each once; see {@link Materials#required}
 * @param determination the last preview, kept as the case's first determination; null if none was made
 */
public record OpenCase(
        UUID household,
        UUID applicant,
        String applicantName,
        int members,
        PlaceId township,
        @Nullable PlaceId village,
        Channel channel,
        @Nullable Agent agent,
        @Nullable String nearKin,
        String hardship,
        @Nullable String phone,
        Instant firstContactAt,
        @Nullable UUID receptionId,
        List<Wanted> matters,
        List<Handed> materials,
        @Nullable Assessment determination) {

    public OpenCase {
        matters = List.copyOf(matters);
        materials = List.copyOf(materials);
        if (matters.isEmpty()) {
            throw new IllegalArgumentException("a case has at least one matter");
        }
    }

    /**
     * 事项: one item for one person.
     *
     * @param itemCode of the catalogue, {@code MZ-01}
     * @param person for whom; the applicant or a member of the household
     * @param otherCause why it may stand beside an open one of the same item and person (另一事由), where the law permits
     *     it ({@link Cases#mayRepeat}); null in the ordinary case
     */
    public record Wanted(
            String itemCode,
            UUID person,
            String personName,
            @Nullable String otherCause) {}

    /**
     * 材料: one material as it stands at the counter.
     *
     * @param code key of the material within the case, from {@link Materials#required}
     * @param items codes of the items that ask for it
     * @param exemptBecause why nobody brings it; for {@link MaterialState#EXEMPT} only
     * @param attachment of the document module; null if the paper was only seen
     */
    public record Handed(
            String code,
            String name,
            List<String> items,
            MaterialState state,
            @Nullable String exemptBecause,
            @Nullable UUID attachment) {
        public Handed {
            items = List.copyOf(items);
        }
    }

    /**
     * 代理人: who came for the applicant.
     *
     * @param idNumber full number; kept encrypted
     * @param why 代办原因
     */
    public record Agent(
            String name, String idNumber, @Nullable String phone, String relation, String why) {}
}
