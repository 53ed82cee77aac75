package cn.yimen.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * 请求编号 (OP-4): stands in every log line of the request and in the answer's header; its first four characters are what
 * somebody reads out from an error page. Never taken over from outside.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestId extends OncePerRequestFilter {

    /** Request attribute with the whole id. */
    public static final String ATTRIBUTE = RequestId.class.getName();

    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final SecureRandom random = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = new StringBuilder(9);
        for (int i = 0; i < 9; i++) {
            id.append(i == 4 ? '-' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        request.setAttribute(ATTRIBUTE, id.toString());
        response.setHeader("X-Request-Id", id.toString());
        MDC.put("request", id.toString());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("request");
        }
    }
}
