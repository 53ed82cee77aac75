package cn.yimen.casefile;

/** 事项已撤回: the applicant does not want it any more; what runs for it ends. */
public record MatterWithdrawn(MatterId matter, CaseId caseId, String deptCode, String townshipCode) {}
