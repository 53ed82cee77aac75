package cn.yimen.notice;

import cn.yimen.audit.Subject;

/**
 * 公示期满: the days are over and no objection is open. Told in the transaction that takes the notice
 * down; once more if an objection that came late is settled as unfounded.
 */
public record NoticeEnded(NoticeId notice, Subject subject) {}
