package cn.yimen.verification.web;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.NavigationEntry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 导航 and the tabs of this module's pages. */
@Configuration(proxyBeanMethods = false)
class VerificationPages {

    @Bean
    NavigationEntry verificationEntry() {
        return NavigationEntry.of(
                "核对",
                "/verification",
                45,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }

    @Bean
    NavigationEntry verificationSourcesEntry() {
        return NavigationEntry.of("核对来源", "/verification/sources", 840, Role.ADMINISTRATOR);
    }

    /** 一个页签. */
    record Tab(String words, String url, boolean current) {}

    static List<Tab> tabs(String current, Officer officer) {
        var tabs = new ArrayList<Tab>();
        if (!officer.has(Role.ADMINISTRATOR) || officer.posts().size() > 1) {
            tabs.add(new Tab("疑点", "/verification", current.equals("findings")));
            tabs.add(new Tab("核对案件", "/verification/cases", current.equals("cases")));
            tabs.add(new Tab("待认定", "/verification/candidates", current.equals("candidates")));
            tabs.add(new Tab("名单比对", "/verification/comparison", current.equals("comparison")));
        }
        if (officer.has(Role.BUREAU_OFFICER)) {
            tabs.add(new Tab("导入", "/verification/imports", current.equals("imports")));
        }
        if (officer.hasAny(Role.BUREAU_OFFICER, Role.ADMINISTRATOR)) {
            tabs.add(new Tab("来源", "/verification/sources", current.equals("sources")));
        }
        return tabs;
    }
}
