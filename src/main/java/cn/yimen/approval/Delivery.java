package cn.yimen.approval;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 送达: how the paper reached the applicant. */
public record Delivery(
        LocalDate on, How how, String receiver, @Nullable String note, String by) {

    /** 送达方式. */
    public enum How {
        DIRECT("直接送达"),
        LEFT_THERE("留置送达"),
        ENTRUSTED("委托村（居）送达"),
        MAIL("邮寄送达");

        private final String words;

        How(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
