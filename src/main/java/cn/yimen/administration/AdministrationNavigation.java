package cn.yimen.administration;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The administrator's entries of the top navigation. */
@Configuration(proxyBeanMethods = false)
class AdministrationNavigation {

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
