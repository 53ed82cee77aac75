package cn.yimen.pages.web;

import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * 重复提交的答复: a form that was carried out and is sent again often no longer fits what it changed, and would be
 * refused for that. Its sender gets the first answer instead (IN-8). Asked only where a form is refused.
 */
@Component
class FirstAnswer {

    /** Who sends the forms of the public pages. */
    private static final String VISITOR = "visitor";

    private final OneTimeKeys keys;

    FirstAnswer(OneTimeKeys keys) {
        this.keys = keys;
    }

    /** Where the same form led the first time; empty if it was never carried out. */
    Optional<String> of(HttpServletRequest request) {
        var given = request.getParameter(OneTimeKey.FIELD);
        if (!"POST".equals(request.getMethod()) || given == null || given.length() != 36) {
            return Optional.empty();
        }
        try {
            var by = request.getUserPrincipal();
            return keys.answer(new OneTimeKey(UUID.fromString(given)), by == null ? VISITOR : by.getName());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
