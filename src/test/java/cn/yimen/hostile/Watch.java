package cn.yimen.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** 产品这一侧的见证: which handler was reached with which hostile input, and what it logged as its own fault. */
@TestConfiguration(proxyBeanMethods = false)
class Watch implements WebMvcConfigurer {

    /** Names the input that is bad in this request. */
    static final String HEADER = "X-Hostile";

    static final Map<String, Set<String>> REACHED = new ConcurrentHashMap<>();
    private static final List<String> FAULTS = new CopyOnWriteArrayList<>();

    private static final AppenderBase<ILoggingEvent> EAR = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                var thrown = event.getThrowableProxy();
                FAULTS.add(event.getLoggerName() + ": " + event.getFormattedMessage()
                        + (thrown == null ? "" : " " + thrown.getClassName() + ": " + thrown.getMessage()));
            }
        }
    };

    static void listen() {
        FAULTS.clear();
        REACHED.clear();
        EAR.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(EAR);
    }

    static void stop() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(EAR);
    }

    /** The faults since the last question. */
    static List<String> faults() {
        if (FAULTS.isEmpty()) {
            return List.of();
        }
        var now = List.copyOf(FAULTS);
        FAULTS.removeAll(now);
        return now;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                var given = request.getHeader(HEADER);
                if (given != null && handler instanceof HandlerMethod method) {
                    var names = REACHED.computeIfAbsent(name(method), key -> ConcurrentHashMap.newKeySet());
                    names.addAll(List.of(given.split(",")));
                }
                return true;
            }
        });
    }

    static String name(HandlerMethod method) {
        return method.getBeanType().getSimpleName().replaceAll("\\$\\$.*", "") + "."
                + method.getMethod().getName() + "/" + method.getMethod().getParameterCount();
    }
}
