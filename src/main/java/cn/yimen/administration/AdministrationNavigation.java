package cn.yimen.administration;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The administrator's entries of the top navigation, and the look-up of policy. */
@Configuration(proxyBeanMethods = false)
class AdministrationNavigation {

    /** Everybody who works may look up parameters, catalogue and calendar. */
    @Bean
    NavigationEntry policyEntry() {
        return NavigationEntry.of("政策速查", "/policy", 800);
    }

    @Bean
    NavigationEntry placesEntry() {
        return NavigationEntry.of("区划", "/places", 810, Role.ADMINISTRATOR);
    }

    @Bean
    NavigationEntry officesEntry() {
        return NavigationEntry.of("机构", "/offices", 820, Role.ADMINISTRATOR);
    }

    @Bean
    NavigationEntry accountsEntry() {
        return NavigationEntry.of("账号", "/accounts", 830, Role.ADMINISTRATOR);
    }
}
