package cn.yimen.notice.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class NoticePages {

    @Bean
    NavigationEntry noticesEntry() {
        return NavigationEntry.of(
                "公示",
                "/publicity",
                45,
                Role.TOWNSHIP_REVIEWER,
                Role.VILLAGE_ASSISTANT,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
