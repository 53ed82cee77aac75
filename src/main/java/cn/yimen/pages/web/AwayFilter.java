package cn.yimen.pages.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around everything that asks the database before a page does and while it is drawn: the session, the account, the sign-in,
 * the frame of the page.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class AwayFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AwayFilter.class);

    /** Bytes a page may have to go out whole or not at all; a longer one goes out as it is made. */
    private static final int WHOLE = 64 * 1024;

    private final AwayPage away;

    AwayFilter(AwayPage away) {
        this.away = away;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setBufferSize(WHOLE);
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException fault) {
            if (!AwayPage.answers(fault)) {
                throw fault;
            }
            if (response.isCommitted()) {
                if (led(response)) {
                    // the work is done and its answer out; what failed is the session's look at itself after that
                    LOG.warn("{} {} {}, then away", response.getStatus(), request.getMethod(), request.getRequestURI());
                    return;
                }
                throw fault; // half a page must not look like a whole one
            }
            LOG.warn("503 {} {}", request.getMethod(), request.getRequestURI());
            away.write(request, response);
        }
    }

    /** Whether the answer that is out is whole: a redirect has nothing more to say. */
    private static boolean led(HttpServletResponse response) {
        return response.getStatus() / 100 == 3 && response.getHeader(HttpHeaders.LOCATION) != null;
    }
}
