package cn.yimen.notice;

/**
 * What a notice is about, held before the notice itself: whoever moves the subject then never waits for somebody who holds
 * the notice. Implemented by the module the subject belongs to.
 */
public interface SubjectLock {

    /** The kind of {@link cn.yimen.audit.Subject} this speaks for. */
    String kind();

    /** Holds it until the transaction ends; nothing happens if there is none. */
    void hold(String id);
}
