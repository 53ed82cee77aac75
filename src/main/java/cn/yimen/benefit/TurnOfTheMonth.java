package cn.yimen.benefit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 月初: what ended with the last month is not shown as received any more; on every node, since twice does nothing. */
@Component
class TurnOfTheMonth {

    private final Awards awards;

    TurnOfTheMonth(Awards awards) {
        this.awards = awards;
    }

    @Scheduled(cron = "0 10 0 * * *")
    void turn() {
        awards.turnOfTheMonth();
    }
}
