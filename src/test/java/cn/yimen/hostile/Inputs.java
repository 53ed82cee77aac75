package cn.yimen.hostile;

import cn.yimen.identity.Officer;
import cn.yimen.pages.OneTimeKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** 一个处理方法读的输入, from its signature. */
final class Inputs {

    private Inputs() {}

    static Set<String> paths(HandlerMethod handler) {
        return named(
                handler,
                PathVariable.class,
                one -> one.getParameterAnnotation(PathVariable.class).name());
    }

    static Set<String> headers(HandlerMethod handler) {
        return named(
                handler,
                RequestHeader.class,
                one -> one.getParameterAnnotation(RequestHeader.class).name());
    }

    /** Names of query parameters and fields; {@code *} where a handler takes whatever comes. */
    static Set<String> fields(HandlerMethod handler) {
        var names = new TreeSet<String>();
        for (var one : handler.getMethodParameters()) {
            one.initParameterNameDiscovery(new org.springframework.core.DefaultParameterNameDiscoverer());
            var type = one.getParameterType();
            var param = one.getParameterAnnotation(RequestParam.class);
            if (one.hasParameterAnnotation(PathVariable.class)
                    || one.hasParameterAnnotation(RequestHeader.class)
                    || one.hasParameterAnnotation(AuthenticationPrincipal.class)
                    || type == OneTimeKey.class
                    || type == Officer.class
                    || type.getName().startsWith("org.springframework.ui")
                    || type.getName().startsWith("org.springframework.validation")
                    || type.getName().startsWith("org.springframework.web.servlet")
                    || type.getName().startsWith("org.springframework.security")
                    || type.getName().startsWith("jakarta.")
                    || type.getName().startsWith("java.security")) {
                continue;
            }
            if (one.hasParameterAnnotation(RequestBody.class)) {
                // no handler has one yet; the first that does is untried until its fields are sent
                Arrays.stream(BeanUtils.getPropertyDescriptors(type))
                        .forEach(property -> names.add("json " + property.getName()));
            } else if (param != null) {
                names.add(Map.class.isAssignableFrom(type) ? "*" : nameOf(one, param.name()));
            } else if (BeanUtils.isSimpleProperty(type)) {
                names.add(nameOf(one, ""));
            } else if (type.isRecord()) {
                Arrays.stream(type.getRecordComponents()).forEach(part -> names.add(part.getName()));
            } else {
                for (var property : BeanUtils.getPropertyDescriptors(type)) {
                    if (property.getWriteMethod() != null
                            || Map.class.isAssignableFrom(property.getPropertyType())
                            || java.util.List.class.isAssignableFrom(property.getPropertyType())) {
                        names.add(property.getName());
                    }
                }
            }
        }
        return names;
    }

    private static Set<String> named(
            HandlerMethod handler,
            Class<? extends java.lang.annotation.Annotation> kind,
            java.util.function.Function<MethodParameter, String> given) {
        var names = new TreeSet<String>();
        for (var one : handler.getMethodParameters()) {
            if (one.hasParameterAnnotation(kind)) {
                one.initParameterNameDiscovery(new org.springframework.core.DefaultParameterNameDiscoverer());
                names.add(nameOf(one, given.apply(one)));
            }
        }
        return names;
    }

    private static String nameOf(MethodParameter one, String given) {
        var name = given.isEmpty() ? one.getParameterName() : given;
        return name == null ? "?" : name;
    }
}
