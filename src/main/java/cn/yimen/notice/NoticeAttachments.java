package cn.yimen.notice;

import cn.yimen.document.DocumentAccess;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** Who sees a notice sees the photos of its posting (AU-4). */
@Component
class NoticeAttachments implements DocumentAccess {

    private final NoticeStore store;

    NoticeAttachments(NoticeStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return Notices.SUBJECT;
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        try {
            store.visible(NoticeId.of(id), officer);
            return true;
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        return maySee(id, officer)
                && NoticeScope.mayPost(
                        officer, store.visible(NoticeId.of(id), officer).townshipCode());
    }
}
