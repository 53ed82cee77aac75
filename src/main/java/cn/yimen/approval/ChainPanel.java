package cn.yimen.approval;

import cn.yimen.identity.Officer;
import org.springframework.stereotype.Component;

/** 责任链 (IG-2): the way to it stands at the end of every application's page. */
@Component
class ChainPanel implements ApplicationPanel {

    @Override
    public int order() {
        return 990;
    }

    @Override
    public String template() {
        return "approval/integrity :: chain";
    }

    @Override
    public Object model(ApplicationView application, Officer reader) {
        return application.id();
    }
}
