package cn.yimen.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.access.Desk.Visitor;
import cn.yimen.access.Handlers.Handler;
import cn.yimen.access.Samples.Sample;
import cn.yimen.district.Places;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * AU-1: an address with two records in it is one of the second under the first. Hung under another record, which the same
 * person may see as well, it does not exist. Handlers find themselves.
 */
@ServedTest
class NestedRecordsTest {

    /** What names one record of all: 通知 and 告知书 are counted within their award and draft. */
    private static final Pattern RECORD = Pattern.compile(".*[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+");

    private static final String COUNTED = "no";

    /** A run of 标准调整测算 judges every award there is: whoever sees both sees one under the other. */
    private static final String EVERY_AWARD = "/standard-changes/{id}/awards/{award}";

    @Autowired
    Desk desk;

    @Autowired
    Samples samples;

    @Autowired
    Places places;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Officers officers;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void au1aRecordUnderAForeignOneDoesNotExist() {
        var faults = new TreeSet<String>();
        var asked = 0;
        for (var handler : Handlers.of(mapping)) {
            if (handler.variables().size() < 2 || handler.pattern().equals(EVERY_AWARD)) {
                continue;
            }
            var sample = samples.of(handler, desk).get(0);
            var mixed = mixed(handler, sample);
            var reach = mixed.isEmpty() ? List.<Visitor>of() : reach(handler, sample);
            if (!mixed.isEmpty() && reach.isEmpty()) {
                faults.add(handler.method() + " " + handler.pattern() + ": nobody reaches the sample");
            }
            for (var visitor : reach) {
                for (var variables : mixed) {
                    asked++;
                    var status = status(handler, variables, visitor);
                    // a page that only leads to another, which looks after itself
                    if (status != 404 && !(handler.get() && status / 100 == 3)) {
                        faults.add(handler.method() + " " + handler.pattern() + " "
                                + Objects.requireNonNull(visitor.officer())
                                        .posts()
                                        .get(0) + ": " + status);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(asked).isGreaterThan(150);
    }

    /** The second under another's first, and another's second under the first; as far as there is another. */
    private static List<Map<String, String>> mixed(Handler handler, Sample sample) {
        var all = new ArrayList<Map<String, String>>();
        var first = handler.variables().get(0);
        for (var second : handler.variables().subList(1, handler.variables().size())) {
            var own = Objects.requireNonNull(sample.variables().get(second));
            if (second.equals(COUNTED) || !RECORD.matcher(own).matches()) {
                continue;
            }
            for (var other : List.of(first, second)) {
                var theirs = sample.stranger().get(other);
                if (theirs != null && !theirs.equals(sample.variables().get(other))) {
                    var mixed = new LinkedHashMap<>(sample.variables());
                    mixed.put(other, theirs);
                    all.add(mixed);
                }
            }
        }
        return all;
    }

    /** Two of those who reach the record at its own address; those of a township have their post in all of them. */
    private List<Visitor> reach(Handler handler, Sample sample) {
        var all = new ArrayList<Visitor>();
        if (sample.owner() != null) {
            all.add(desk.visitor(officers.byId(sample.owner()).orElseThrow()));
        }
        for (var role : Role.values()) {
            switch (role.reach()) {
                case TOWNSHIP ->
                    all.add(desk.with(places.townships().stream()
                            .map(place -> Post.at(role, place.code()))
                            .toArray(Post[]::new)));
                case DEPARTMENT -> all.add(desk.with(Post.liaison(sample.dept() == null ? "YB" : sample.dept())));
                case VILLAGE -> {} // sees one of the two only
                case HOUSEHOLDS, REFERRED, DISTRICT, NO_CASES -> all.add(desk.with(Post.of(role)));
            }
        }
        // who visited a household is named, and nobody else may write
        jdbc.sql("""
                        select distinct o.login from officer o join post p on p.officer_id = o.id
                        where o.demo and p.role = 'WINDOW_CLERK' and p.place_code = ? order by o.login
                        """)
                .param(sample.township() == null ? "" : sample.township())
                .query(String.class)
                .list()
                .forEach(login -> all.add(desk.visitor(officers.byLogin(login).orElseThrow())));
        return all.stream()
                .filter(visitor -> !List.of(403, 404).contains(status(handler, sample.variables(), visitor)))
                .limit(2)
                .toList();
    }

    private int status(Handler handler, Map<String, String> variables, Visitor visitor) {
        var path = handler.path(variables);
        return (handler.get()
                        ? desk.tryGet(visitor, path, DryRun.RIGHT)
                        : desk.tryPost(
                                visitor, path, handler.needed(), handler.headers(), handler.files(), DryRun.RIGHT))
                .status();
    }
}
