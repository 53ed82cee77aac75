package cn.yimen.approval;

/** 入户调查已由全部调查人签字; published in the transaction of the last signature. */
public record InvestigationSigned(InvestigationId investigation, ApplicationId application, InvestigationKind kind) {}
