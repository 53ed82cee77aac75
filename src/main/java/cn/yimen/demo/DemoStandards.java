package cn.yimen.demo;

import cn.yimen.benefit.standard.StandardChanges;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** 演示区县的标准调整测算: one run under the standards of today, done by a job after the start. */
@Component
class DemoStandards {

    private final DemoAccounts accounts;
    private final StandardChanges changes;
    private final Clock clock;

    DemoStandards(DemoAccounts accounts, StandardChanges changes, Clock clock) {
        this.accounts = accounts;
        this.changes = changes;
        this.clock = clock;
    }

    /** When those in benefit are there. */
    void make() {
        changes.start(LocalDate.now(clock), accounts.byLogin("officer"));
    }
}
