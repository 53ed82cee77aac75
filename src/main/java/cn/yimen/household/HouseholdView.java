package cn.yimen.household;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 家庭,供页面: as it is, or as the records said at a moment.
 *
 * @param at null for the present
 * @param persons every person of the household, by id
 * @param placeName {@code 旧州镇把士村}
 */
public record HouseholdView(
        HouseholdId id,
        long version,
        @Nullable Instant at,
        PersonId head,
        String townshipCode,
        @Nullable String villageCode,
        String placeName,
        HouseholdDetails details,
        Map<PersonId, PersonView> persons) {

    public PersonView person(PersonId id) {
        var person = persons.get(id);
        if (person == null) {
            throw new java.util.NoSuchElementException("nobody of this household");
        }
        return person;
    }

    /** The name of a person for a row; 全家 for none. */
    public String nameOf(@Nullable PersonId id) {
        return id == null ? "全家" : person(id).name();
    }

    /** The head's name, for titles. */
    public String headName() {
        return person(head).name();
    }

    /** Whoever lives together, without those who left. */
    public List<HouseholdDetails.MemberPart> living() {
        return details.members().stream()
                .filter(HouseholdDetails.MemberPart::livesTogether)
                .toList();
    }

    @Override
    public String toString() {
        return "HouseholdView[" + id + "]";
    }
}
