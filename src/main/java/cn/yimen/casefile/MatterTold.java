package cn.yimen.casefile;

/** 结果已告知申请人. */
public record MatterTold(MatterId matter, CaseId caseId, String deptCode, String townshipCode) {}
