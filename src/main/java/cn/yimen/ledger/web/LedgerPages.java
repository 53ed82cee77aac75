package cn.yimen.ledger.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class LedgerPages {

    @Bean
    NavigationEntry reserveEntry() {
        return NavigationEntry.of(
                "备用金",
                "/reserve",
                65,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
