package cn.yimen.audit;

import cn.yimen.identity.Officer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * 从哪里: the officer, address and request of the present thread.
 *
 * @param officer login name; {@code system} for a job
 */
record Origin(
        @Nullable UUID officerId,
        String officer,
        @Nullable String address,
        @Nullable String request) {

    static Origin present() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Officer by
                ? of(by)
                : new Origin(
                        null, remoteAddress() == null ? "system" : "anonymous", remoteAddress(), MDC.get("request"));
    }

    static Origin of(Officer by) {
        return new Origin(by.id(), by.login(), remoteAddress(), MDC.get("request"));
    }

    private static @Nullable String remoteAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : null;
    }
}
