package cn.yimen.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * 试问: a request with the header {@code X-Dry} is answered as any other, but its transactions roll back, so that every
 * submission can be tried as everybody on the same record.
 */
@TestConfiguration(proxyBeanMethods = false)
class DryRun {

    static final String HEADER = "X-Dry";
    private static final ThreadLocal<Boolean> DRY = ThreadLocal.withInitial(() -> false);

    @Bean
    DryTransactions dryTransactions() {
        return new DryTransactions();
    }

    @Bean
    DryRequests dryRequests() {
        return new DryRequests();
    }

    static final class DryTransactions implements TransactionExecutionListener {
        @Override
        public void afterBegin(TransactionExecution transaction, @org.jspecify.annotations.Nullable Throwable failure) {
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
