package cn.yimen.casefile.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class CasefilePages {

    @Bean
    NavigationEntry casesEntry() {
        return NavigationEntry.of(
                "案件",
                "/cases",
                30,
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.VILLAGE_ASSISTANT,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }

    @Bean
    NavigationEntry registerEntry() {
        return NavigationEntry.of(
                "登记表",
                "/register",
                60,
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
