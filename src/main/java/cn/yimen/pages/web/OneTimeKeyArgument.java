package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the hidden field; without it the request did not come from one of our forms and is answered 400. */
class OneTimeKeyArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == OneTimeKey.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var given = request.getParameter(OneTimeKey.FIELD);
        // UUID.fromString also takes shortened groups: one key must not have two spellings
        if (given == null || given.length() != 36) {
            throw new MissingKey();
        }
        try {
            return new OneTimeKey(UUID.fromString(given));
        } catch (IllegalArgumentException e) {
            throw new MissingKey();
        }
    }
}
