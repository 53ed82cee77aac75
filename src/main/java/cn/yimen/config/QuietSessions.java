package cn.yimen.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * 会话的最后使用时间只记到分: a page that only looks leaves its session as it was, so that there is nothing to write for it.
 *
 * @param <S> the sessions of the repository that keeps them
 */
final class QuietSessions<S extends Session> implements SessionRepository<QuietSessions.Quiet<S>> {

    private final SessionRepository<S> kept;
    private final Duration lag;

    /** @param lag how far the stored time of the last use may lie behind */
    QuietSessions(SessionRepository<S> kept, Duration lag) {
        this.kept = kept;
        this.lag = lag;
    }

    @Override
    public Quiet<S> createSession() {
        return new Quiet<>(kept.createSession(), lag);
    }

    @Override
    public void save(Quiet<S> session) {
        kept.save(session.session);
    }

    @Override
    public @Nullable Quiet<S> findById(String id) {
        var session = kept.findById(id);
        return session == null ? null : new Quiet<>(session, lag);
    }

    @Override
    public void deleteById(String id) {
        kept.deleteById(id);
    }

    /** 一个会话, that does not notice being looked at again at once. */
    static final class Quiet<S extends Session> implements Session {

        private final S session;
        private final Duration lag;

        Quiet(S session, Duration lag) {
            this.session = session;
            this.lag = lag;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (!at.isBefore(session.getLastAccessedTime().plus(lag))) {
                session.setLastAccessedTime(at);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
