package cn.yimen.approval;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;

/** 审批件有变动: a way was gone; published in its transaction. */
public record ApplicationMoved(
        ApplicationId id, MatterId matter, CaseId caseId, Way way, ApplicationState from, ApplicationState to) {}
