package cn.yimen.approval.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class ApprovalPages {

    @Bean
    NavigationEntry applicationsEntry() {
        return NavigationEntry.of(
                "审核确认",
                "/applications",
                35,
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
