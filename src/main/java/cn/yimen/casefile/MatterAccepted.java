package cn.yimen.casefile;

/**
 * 事项已受理: complete, its limits run. Published in the transaction that opens the case, or in the one that receives the
 * last missing material of it.
 */
public record MatterAccepted(MatterId matter, CaseId caseId, String itemCode, String deptCode, String townshipCode) {}
