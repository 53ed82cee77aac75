package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Ground: expressions made ready say what SpEL says, and nearly all of the pages' are made ready. */
class ReadyExpressionsTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final ReadyExpressions ready = new ReadyExpressions(beans);
    private final SpringTemplateEngine plain = engine(null);
    private final SpringTemplateEngine ours = engine(ready);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${row.name()}",
                "${row.name}",
                "${row.colour().name()}",
                "${row.colour() == 'RED'}",
                "${row.colour() == missing}",
                "${row.none()}",
                "${row.none() != null ? 'there' : 'not there'}",
                "${row.none() ?: '—'}",
                "${row.none()?.length()}",
                "${row.count() > 3 and row.count() <= 7 or missing}",
                "${row.count() > 3 and row.count() <= 7}",
                "${!row.flag() and not row.flag()}",
                "${row.count() + 1}",
                "${row.name() + row.count() + '.' + row.big()}",
                "${row.name() + row.none()}",
                "${row.amount() + 1}",
                "${row.count() == row.big()}",
                "${row.day() == day}",
                "${row.times(2)}",
                "${row.times(row.count())}",
                "${row.text('a', 3)}",
                "${row.text(null, 3)}",
                "${row.wide(3)}",
                "${row.overloaded('x')}",
                "${row.overloaded(3)}",
                "${row.list().isEmpty()}",
                "${row.list().size() > 1 ? row.list()[0] : ''}",
                "${row.list().get(0)}",
                "${map.key}",
                "${map.absent}",
                "${map.get('key')}",
                "${map.size()}",
                "${map['key']}",
                "${missing}",
                "${empty ? 'yes' : 'no'}",
                "${ {width:'c-3', optional:true}.width }",
                "${ {1, 2, 3}.size() }",
                "${#strings.toLowerCase(row.colour())}",
                "${#lists.isEmpty(row.list())}",
                "${#temporals == null}",
                "${bean.getShape().sides()}",
                "${bean.shape.sides}",
                "${bean.open}",
                "${row.name().length()}",
                "${row.name().toUpperCase().substring(0, 1)}",
                "${row.day().plusDays(1)}",
                "${T(java.lang.Math).max(1, 2)}",
                "${row.getClass().getName()}",
                "${row.class.name}",
                "${row.class.classLoader}",
                "${row.name().getClass().forName('java.lang.Runtime')}",
            })
    void saysWhatSpelSays(String expression) {
        var template = "<p th:text=\"" + expression + "\"></p><i th:if=\"" + expression + "\"></i>";

        assertThat(said(ours, template)).isEqualTo(said(plain, template));
        assertThat(said(ours, template)).as("asked again").isEqualTo(said(plain, template));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${row.missingMethod()}", "${row.none().length()}", "${missing.name()}", "${row.fails()}"})
    void whatSpelRefusesIsRefused(String expression) {
        var template = "<p th:text=\"" + expression + "\"></p>";

        assertThatThrownBy(() -> ours.process(template, context())).isInstanceOf(TemplateProcessingException.class);
        assertThatThrownBy(() -> plain.process(template, context())).isInstanceOf(TemplateProcessingException.class);
    }

    @Test
    void aFailureKeepsItsCause() {
        assertThatThrownBy(() -> ours.process("<p th:text=\"${row.fails()}\"></p>", context()))
                .hasRootCauseInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatThymeleafForbidsInScriptsStaysForbidden() {
        var template = "<p th:onclick=\"${row.name()}\"></p>";

        assertThatThrownBy(() -> ours.process(template, context())).isInstanceOf(TemplateProcessingException.class);
        assertThatThrownBy(() -> ours.process("<p th:utext=\"${param.x}\"></p>", context()))
                .isInstanceOf(TemplateProcessingException.class);
    }

    @Test
    void rowsOfDifferentClassesAreToldApart() {
        var context =
                new Context(Locale.CHINA, Map.of("rows", List.of(row(), new Other("二"), row(), Map.of("name", "三"))));
        var template = "<p th:each=\"row : ${rows}\" th:text=\"${row.name}\"></p>";

        assertThat(ours.process(template, context))
                .isEqualTo(plain.process(template, context))
                .contains("二", "三");
    }

    @Test
    void nearlyEveryExpressionOfThePagesIsMadeReady() throws IOException {
        for (var name : List.of("fmt", "shell", "widgets", "fields", "icons")) {
            beans.registerSingleton(name, new Object());
        }
        var found = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                var matcher = Pattern.compile("\\$\\{([^{}]*)}").matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        }
        var known = found.stream().filter(ready::knows).count();

        assertThat(found).hasSizeGreaterThan(3_000);
        assertThat((double) known / found.size()).isGreaterThan(0.9);
    }

    private static String said(SpringTemplateEngine engine, String template) {
        try {
            return engine.process(template, context());
        } catch (TemplateProcessingException e) {
            return "refused";
        }
    }

    private static Context context() {
        var model = new HashMap<String, Object>();
        model.put("row", row());
        model.put("bean", new Bean());
        model.put("day", LocalDate.of(2026, 3, 1));
        model.put("map", Map.of("key", "value"));
        model.put("empty", false);
        return new Context(Locale.CHINA, model);
    }

    private static Row row() {
        return new Row("李桂芳", Colour.RED, null, 5, 5L, 1.5, true, List.of("a", "b"), LocalDate.of(2026, 3, 1));
    }

    private static SpringTemplateEngine engine(@Nullable ReadyExpressions expressions) {
        var engine = new SpringTemplateEngine();
        if (expressions != null) {
            engine.setDialect(TemplateConfig.dialect(expressions));
        }
        var resolver = new StringTemplateResolver();
        resolver.setCacheable(true);
        engine.setTemplateResolver(resolver);
        return engine;
    }

    enum Colour {
        RED {
            @Override
            String shade() {
                return "dark";
            }
        };

        abstract String shade();
    }

    record Other(String name) {}

    record Row(
            String name,
            Colour colour,
            @Nullable String none,
            int count,
            long big,
            double amount,
            boolean flag,
            List<String> list,
            LocalDate day) {

        public int times(int factor) {
            return count * factor;
        }

        public String text(@Nullable String left, int right) {
            return left + "-" + right;
        }

        public String wide(long number) {
            return "wide " + number;
        }

        public String overloaded(String text) {
            return "text " + text;
        }

        public String overloaded(int number) {
            return "number " + number;
        }

        public String fails() {
            throw new NoSuchElementException("no such row");
        }
    }

    /** An interface between, so that the accessor is not the class's own. */
    interface Shape {
        int sides();
    }

    private record Square(int sides) implements Shape {}

    static final class Bean {

        public Shape getShape() {
            return new Square(4);
        }

        public boolean isOpen() {
            return true;
        }
    }
}
