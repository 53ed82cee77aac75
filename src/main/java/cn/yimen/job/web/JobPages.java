package cn.yimen.job.web;

import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航: those who start long work, and who looks after the product's own. */
@Configuration(proxyBeanMethods = false)
class JobPages {

    @Bean
    NavigationEntry jobsEntry() {
        return NavigationEntry.of(
                "后台作业", "/jobs", 500, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.ADMINISTRATOR);
    }
}
