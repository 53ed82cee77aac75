package cn.yimen.intake.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 受理的导航项. */
@Configuration(proxyBeanMethods = false)
class IntakeWeb {

    @Bean
    NavigationEntry intakeEntry() {
        return NavigationEntry.of("受理登记", "/intake", 20, Role.WINDOW_CLERK);
    }

    @Bean
    NavigationEntry receptionEntry() {
        return NavigationEntry.of("接待台账", "/receptions", 22, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER);
    }

    /** A clerk comes there from the drafts; the bar holds eight entries at most. */
    @Bean
    NavigationEntry appointmentEntry() {
        return NavigationEntry.of("出诊预约", "/appointments", 24, Role.TOWNSHIP_REVIEWER);
    }
}
