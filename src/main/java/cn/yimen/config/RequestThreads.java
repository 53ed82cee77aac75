package cn.yimen.config;

import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * 请求的线程: virtual ones where the JDK has them and a lock does not hold up the processor below (from 24 on). At most as
 * many requests work at a time as there are processors, each until it waits for the database; with threads of the system
 * eight at once take turns on two processors, and the last one waits for all of them.
 */
@Configuration(proxyBeanMethods = false)
class RequestThreads {

    private static final int LOCKS_DO_NOT_PIN = 24;

    @Bean
    static TomcatProtocolHandlerCustomizer<?> threadsOfRequests() {
        return protocol -> {
            if (Runtime.version().feature() >= LOCKS_DO_NOT_PIN) {
                protocol.setExecutor(new VirtualThreadExecutor("request-"));
            }
        };
    }
}
