package cn.yimen.approval;

import cn.yimen.notice.SubjectLock;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** An application is held before its notices: an objection and the next step queue in one order. */
@Component
class NoticeSubject implements SubjectLock {

    private final ApplicationStore store;

    NoticeSubject(ApplicationStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "application";
    }

    @Override
    public void hold(String id) {
        try {
            store.locked(ApplicationId.of(id));
        } catch (NoSuchElementException | IllegalArgumentException e) {
            // nothing to hold
        }
    }
}
