package cn.yimen.document;

import cn.yimen.identity.Officer;
import org.springframework.stereotype.Component;

/** 测试用的附件对象: a folder is seen by the officer it is named after; {@code attachment-mine} sees all. */
@Component
class TestFolders implements DocumentAccess {

    @Override
    public String kind() {
        return "test-folder";
    }

    @Override
    public boolean maySee(String id, Officer officer) {
        return id.equals(officer.login()) || officer.login().equals("attachment-mine");
    }

    @Override
    public boolean mayChange(String id, Officer officer) {
        return maySee(id, officer);
    }
}
