package cn.yimen.config;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the product: nobody asks the system for the time or the zone. */
@Configuration(proxyBeanMethods = false)
class TimeConfig {

    @Bean
    Clock clock() {
        return new DeskClock(Clock.system(ZoneId.of("Asia/Shanghai")));
    }
}
