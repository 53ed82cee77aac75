package cn.yimen.casefile;

/** 材料已补齐: what a notice asked for this matter has come, its limits run on. Before it is accepted comes {@link MatterAccepted} too. */
public record MatterSupplemented(MatterId matter, CaseId caseId, String deptCode, String townshipCode) {}
