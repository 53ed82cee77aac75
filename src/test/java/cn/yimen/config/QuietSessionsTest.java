package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.Session;

/** AU-3: looking at a page twice in a minute leaves the session as it was; everything else is kept at once. */
class QuietSessionsTest {

    private static final Instant BEGUN = Instant.parse("2026-03-11T09:00:00Z");

    private final Map<String, Session> stored = new HashMap<>();
    private final QuietSessions<MapSession> sessions =
            new QuietSessions<>(new MapSessionRepository(stored), Duration.ofMinutes(1));

    @Test
    void aLookWithinTheMinuteIsNotNoted() {
        var session = begun();

        session.setLastAccessedTime(BEGUN.plusSeconds(59));
        assertThat(session.getLastAccessedTime()).isEqualTo(BEGUN);

        session.setLastAccessedTime(BEGUN.plusSeconds(60));
        assertThat(session.getLastAccessedTime()).isEqualTo(BEGUN.plusSeconds(60));
    }

    @Test
    void whatIsSetIsKept() {
        var session = begun();
        session.setAttribute("what", "kept");
        session.setAttribute("gone", "x");
        session.removeAttribute("gone");
        session.setMaxInactiveInterval(Duration.ofSeconds(-2));
        var before = session.getId();
        session.changeSessionId();
        sessions.save(session);

        assertThat(sessions.findById(before)).isNull();
        var again = Objects.requireNonNull(sessions.findById(session.getId()));
        assertThat(again.<String>getAttribute("what")).isEqualTo("kept");
        assertThat(again.getAttributeNames()).containsExactly("what");
        assertThat(again.getMaxInactiveInterval()).isEqualTo(Duration.ofSeconds(-2));
        assertThat(again.getCreationTime()).isEqualTo(session.getCreationTime());

        sessions.deleteById(session.getId());
        assertThat(stored).isEmpty();
    }

    private QuietSessions.Quiet<MapSession> begun() {
        var kept = new MapSession();
        kept.setLastAccessedTime(BEGUN);
        kept.setMaxInactiveInterval(Duration.ofSeconds(-1)); // never, whatever the day
        stored.put(kept.getId(), kept);
        return Objects.requireNonNull(sessions.findById(kept.getId()));
    }
}
