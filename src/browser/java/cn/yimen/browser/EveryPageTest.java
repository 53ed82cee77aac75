package cn.yimen.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.identity.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page a role can reach by links, found by following them: no axe violation, no sideways scrolling at three sizes
 * and at 200 % zoom, nothing in the console, no request that fails, every control reached by Tab in reading order with
 * its focus seen, every light with words. One account of every role there is and nobody's; two browsers walk at once.
 * target/pictures/index.html has the pictures by role.
 */
@BrowserTest
class EveryPageTest {

    private static final int BROWSERS = 2;

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    private record Person(String role, String login) {}

    @TestFactory
    Stream<DynamicTest> isAccessibleAndFits() {
        var people = new ArrayList<Person>();
        people.add(new Person("公众", ""));
        jdbc.sql("""
                        select distinct on (p.role) p.role, o.login
                          from post p join officer o on o.id = p.officer_id
                         where o.demo and o.disabled_at is null
                         order by p.role, length(o.login), o.login
                        """)
                .query((row, n) ->
                        new Person(Role.valueOf(row.getString("role")).words(), row.getString("login")))
                .list()
                .forEach(people::add);
        var examined = new Examined();
        var pictures = new Pictures(Path.of("target", "pictures"));
        Map<Person, CompletableFuture<List<String>>> walks = new LinkedHashMap<>();
        people.forEach(person -> walks.put(person, new CompletableFuture<>()));
        var waiting = new ConcurrentLinkedQueue<>(people);
        for (var n = 0; n < BROWSERS; n++) {
            var browser = new Thread(() -> walk(waiting, walks, examined, pictures), "walk-" + n);
            browser.setDaemon(true);
            browser.start();
        }
        return Stream.concat(
                people.stream()
                        .map(person -> DynamicTest.dynamicTest(
                                person.role(),
                                () -> assertThat(walks.get(person).get()).isEmpty())),
                Stream.of(DynamicTest.dynamicTest("pictures", () -> {
                    walks.values().forEach(CompletableFuture::join);
                    assertThat(pictures.index(examined.summary(), notReached(examined)))
                            .exists();
                })));
    }

    private void walk(
            ConcurrentLinkedQueue<Person> waiting,
            Map<Person, CompletableFuture<List<String>>> walks,
            Examined examined,
            Pictures pictures) {
        try (var own = Chromium.another("http://localhost:" + port)) {
            Person person;
            while ((person = waiting.poll()) != null) {
                var result = walks.get(person);
                try (var desks = own.desks()) {
                    var page = desks.sit(1366, 768);
                    if (!person.login().isEmpty()) {
                        People.signIn(page, person.login());
                    }
                    result.complete(new Walk(page, person.role(), examined, pictures)
                            .from(person.login().isEmpty() ? List.of("/", "/login") : List.of("/workbench")));
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }
        } catch (RuntimeException noBrowser) {
            walks.values().forEach(result -> result.completeExceptionally(noBrowser));
        }
    }

    /** The addresses no role came to by links: what follows a post, papers, answers to the script. For the index. */
    private List<String> notReached(Examined examined) {
        var left = new TreeSet<String>();
        handlers.getHandlerMethods().forEach((mapping, method) -> {
            var methods = mapping.getMethodsCondition().getMethods();
            if (methods.contains(RequestMethod.GET) && mapping.getPathPatternsCondition() != null) {
                for (var pattern : mapping.getPathPatternsCondition().getPatterns()) {
                    if (examined.addresses().stream()
                            .noneMatch(address -> pattern.matches(
                                    org.springframework.http.server.PathContainer.parsePath(address)))) {
                        left.add(pattern.getPatternString());
                    }
                }
            }
        });
        return List.copyOf(left);
    }
}
