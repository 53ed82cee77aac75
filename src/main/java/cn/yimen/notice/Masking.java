package cn.yimen.notice;

import cn.yimen.pages.Formats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 公示的遮盖 (lessons 23): the one place that decides what of a person is shown in public. A minor's notice names nobody, an
 * illness is not spoken of, no line holds a number that could be a person's.
 */
@Component
class Masking {

    /** What tells of health, crime or other things that are nobody's business. */
    private static final Pattern PRIVATE = Pattern.compile(
            "病|症|癌|瘤|炎|残|障碍|精神|智力|抑郁|透析|瘫|中风|脑梗|化疗|手术|住院|艾滋|(?i:hiv)|孕|流产|吸毒|戒毒|服刑|刑满|监狱|拘|失踪|遗弃|离婚|家暴|性侵");

    /** Numbers of people and cards, also with gaps: six digits in a row are no amount of ours. */
    private static final Pattern NUMBER = Pattern.compile("[0-9０-９](?:[ \\-—]?[0-9０-９]){5,}");

    private final Formats formats;

    Masking(Formats formats) {
        this.formats = formats;
    }

    Shown shown(NewNotice notice, String number, String place, Instant from, Instant until) {
        var kind = notice.kind();
        var scheme = line(notice.scheme());
        var lines = new ArrayList<Shown.Line>();
        lines.add(new Shown.Line("题目", kind.title(scheme)));
        lines.add(new Shown.Line("编号", number));
        lines.add(new Shown.Line("村（社区）", place));
        lines.add(new Shown.Line("申请人", name(notice.applicantName(), notice.minor())));
        if (!notice.minor()) {
            if (kind.showsMembers()) {
                lines.add(new Shown.Line("家庭人数", notice.members() + " 人"));
            }
            lines.add(new Shown.Line(kind == NoticeKind.TEKUN_END ? "拟终止事项" : "拟确认事项", scheme));
            if (kind.amountLabel() != null && notice.amount() != null) {
                lines.add(new Shown.Line(
                        kind.amountLabel(), (notice.monthly() ? "每月 " : "一次 ") + formats.yuan(notice.amount())));
            }
            var reasons = reasons(notice);
            if (reasons != null) {
                lines.add(new Shown.Line("事由", reasons));
            }
        }
        lines.add(new Shown.Line("公示期", formats.fullDay(from) + "至" + formats.fullDay(until)));
        return Shown.of(lines);
    }

    /** As it may be read by everybody: 王*国, 阿**·**曼, 未成年人. */
    String name(String name, boolean minor) {
        return minor ? "未成年人" : formats.publicName(name);
    }

    private @Nullable String reasons(NewNotice notice) {
        var given = notice.reasons();
        if (given == null
                || given.isBlank()
                || notice.illness()
                || !notice.kind().showsReasons()) {
            return null;
        }
        var words = line(given);
        if (PRIVATE.matcher(words).find()
                || NUMBER.matcher(words).find()
                || words.contains(notice.applicantName().strip())) {
            return null;
        }
        return words;
    }

    private static String line(String words) {
        return words.replaceAll("\\s+", " ").strip();
    }
}
