package cn.yimen.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * 试问: a request with the header {@code X-Dry} is answered as any other, but its transactions roll back, so that every
 * submission can be tried as everybody on the same record.
 */
@TestConfiguration(proxyBeanMethods = false)
class DryRun {

    static final String HEADER = "X-Dry";
    static final String RIGHT = "right";
    static final String FULL = "full";
    private static final ThreadLocal<Boolean> DRY = ThreadLocal.withInitial(() -> false);

    @Bean
    DryTransactions dryTransactions() {
        return new DryTransactions();
    }

    @Bean
    DryRequests dryRequests() {
        return new DryRequests();
    }

    /**
     * Nothing to be looked at: {@code X-Dry: right} asks for the answer's status alone. The page is made ready and not
     * rendered; what refuses, answers in full.
     */
    @Configuration(proxyBeanMethods = false)
    @Order(Ordered.HIGHEST_PRECEDENCE) // the last to see what is to be rendered
    static class Unrendered implements WebMvcConfigurer, HandlerInterceptor {
        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
        }

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
            if (page == null || !RIGHT.equals(request.getHeader(HEADER))) {
                return;
            }
            var view = page.getViewName();
            if (view != null && !view.startsWith("redirect:")) {
                var status = page.getStatus();
                if (status != null) {
                    response.setStatus(status.value());
                }
                page.clear();
            }
        }
    }

    static final class DryTransactions implements TransactionExecutionListener {
        @Override
        public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
            if (DRY.get() && failure == null && !transaction.isReadOnly()) {
                transaction.setRollbackOnly();
            }
        }
    }

    /** Inside the filter of the session, which is kept all the same. */
    @Order(Ordered.LOWEST_PRECEDENCE)
    static final class DryRequests extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            DRY.set(request.getHeader(HEADER) != null);
            try {
                chain.doFilter(request, response);
            } finally {
                DRY.remove();
            }
        }
    }
}
