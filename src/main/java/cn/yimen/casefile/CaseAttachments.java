package cn.yimen.casefile;

import cn.yimen.document.DocumentAccess;
import cn.yimen.identity.Officer;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Component;

/** Who sees a case sees what is attached to it (AU-4). */
@Component
class CaseAttachments implements DocumentAccess {

    private final CaseAccess access;

    CaseAttachments(CaseAccess access) {
        this.access = access;
    }

    @Override
    public String kind() {
        return "case";
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        try {
            access.head(CaseId.of(id), officer);
            return true;
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        return maySee(id, CaseAccess.writer(officer));
    }
}
