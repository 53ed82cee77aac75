package cn.yimen.household;

import cn.yimen.pages.Conflict;

/** 已被他人改过: the record has a newer version than the one that was edited; nothing was stored. */
public class StaleEdit extends Conflict {

    public StaleEdit() {
        super("这份资料刚被别人改过，您的这次没有保存。请刷新页面，看过现在的内容再办。");
    }
}
