package cn.yimen.notice;

import cn.yimen.audit.Subject;

/** 收到异议: told in the transaction that stores it. The notice does not end while it is open. */
public record NoticeObjected(NoticeId notice, Subject subject, ObjectionId objection) {}
