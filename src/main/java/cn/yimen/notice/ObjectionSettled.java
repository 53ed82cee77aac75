package cn.yimen.notice;

import cn.yimen.audit.Subject;

/**
 * 异议处理完: told in the same transaction.
 *
 * @param upheld 异议成立: the notice has stopped, another one is needed
 */
public record ObjectionSettled(NoticeId notice, Subject subject, ObjectionId objection, boolean upheld) {}
