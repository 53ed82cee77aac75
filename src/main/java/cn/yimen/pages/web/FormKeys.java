package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** Adds a fresh {@link OneTimeKey} to each posted form, next to what the wrapped processor adds. */
class FormKeys implements RequestDataValueProcessor {

    private static final String POSTED = FormKeys.class.getName();

    private final RequestDataValueProcessor wrapped;

    FormKeys(RequestDataValueProcessor wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public String processAction(HttpServletRequest request, String action, String method) {
        request.setAttribute(POSTED, "post".equalsIgnoreCase(method));
        return wrapped.processAction(request, action, method);
    }

    @Override
    public String processFormFieldValue(HttpServletRequest request, @Nullable String name, String value, String type) {
        return wrapped.processFormFieldValue(request, name, value, type);
    }

    @Override
    public @Nullable Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
        var fields = wrapped.getExtraHiddenFields(request);
        if (!Boolean.TRUE.equals(request.getAttribute(POSTED))) {
            return fields;
        }
        var more = new LinkedHashMap<String, String>();
        if (fields != null) {
            more.putAll(fields);
        }
        more.put(OneTimeKey.FIELD, OneTimeKey.fresh().value().toString());
        return more;
    }

    @Override
    public String processUrl(HttpServletRequest request, String url) {
        return wrapped.processUrl(request, url);
    }
}
