package cn.yimen.pages;

import java.security.Principal;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 查找用词: what somebody searched for may be a name or an identity number, so it stands in no address and no log. It is
 * posted, kept for a day and answered under an opaque key (ui-guide 7).
 */
@Service
public class SearchWords {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** 查找用词的加密: the words lie encrypted in the table; the product wires it to the field cipher. */
    public interface Seal {
        byte[] close(String words);

        String open(byte[] sealed);
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    SearchWords(JdbcClient jdbc, Clock clock, Seal seal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.seal = seal;
    }

    /** Keeps the words for a day and returns the key for the address ({@code w=…}). PostgreSQL has no NUL to look for. */
    @Transactional
    public String keep(String words, Principal by) {
        var key = new StringBuilder(16);
        for (int i = 0; i < 16; i++) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        jdbc.sql("insert into search_word (key, officer, words_enc, made_at) values (?, ?, ?, ?)")
                .params(
                        key.toString(),
                        by.getName(),
                        seal.close(words.replace("\u0000", "")),
                        Timestamp.from(clock.instant()))
                .update();
        return key.toString();
    }

    /** The words behind a key; empty if it is older than a day or somebody else's. */
    @Transactional(readOnly = true)
    public Optional<String> find(String key, Principal by) {
        return jdbc.sql("select words_enc from search_word where key = ? and officer = ? and made_at > ?")
                .params(key, by.getName(), Timestamp.from(clock.instant().minus(KEPT)))
                .query(byte[].class)
                .optional()
                .map(seal::open);
    }

    @Scheduled(cron = "0 25 3 * * *", zone = "Asia/Shanghai")
    @Transactional
    void forgetOld() {
        jdbc.sql("delete from search_word where made_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
