package cn.yimen.referral;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 自动督办的作业: wakes every minute on every node; what is due is claimed row by row. */
@Component
class UrgingJob {

    private final Urgings urgings;

    UrgingJob(Urgings urgings) {
        this.urgings = urgings;
    }

    @Scheduled(fixedDelayString = "${yimen.urging.every:PT1M}", initialDelayString = "${yimen.urging.every:PT1M}")
    void run() {
        while (urgings.urgeByItself() > 0) {
            // until nothing waits
        }
    }
}
