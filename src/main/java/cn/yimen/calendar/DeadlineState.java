package cn.yimen.calendar;

/** 时限状态. */
public enum DeadlineState {
    /** 计时中 */
    RUNNING,
    /** 已暂停: what was used stays used */
    PAUSED,
    /** 已办结, in time or late */
    MET,
    /** 已取消: what it bound does not exist any more */
    CANCELLED;

    boolean open() {
        return this == RUNNING || this == PAUSED;
    }
}
