package cn.yimen.integrity.web;

import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinRegister;
import cn.yimen.pages.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航. */
@Configuration(proxyBeanMethods = false)
class IntegrityPages {

    @Bean
    NavigationEntry kinEntry() {
        return NavigationEntry.of("近亲属备案", "/kin", 420, (Enum<?>[]) KinRegister.READERS);
    }

    @Bean
    NavigationEntry blacklistEntry() {
        return NavigationEntry.of("失信名单", "/blacklist", 430, (Enum<?>[]) Blacklist.READERS);
    }
}
