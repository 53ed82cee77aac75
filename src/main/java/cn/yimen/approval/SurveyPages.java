package cn.yimen.approval;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 有专门页面的办法: the opinion and the appraisal. */
@Configuration(proxyBeanMethods = false)
class SurveyPages {

    private record Page(Way way, String path) implements WayPage {

        @Override
        public String url(ApplicationId id) {
            return "/applications/" + id + path;
        }
    }

    @Bean
    WayPage proposePage() {
        return new Page(Way.PROPOSE, "/opinion");
    }

    @Bean
    WayPage proposeRefusalPage() {
        return new Page(Way.PROPOSE_REFUSAL, "/opinion?against");
    }

    @Bean
    WayPage appraisedPage() {
        return new Page(Way.APPRAISED, "/appraisal");
    }
}
