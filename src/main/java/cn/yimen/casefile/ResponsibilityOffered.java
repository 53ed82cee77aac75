package cn.yimen.casefile;

import java.util.UUID;

/** 责任移交待接收 (IN-7): until {@code to} accepts, {@code from} stays responsible. */
public record ResponsibilityOffered(CaseId caseId, UUID handover, UUID from, UUID to, String townshipCode) {}
