package cn.yimen.notice;

import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * 拟公示的内容, unmasked; what of it is shown is decided by {@link Masking} alone.
 *
 * @param subject what it is about, e.g. an application
 * @param place the village, or the township where none is known
 * @param scheme as the law calls it, 「最低生活保障」
 * @param amount null where nothing is paid
 * @param monthly whether the amount is one of each month
 * @param minor whether the applicant is under age
 * @param illness whether an illness or disability stands behind it
 * @param reasons one line why, or null
 * @param phone of the office that takes objections
 */
public record NewNotice(
        NoticeKind kind,
        Subject subject,
        PlaceId place,
        String applicantName,
        int members,
        String scheme,
        @Nullable Money amount,
        boolean monthly,
        boolean minor,
        boolean illness,
        @Nullable String reasons,
        String phone) {

    public NewNotice {
        if (place.isCounty()) {
            throw new IllegalArgumentException("a notice is put up in a village or township");
        }
        if (members < 1) {
            throw new IllegalArgumentException("a household has members");
        }
    }
}
