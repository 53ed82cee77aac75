package cn.yimen.policy;

import cn.yimen.calendar.Budget;
import cn.yimen.kernel.LegalBasis;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 清单事项 in one version; a case keeps the version's id (REG-3).
 *
 * @param listed number in the list of 11 departments and 19 items, or above 19 for what was added
 * @param deptCode of the department that is in charge
 * @param departmentName as pages call it
 * @param departmentPhone for the public; none when the organisation has not given one
 * @param subject whether a household or one of its members applies
 * @param repeatable another one for another cause may be opened while the first is open
 * @param standard what is given; may be empty
 * @param legal 法定时限; none where the law sets none
 * @param extended 法定时限 after an extension; none where there is no extension
 * @param promise 承诺时限; none where it is handled in batches or at once
 * @param limitWords the limits in words, for the public too
 * @param form 申请表
 * @param publicWords in plain words: who, and what it brings
 * @param question code of what is still to be confirmed about it
 */
public record Item(
        UUID versionId,
        String code,
        String name,
        Category category,
        int listed,
        String deptCode,
        String departmentName,
        @Nullable String departmentPhone,
        Subject subject,
        boolean repeatable,
        String conditions,
        String standard,
        List<Material> materials,
        @Nullable Budget legal,
        @Nullable Budget extended,
        @Nullable Budget promise,
        String limitWords,
        LegalBasis basis,
        String form,
        ConfirmLevel confirmLevel,
        String publicWords,
        @Nullable String question,
        LocalDate validFrom,
        boolean offered,
        String enteredBy) {

    /** 申请单位. */
    public enum Subject {
        HOUSEHOLD("以家庭为单位"),
        PERSON("以个人为单位");

        private final String words;

        Subject(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Item {
        materials = List.copyOf(materials);
    }

    /** The bureau's own: it is not passed on to another department. */
    public boolean own() {
        return deptCode.equals("MZ");
    }

    public boolean householdWide() {
        return subject == Subject.HOUSEHOLD;
    }

    /** Days of the 法定时限, of the unit of {@link #legal()}. */
    public @Nullable Integer legalDays() {
        return legal == null ? null : legal.amount();
    }

    /** Days of the 承诺时限, of the unit of {@link #promise()}. */
    public @Nullable Integer promiseDays() {
        return promise == null ? null : promise.amount();
    }
}
