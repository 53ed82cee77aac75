package cn.yimen.approval;

/** 审批件的状态; words, colours and which of them end it are data ({@code approval_state}). */
public enum ApplicationState {
    /** 待启动调查. */
    RECEIVED,
    /** 已先行救助,待补手续; temporary assistance only. */
    AIDED,
    /** 调查核对. */
    SURVEY,
    /** 民主评议. */
    APPRAISAL,
    /** 待公示. */
    PROPOSED,
    /** 公示中. */
    NOTICE,
    /** 异议处理. */
    OBJECTED,
    /** 待审核确认. */
    SUBMITTED,
    /** 复核: on appeal. */
    REVIEW,
    /** 已确认. */
    CONFIRMED,
    /** 不予确认. */
    REFUSED,
    /** 已终止. */
    TERMINATED,
    /** 已撤回. */
    WITHDRAWN,
    /** 因死亡终止. */
    DIED,
    /** 转其他救助. */
    TRANSFERRED
}
