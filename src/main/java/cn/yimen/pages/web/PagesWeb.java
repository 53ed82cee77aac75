package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.ServletRequestDataBinder;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.InitBinderDataBinderFactory;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletRequestDataBinderFactory;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** 页面的装配: the hidden one-time key of every form, its argument, status 422 for a form with errors. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PagesWeb implements WebMvcConfigurer {

    private final ObjectProvider<FirstAnswer> firstAnswer;

    PagesWeb(ObjectProvider<FirstAnswer> firstAnswer) {
        this.firstAnswer = firstAnswer;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new OneTimeKeyArgument());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FailedForms(firstAnswer.getObject())).excludePathPatterns("/assets/**");
        registry.addInterceptor(new NamedFiles()).addPathPatterns("/assets/**");
    }

    /** A folder is no file: unpacked, it would answer with its list. And files of text say how they are written. */
    private static final class NamedFiles implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws NoResourceFoundException {
            var path = request.getRequestURI();
            if (path.indexOf('.', path.lastIndexOf('/')) < 0) {
                throw new NoResourceFoundException(HttpMethod.GET, path, path);
            }
            if (path.endsWith(".js") || path.endsWith(".css")) {
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            }
            return true;
        }
    }

    /** Every form is read by {@link CarefulBinder}. */
    @Bean
    static WebMvcRegistrations carefulBinding() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new RequestMappingHandlerAdapter() {
                    @Override
                    protected InitBinderDataBinderFactory createDataBinderFactory(
                            List<InvocableHandlerMethod> methods) {
                        return new ServletRequestDataBinderFactory(methods, getWebBindingInitializer()) {
                            @Override
                            protected ServletRequestDataBinder createBinderInstance(
                                    @Nullable Object target, String name, NativeWebRequest request) {
                                return new CarefulBinder(target, name);
                            }
                        };
                    }
                };
            }
        };
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
