package cn.yimen.benefit.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class AwardPages {

    /** Who may read awards. */
    static final Role[] READERS = {
        Role.WINDOW_CLERK,
        Role.TOWNSHIP_REVIEWER,
        Role.VILLAGE_ASSISTANT,
        Role.BUREAU_OFFICER,
        Role.BUREAU_APPROVER,
        Role.SUPERVISOR
    };

    @Bean
    NavigationEntry awardsEntry() {
        return NavigationEntry.of("待遇", "/awards", 45, (Enum<?>[]) READERS);
    }
}
