package cn.yimen.casefile;

/** 事项已办结: decided or withdrawn; the applicant may still be to be told. */
public record MatterConcluded(MatterId matter, CaseId caseId, String itemCode, String deptCode, String townshipCode) {}
