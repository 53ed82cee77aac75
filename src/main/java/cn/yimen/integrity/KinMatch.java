package cn.yimen.integrity;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 近亲属比对结果: somebody of a household is related to the holder of a post on that day.
 *
 * @param link the filing; null where the holder himself is of the household
 * @param officer his account; null for a cadre without one
 * @param title 「村委会委员」
 * @param place 「旧州镇把士村」; empty for the bureau
 * @param until the last day of the term; null while it has no end
 * @param relation what the person is to the holder
 * @param supporter whether the person owes support and lives apart
 */
public record KinMatch(
        @Nullable UUID link,
        UUID cadre,
        @Nullable UUID officer,
        String cadreName,
        String title,
        String place,
        LocalDate from,
        @Nullable LocalDate until,
        KinRelation relation,
        String personName,
        boolean supporter) {

    /** 「王建国是王强（旧州镇把士村村委会委员）的兄弟姐妹」. */
    public String words() {
        var who = personName + (supporter ? "（赡养义务人）" : "");
        return relation == KinRelation.SELF
                ? who + "本人是" + place + title
                : "%s是%s（%s%s）的%s".formatted(who, cadreName, place, title, relation.words());
    }
}
