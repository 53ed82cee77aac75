package cn.yimen.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.access.Desk.Visitor;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** AU-1, AU-3: reading changes nothing, and nothing is changed by a form that is not ours. Handlers find themselves. */
@ServedTest
class SafeRequestsTest {

    @Autowired
    Desk desk;

    @Autowired
    Samples samples;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    /** The trail, sessions and attempts to look something up are written by looking, keys turn by themselves; nothing else is. */
    @Test
    void au1noPageThatIsReadChangesARow() {
        var asked = new ArrayList<Map.Entry<Visitor, String>>();
        for (var handler : Handlers.of(mapping)) {
            if (handler.get()) {
                for (var sample : samples.of(handler, desk)) {
                    for (var visitor : visitors(sample)) {
                        asked.add(Map.entry(visitor, handler.path(sample.variables())));
                    }
                }
            }
        }
        var before = rows();
        var opened = 0;
        for (var one : asked) {
            opened += desk.get(one.getKey(), one.getValue()).status() == 200 ? 1 : 0;
        }
        assertThat(opened).as("pages opened of " + asked.size()).isGreaterThan(asked.size() / 4);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void au3noSubmissionWithoutTheTokenOfAPageOfOurs() {
        var faults = new TreeSet<String>();
        var clerk = desk.with(Post.at(Role.WINDOW_CLERK, "520402109"));
        var asked = 0;
        for (var handler : Handlers.of(mapping)) {
            if (handler.get()) {
                continue;
            }
            var variables = samples.of(handler, desk).get(0).variables();
            for (var visitor : List.of(clerk, desk.anybody())) {
                for (var token : List.of("", "wrong", clerk.csrf())) {
                    var fields = new LinkedHashMap<>(handler.needed());
                    fields.put("_csrf", token);
                    var status = desk.tryPost(
                                    visitor,
                                    handler.path(variables),
                                    fields,
                                    handler.headers(),
                                    handler.files(),
                                    DryRun.FULL)
                            .status();
                    asked++;
                    if (status != 403) {
                        faults.add(handler.method() + " " + handler.pattern() + " «"
                                + (token.length() > 9 ? "plain" : token) + "»: " + status);
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(900);
        assertThat(faults).isEmpty();
    }

    private List<Visitor> visitors(Samples.Sample sample) {
        var township = sample.township() == null ? "520402109" : sample.township();
        return List.of(
                desk.anybody(),
                desk.with(Post.at(Role.TOWNSHIP_REVIEWER, township)),
                desk.with(Post.at(Role.WINDOW_CLERK, township)),
                desk.with(Post.liaison(sample.dept() == null ? "YB" : sample.dept())),
                desk.with(Post.of(Role.BUREAU_OFFICER), Post.of(Role.ADMINISTRATOR)));
    }

    /** What stands in every table, as a number of rows and a sum over their contents. */
    private Map<String, String> rows() {
        var all = new TreeMap<String, String>();
        for (var table : jdbc.sql("""
                        select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                            and relname !~ '^(audit_|spring_session|event_publication|flyway_)'
                            and relname not in ('login_attempt', 'case_lookup_attempt', 'search_word', 'protection_rotation')
                        order by 1
                        """).query(String.class).list()) {
            all.put(
                    table,
                    jdbc.sql("select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from "
                                    + table + " t")
                            .query(String.class)
                            .single());
        }
        return all;
    }
}
