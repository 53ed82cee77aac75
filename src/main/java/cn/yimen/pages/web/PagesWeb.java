package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** 页面的装配: the hidden one-time key of every form, its argument, status 422 for a form with errors. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PagesWeb implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new OneTimeKeyArgument());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FailedForms()).excludePathPatterns("/assets/**");
    }

    /** Spring Security's processor adds the CSRF token to every {@code th:action} form; this adds {@link OneTimeKey}. */
    @Bean
    static BeanPostProcessor oneTimeKeyInForms() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof RequestDataValueProcessor processor ? new FormKeys(processor) : bean;
            }
        };
    }
}
