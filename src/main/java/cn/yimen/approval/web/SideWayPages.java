package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 有专门页面的旁路. */
@Configuration(proxyBeanMethods = false)
class SideWayPages {

    @Bean
    WayPage terminationPage() {
        return new Page(Way.TERMINATE, "termination");
    }

    @Bean
    WayPage transferPage() {
        return new Page(Way.TRANSFER, "transfer");
    }

    private record Page(Way way, String path) implements WayPage {

        @Override
        public String url(ApplicationId id) {
            return "/applications/" + id + "/" + path;
        }
    }
}
