package cn.yimen.approval.web;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Way;
import cn.yimen.approval.WayPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 审核确认的页面: confirming, refusing and sending back are one page. */
@Configuration(proxyBeanMethods = false)
class ConfirmPages {

    private record OnPage(Way way) implements WayPage {

        @Override
        public String url(ApplicationId id) {
            return "/applications/" + id + "/confirm?choice=" + way.name();
        }
    }

    @Bean
    WayPage confirmPage() {
        return new OnPage(Way.CONFIRM);
    }

    @Bean
    WayPage refusePage() {
        return new OnPage(Way.REFUSE);
    }

    @Bean
    WayPage sendBackPage() {
        return new OnPage(Way.SEND_BACK);
    }
}
