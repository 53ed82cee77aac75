package cn.yimen.referral;

import cn.yimen.kernel.PageKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 转办件的筛选条件; null where nothing is set.
 *
 * @param stage null: whatever its state, for a search by word
 * @param word a name, its pinyin or initials, a whole identity number, the number of a referral or of a receipt
 */
public record ReferralFilter(
        @Nullable ReferralStage stage,
        @Nullable Due due,
        @Nullable String townshipCode,
        @Nullable String deptCode,
        @Nullable String itemCode,
        @Nullable String word,
        Sort sort,
        boolean descending) {

    public static ReferralFilter of(@Nullable ReferralStage stage) {
        return new ReferralFilter(stage, null, null, null, null, null, Sort.DUE, false);
    }

    /** 时限. */
    public enum Due {
        OVER("已超期"),
        TODAY("超期和今天到期"),
        WEEK("超期和 7 天内"),
        PAUSED("已暂停");

        private final String words;

        Due(String words) {
            this.words = words;
        }

        public static Optional<Due> of(@Nullable String key) {
            return Arrays.stream(values()).filter(due -> due.key().equals(key)).findFirst();
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String words() {
            return words;
        }
    }

    /** 排序. */
    public enum Sort {
        DUE("时限", "coalesce(r.due_at, 'infinity'::timestamptz)", "timestamptz"),
        NO("转办单号", "coalesce(r.number, r.receipt_no)", "text"),
        TOWN("转出乡镇", "r.township_code", "text"),
        AT("转来", "coalesce(r.dispatched_at, r.created_at)", "timestamptz");

        private static final String INSTANT = "timestamptz";

        private final String words;
        private final String expression;
        private final String type;

        Sort(String words, String expression, String type) {
            this.words = words;
            this.expression = expression;
            this.type = type;
        }

        public static Optional<Sort> of(@Nullable String key) {
            return Arrays.stream(values())
                    .filter(sort -> sort.key().equals(key))
                    .findFirst();
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String words() {
            return words;
        }

        String expression() {
            return expression;
        }

        /** What a key of a page keeps of it. */
        String shown() {
            return type.equals(INSTANT)
                    ? "coalesce((extract(epoch from nullif(%1$s, 'infinity')) * 1000000)::bigint::text, 'infinity')"
                            .formatted(expression)
                    : expression;
        }

        Optional<PageKey> read(@Nullable String key) {
            return type.equals(INSTANT) ? PageKey.ofInstant(key) : PageKey.ofText(key);
        }

        String type() {
            return type;
        }
    }
}
