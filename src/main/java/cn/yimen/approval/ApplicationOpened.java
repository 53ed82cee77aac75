package cn.yimen.approval;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;

/** 审批件已开立: its matter was accepted; published in its transaction. */
public record ApplicationOpened(ApplicationId id, MatterId matter, CaseId caseId) {}
