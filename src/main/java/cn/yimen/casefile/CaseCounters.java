package cn.yimen.casefile;

/** 计数筛选 above the list; each counted up to a cap, one more means more than that. */
public record CaseCounters(long all, long over, long soon, long ok, long waiting, long toTell) {}
