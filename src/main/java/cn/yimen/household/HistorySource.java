package cn.yimen.household;

import cn.yimen.identity.Officer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 家庭经历的来源: what modules above know of a household, for its page (HH-7). */
public interface HistorySource {

    List<Event> of(HouseholdId household, Officer officer);

    /** 经历的一条. */
    record Event(
            Instant at,
            String title,
            String words,
            @Nullable String url) {}
}
