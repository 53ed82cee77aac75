package cn.yimen.browser;

import cn.yimen.PostgresTestConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * The product as it is served, with a small demo district, seen through a real Chromium. All browser tests share one
 * running product.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"yimen.demo=true", "yimen.demo.households=120"})
@Import(PostgresTestConfiguration.class)
@ExtendWith(Chromium.class)
public @interface BrowserTest {}
