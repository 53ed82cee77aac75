package cn.yimen.household;

/** 已被他人改过: the record has a newer version than the one that was edited; nothing was stored. */
public class StaleEdit extends RuntimeException {

    public StaleEdit(String what) {
        super("edited meanwhile: " + what);
    }
}
