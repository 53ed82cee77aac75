package cn.yimen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * The whole product on a real PostgreSQL with its reference data and no demo district. All classes with this annotation
 * and nothing more share one context and one database: a test makes the rows it needs and counts only those. Background
 * jobs are done when a test says so (JobsAtOnce).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = {"yimen.demo=false", "yimen.job.every=PT6H"})
@AutoConfigureMockMvc
@Import(PostgresTestConfiguration.class)
public @interface ProductTest {}
