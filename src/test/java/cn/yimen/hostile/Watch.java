package cn.yimen.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** 产品这一侧的见证: which handler was reached with which hostile input, and what it logged as its own fault. */
@TestConfiguration(proxyBeanMethods = false)
class Watch implements WebMvcConfigurer {

    /** The day on which everything happens here, a working day, so that each run sees the same. */
    static final LocalDate DAY = LocalDate.of(2026, 11, 18);

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

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

    /** Nothing is done by the hour: what changes here was sent by somebody. */
    @Bean
    static BeanFactoryPostProcessor nothingByItself() {
        return factory -> {
            if (factory instanceof BeanDefinitionRegistry registry) {
                registry.removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
            }
        };
    }

    /** The product's clock, put to the morning of that day; it goes on. */
    @Bean
    static BeanPostProcessor sameDay() {
        var morning = DAY.atTime(9, 5).atZone(ZONE).toInstant();
        var away = Duration.between(Instant.now(), morning);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? new Moved(clock, away) : bean;
            }
        };
    }

    /** What the demo district plays is played as it is. */
    private static final class Moved extends Clock {

        private final Clock clock;
        private final Duration away;

        Moved(Clock clock, Duration away) {
            this.clock = clock;
            this.away = away;
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Moved(clock.withZone(zone), away);
        }

        @Override
        public Instant instant() {
            var now = clock.instant();
            var played = Duration.between(now, Instant.now()).abs().toSeconds() > 2;
            return played ? now : now.plus(away);
        }
    }

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
