package cn.yimen.config;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * 按权限取岗位 (AU-3): a handler for certain roles gets the officer with the posts of these roles alone. Who clerks in one
 * township and watches the whole district clerks in that township only.
 */
class PostsOfHandler implements HandlerMethodArgumentResolver {

    private static final Pattern NAME = Pattern.compile("'([A-Z_]+)'");

    private final Map<AnnotatedElement, Role[]> known = new ConcurrentHashMap<>();

    /** Before Spring Security's own. */
    @Configuration(proxyBeanMethods = false)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class Wiring implements WebMvcConfigurer {
        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new PostsOfHandler());
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Officer.class
                && parameter.hasParameterAnnotation(AuthenticationPrincipal.class)
                && roles(parameter).length > 0;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn != null && signedIn.getPrincipal() instanceof Officer officer
                ? officer.as(roles(parameter))
                : null;
    }

    private Role[] roles(MethodParameter parameter) {
        var method = java.util.Objects.requireNonNull(parameter.getMethod());
        return known.computeIfAbsent(method, each -> {
            var rule = AnnotatedElementUtils.findMergedAnnotation(method, PreAuthorize.class);
            if (rule == null) {
                rule = AnnotatedElementUtils.findMergedAnnotation(parameter.getContainingClass(), PreAuthorize.class);
            }
            var roles = new ArrayList<Role>();
            if (rule != null && rule.value().matches("has(Any)?Role\\(.*\\)")) {
                var names = NAME.matcher(rule.value());
                while (names.find()) {
                    roles.add(Role.valueOf(names.group(1)));
                }
            }
            return roles.toArray(Role[]::new);
        });
    }
}
