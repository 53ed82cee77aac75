package cn.yimen.casefile;

/** 事项待补正: a one-time notice asks for materials of it; its limits stand still. */
public record MatterPaused(MatterId matter, CaseId caseId, String deptCode, String townshipCode) {}
