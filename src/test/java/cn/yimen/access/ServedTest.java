package cn.yimen.access;

import cn.yimen.PostgresTestConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The product as it is served, over HTTP, with a small demo district of its own. These tests share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"yimen.demo=true", "yimen.demo.households=100", "yimen.job.every=PT6H"})
@Import({PostgresTestConfiguration.class, DryRun.class, Desk.class, Samples.class, Canary.class})
public @interface ServedTest {}
