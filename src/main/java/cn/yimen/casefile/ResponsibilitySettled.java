package cn.yimen.casefile;

import java.util.UUID;

/** 责任移交已答复: accepted, declined or taken back. */
public record ResponsibilitySettled(CaseId caseId, UUID handover, boolean accepted) {}
