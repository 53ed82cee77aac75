package cn.yimen.config;

import java.util.LinkedHashSet;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.dialect.SpringStandardDialect;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;

/** 模板引擎. */
@Configuration(proxyBeanMethods = false)
class TemplateConfig {

    /** A dialect of its own for each engine: Spring's is one for the whole process, our expressions know our beans. */
    @Bean
    static BeanPostProcessor readyExpressions(BeanFactory beans) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof SpringTemplateEngine engine) {
                    var dialects = new LinkedHashSet<IDialect>();
                    for (var dialect : engine.getDialects()) {
                        dialects.add(
                                dialect instanceof SpringStandardDialect standard ? ours(standard, beans) : dialect);
                    }
                    engine.setDialects(dialects);
                }
                return bean;
            }
        };
    }

    private static SpringStandardDialect ours(SpringStandardDialect theirs, BeanFactory beans) {
        var dialect = dialect(new ReadyExpressions(beans));
        dialect.setEnableSpringELCompiler(theirs.getEnableSpringELCompiler());
        dialect.setRenderHiddenMarkersBeforeCheckboxes(theirs.getRenderHiddenMarkersBeforeCheckboxes());
        return dialect;
    }

    /** The dialect of Spring with these expressions; it has no setter for them. */
    static SpringStandardDialect dialect(ReadyExpressions expressions) {
        return new SpringStandardDialect() {
            @Override
            public IStandardVariableExpressionEvaluator getVariableExpressionEvaluator() {
                return expressions;
            }
        };
    }
}
