package cn.yimen.pages;

import java.security.Principal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 一次性钥匙的使用登记: of any number of equal submissions one is carried out, and all get its answer. */
@Service
public class OneTimeKeys {

    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    OneTimeKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Carries out {@code work} in one transaction with the key's use. A later call with the same key waits for the first
     * one and returns its location without doing anything; if the first fails, the key is free again.
     *
     * @param by whose submission it is; another person's key is refused as if it did not exist
     * @param work changes something and returns where to go on, a path of this site
     * @return the path the first call returned
     * @throws NoSuchElementException if the key was used by somebody else
     */
    @Transactional
    public String run(OneTimeKey key, Principal by, Supplier<String> work) {
        var first = jdbc.sql("""
                        insert into one_time_key (key, officer, used_at, location) values (?, ?, ?, '')
                        on conflict do nothing
                        """)
                        .params(key.value(), by.getName(), Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (!first) {
            return jdbc.sql("select location from one_time_key where key = ? and officer = ?")
                    .params(key.value(), by.getName())
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> new NoSuchElementException("one-time key of somebody else"));
        }
        var location = work.get();
        jdbc.sql("update one_time_key set location = ? where key = ?")
                .params(location, key.value())
                .update();
        return location;
    }

    /** The path the first call returned; empty if the key is not used up, or somebody else's. */
    @Transactional(readOnly = true)
    public Optional<String> answer(OneTimeKey key, String officer) {
        return jdbc.sql("select location from one_time_key where key = ? and officer = ? and location <> ''")
                .params(key.value(), officer)
                .query(String.class)
                .optional();
    }

    /** Keys are forgotten after a week: no browser resends a form that old. */
    @Scheduled(cron = "0 20 3 * * *", zone = "Asia/Shanghai")
    @Transactional
    void forgetOld() {
        jdbc.sql("delete from one_time_key where used_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
