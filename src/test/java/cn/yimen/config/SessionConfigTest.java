package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** AU-3: a session lives by the time of its last access, which is kept to the minute and not written by every page. */
@ProductTest
class SessionConfigTest {

    @Autowired
    SessionRepository<? extends Session> sessions;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void au3aSecondPageWithinTheMinuteWritesNothing() {
        var id = begin(sessions);
        var row = version(id);

        access(sessions, id, Instant.now().plusSeconds(50));
        assertThat(version(id)).isEqualTo(row);

        access(sessions, id, Instant.now().plusSeconds(70));
        assertThat(version(id)).isNotEqualTo(row);
    }

    @Test
    void au3whatChangesInASessionIsWrittenAtOnce() {
        var id = begin(sessions);

        change(sessions, id);

        var again = sessions.findById(id);
        assertThat(again).isNotNull();
        assertThat(again.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(again.<String>getAttribute("what")).isEqualTo("kept");
    }

    private static <S extends Session> String begin(SessionRepository<S> sessions) {
        var session = sessions.createSession();
        sessions.save(session);
        return session.getId();
    }

    private static <S extends Session> void access(SessionRepository<S> sessions, String id, Instant at) {
        var session = Objects.requireNonNull(sessions.findById(id));
        session.setLastAccessedTime(at);
        sessions.save(session);
    }

    private static <S extends Session> void change(SessionRepository<S> sessions, String id) {
        var session = Objects.requireNonNull(sessions.findById(id));
        session.setMaxInactiveInterval(Duration.ofMinutes(5));
        session.setAttribute("what", "kept");
        sessions.save(session);
    }

    /** Another one each time the row is written. */
    private String version(String id) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select xmin::text from spring_session where session_id = ?", String.class, id));
    }
}
