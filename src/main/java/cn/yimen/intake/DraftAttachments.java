package cn.yimen.intake;

import cn.yimen.document.DocumentAccess;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** Who fills the form attaches scans to it (IN-5); with the submission they go to the case. */
@Component
class DraftAttachments implements DocumentAccess {

    private final Drafts drafts;

    DraftAttachments(Drafts drafts) {
        this.drafts = drafts;
    }

    @Override
    public String kind() {
        return Draft.SUBJECT;
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        try {
            drafts.get(DraftId.of(id), officer);
            return true;
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        try {
            var draft = drafts.get(DraftId.of(id), officer);
            return draft.open() && draft.heldBy(officer.id());
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return false;
        }
    }
}
