package cn.yimen.household.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import cn.yimen.pages.TopSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The search box of the top bar and the entry for completing numbers. */
@Configuration(proxyBeanMethods = false)
class HouseholdWeb {

    static final Role[] READERS = {
        Role.WINDOW_CLERK,
        Role.TOWNSHIP_REVIEWER,
        Role.VILLAGE_ASSISTANT,
        Role.BUREAU_OFFICER,
        Role.BUREAU_APPROVER,
        Role.SUPERVISOR
    };

    /** As the security annotations want it. */
    static final String MAY_READ =
            "hasAnyRole('WINDOW_CLERK', 'TOWNSHIP_REVIEWER', 'VILLAGE_ASSISTANT', 'BUREAU_OFFICER',"
                    + " 'BUREAU_APPROVER', 'SUPERVISOR')";

    static final String MAY_EDIT =
            "hasAnyRole('WINDOW_CLERK', 'TOWNSHIP_REVIEWER', 'BUREAU_OFFICER', 'BUREAU_APPROVER')";

    @Bean
    TopSearch topSearch() {
        return TopSearch.of("/search", (Enum<?>[]) READERS);
    }

    @Bean
    NavigationEntry peopleEntry() {
        return NavigationEntry.of("人员家庭", "/search", 400, (Enum<?>[]) READERS);
    }
}
