package cn.yimen.approval;

import cn.yimen.household.Emergency;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.PostingId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 小额快救或急难先行救助, as given.
 *
 * @param number {@code KJ-2026-0001} or {@code JN-2026-0001}
 * @param persons names of those helped
 * @param story what happened
 * @param goods what was handed over; null for money
 * @param limit the most that could be given
 * @param lateMinutes by how many minutes the hours were overrun; null in time
 * @param posting the payment from the reserve; null for goods out of stock
 * @param voucher number of its voucher
 * @param reversed whether the payment was taken back
 */
public record UrgentAid(
        UUID id,
        ApplicationId application,
        int round,
        Procedure procedure,
        String number,
        Emergency.Cause cause,
        List<String> persons,
        String story,
        Means means,
        @Nullable String goods,
        Money amount,
        Money limit,
        String limitWords,
        String payee,
        @Nullable String repeatReason,
        Instant reportedAt,
        Instant aidedAt,
        @Nullable Long lateMinutes,
        UUID by,
        String who,
        @Nullable PostingId posting,
        @Nullable String voucher,
        boolean reversed) {

    /** 程序. */
    public enum Procedure {
        QUICK("小额快救"),
        AID_FIRST("急难先行救助");

        private final String words;

        Procedure(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 方式. */
    public enum Means {
        CASH("现金"),
        TRANSFER("转账"),
        GOODS("备用金购买实物"),
        STOCK("库存实物");

        private final String words;

        Means(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whether the reserve pays. */
        boolean paid() {
            return this != STOCK;
        }

        boolean goods() {
            return this == GOODS || this == STOCK;
        }
    }

    public UrgentAid {
        persons = List.copyOf(persons);
    }

    /** 「2 小时 10 分」: from the report to the help. */
    public String took() {
        return words(Duration.between(reportedAt, aidedAt).toMinutes());
    }

    /** By how much the hours were overrun; empty in time. */
    public String late() {
        return lateMinutes == null ? "" : words(lateMinutes);
    }

    private static String words(long minutes) {
        var hours = minutes / 60;
        var rest = minutes % 60;
        return hours == 0 ? rest + " 分" : rest == 0 ? hours + " 小时" : hours + " 小时 " + rest + " 分";
    }

    @Override
    public String toString() {
        return "UrgentAid[" + id + "]";
    }
}
