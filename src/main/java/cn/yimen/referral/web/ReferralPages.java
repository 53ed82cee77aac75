package cn.yimen.referral.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class ReferralPages {

    @Bean
    NavigationEntry referralsEntry() {
        return NavigationEntry.of(
                "转办件",
                "/referrals",
                40,
                Role.LIAISON,
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
