package cn.yimen.casefile;

/** 个案已受理: all its matters were announced before in the same transaction. */
public record CaseOpened(CaseId caseId, String townshipCode) {}
