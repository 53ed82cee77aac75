package cn.yimen.protection;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class ProtectionConfiguration {

    /** The keys come from {@code YIMEN_KEYS}, {@code YIMEN_INDEXKEY} and {@code YIMEN_AUDITKEY}; without them, demo keys. */
    @Bean
    KeyRing keyRing(Environment environment) {
        var keys = Binder.get(environment)
                .bind("yimen.keys", Bindable.listOf(String.class))
                .orElse(List.of());
        return new KeyRing(
                keys.stream().filter(key -> !key.isBlank()).toList(),
                blankToNull(environment.getProperty("yimen.index-key")),
                blankToNull(environment.getProperty("yimen.audit-key")));
    }

    private static @org.jspecify.annotations.Nullable String blankToNull(
            @org.jspecify.annotations.Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
