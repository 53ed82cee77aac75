package cn.yimen.approval;

/** 已签收: the bureau has the township's papers; published in its transaction. */
record ApplicationReceived(ApplicationId id) {}
