package cn.yimen.document;

import cn.yimen.identity.Officer;

/**
 * 附件的数据范围: who owns a kind of subject says who may see what is attached to it. A kind nobody speaks for is seen by
 * nobody.
 */
public interface DocumentAccess {

    /** The kind of {@link cn.yimen.audit.Subject} this speaks for. */
    String kind();

    boolean maySee(String id, Officer officer);

    boolean mayChange(String id, Officer officer);
}
