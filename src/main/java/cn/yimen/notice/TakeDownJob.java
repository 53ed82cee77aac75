package cn.yimen.notice;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 到期下架的作业: wakes every minute on every node; each notice is claimed by one of them. */
@Component
class TakeDownJob {

    private final Notices notices;

    TakeDownJob(Notices notices) {
        this.notices = notices;
    }

    @Scheduled(fixedDelayString = "${yimen.notice.every:PT1M}", initialDelayString = "${yimen.notice.every:PT1M}")
    void run() {
        notices.endDue();
    }
}
