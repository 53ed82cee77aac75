package cn.yimen.casefile;

import cn.yimen.calendar.Budget;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 清单事项, as far as a case needs it: one version of an item of the catalogue.
 *
 * @param own the bureau's own: not sent anywhere
 * @param householdWide asked for by a household and not by one of its members
 * @param repeatable the law permits another one for another cause while the first is open
 */
record CaseItem(
        UUID versionId,
        String code,
        String name,
        String deptCode,
        boolean own,
        boolean householdWide,
        boolean repeatable,
        @Nullable Budget legal,
        @Nullable Budget promise,
        List<Asked> materials) {

    /**
     * 申请材料.
     *
     * @param shared 可共享免交: the departments look it up themselves
     * @param where where to get it; null if the catalogue does not say
     */
    record Asked(
            String code,
            String name,
            boolean shared,
            @Nullable String where) {}
}
