package cn.yimen.referral;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;

/** 转办件有变动: an act was done; published in its transaction. */
public record ReferralMoved(
        ReferralId referral,
        MatterId matter,
        CaseId caseId,
        ReferralAct act,
        ReferralState state,
        String deptCode,
        String townshipCode) {}
