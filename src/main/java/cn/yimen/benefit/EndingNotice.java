package cn.yimen.benefit;

import cn.yimen.identity.Officer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 终止公示 (43 第二十六条): implemented by the module that puts notices up. */
public interface EndingNotice {

    /** Why it cannot be decided yet, as a sentence; null if it hung its days without an open objection. */
    @Nullable
    String missing(ProposalView proposal);

    /** What was put up for it, the last first. */
    List<Line> of(ProposalView proposal, Officer reader);

    /** Where the reader puts it up now; null if there is nothing to put up, or not for this reader. */
    @Nullable
    String postUrl(ProposalView proposal, Officer reader);

    /** What hangs comes down: it is not pursued. */
    void stop(ProposalView proposal, String why, @Nullable Officer by);

    /** 公示的一份. */
    record Line(String number, String url, String words, String css, Instant from, Instant until) {}
}
