package cn.yimen.benefit;

import java.time.YearMonth;
import java.util.UUID;

/** 待遇的事件. */
public final class AwardEvents {

    private AwardEvents() {}

    /** 开始享受. */
    public record Granted(AwardId award, UUID household) {}

    /** 变动了: amount, suspension, resumption, gradual exit or return. */
    public record Changed(AwardId award, UUID household, ChangeKind kind, YearMonth from) {}

    /** 终止, planned or at once; a task and a paper follow. */
    public record Ended(AwardId award, UUID household, EndReason reason, YearMonth from) {}
}
