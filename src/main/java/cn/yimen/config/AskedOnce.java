package cn.yimen.config;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * 会话号一个请求只读一次: the session filter saves the session before the answer goes out and once more at the very end,
 * where it has forgotten what the request brought and would read the session again. The second time there is nothing to
 * find, and the browser has the cookie already.
 */
final class AskedOnce implements HttpSessionIdResolver {

    private static final String BROUGHT = AskedOnce.class.getName();

    private final HttpSessionIdResolver cookies;

    AskedOnce(HttpSessionIdResolver cookies) {
        this.cookies = cookies;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        if (request.getAttribute(BROUGHT) != null) {
            return List.of();
        }
        var brought = cookies.resolveSessionIds(request);
        request.setAttribute(BROUGHT, brought);
        return brought;
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String sessionId) {
        if (!(request.getAttribute(BROUGHT) instanceof List<?> brought) || !brought.contains(sessionId)) {
            cookies.setSessionId(request, response, sessionId);
        }
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookies.expireSession(request, response);
    }
}
