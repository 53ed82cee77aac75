package cn.yimen.notice;

import cn.yimen.audit.Subject;

/** 公示撤下: it was wrong and does not count; another one is needed. */
public record NoticeWithdrawn(NoticeId notice, Subject subject) {}
