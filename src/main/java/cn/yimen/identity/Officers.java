package cn.yimen.identity;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 工作人员: reads accounts and their posts as they are now. */
@Service
@Transactional(readOnly = true)
public class Officers {

    private final JdbcClient jdbc;
    private final Clock clock;

    Officers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The officer with that login name, if the account is not disabled. */
    public Optional<Officer> byLogin(String login) {
        return jdbc.sql("select id from officer where login = ? and disabled_at is null")
                .param(login)
                .query(UUID.class)
                .optional()
                .flatMap(this::byId);
    }

    /** The officer with that id, if the account is not disabled. */
    public Optional<Officer> byId(UUID id) {
        var posts = jdbc.sql("""
                        select role, place_code, dept_code from post
                        where officer_id = ? and from_on <= ? and (until_on is null or until_on >= ?)
                        order by role, place_code, dept_code
                        """)
                .params(id, LocalDate.now(clock), LocalDate.now(clock))
                .query((row, n) -> new Post(
                        Role.valueOf(row.getString("role")), row.getString("place_code"), row.getString("dept_code")))
                .list();
        return jdbc.sql("""
                        select o.id, o.login, o.name, o.office_id, o.epoch,
                            coalesce((select name from office where office.id = o.office_id), '') as office_name
                        from officer o where o.id = ? and o.disabled_at is null
                        """)
                .param(id)
                .query((row, n) -> new Officer(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        row.getString("name"),
                        row.getObject("office_id", UUID.class),
                        row.getString("office_name"),
                        posts,
                        row.getLong("epoch")))
                .optional();
    }

    /** The names of officers, for lines of time and worklists; unknown ids are left out. */
    public java.util.Map<UUID, String> names(java.util.Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return java.util.Map.of();
        }
        var names = new java.util.HashMap<UUID, String>();
        jdbc.sql("select id, name from officer where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return names;
    }

    /** The accounts that the login page of the demo district lists; empty in any other installation. */
    public List<DemoAccount> demoAccounts() {
        return jdbc.sql("""
                        select o.login, o.name, string_agg(p.role, ',' order by p.role) as roles,
                            coalesce((select name from office where office.id = o.office_id), '') as office
                        from officer o join post p on p.officer_id = o.id
                        where o.demo and o.disabled_at is null and exists (select 1 from installation where demo)
                        group by o.id order by min(p.role), o.login
                        limit 40
                        """)
                .query((row, n) -> new DemoAccount(
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("office"),
                        java.util.Arrays.stream(row.getString("roles").split(","))
                                .distinct()
                                .map(name -> Role.valueOf(name).words())
                                .reduce((a, b) -> a + "、" + b)
                                .orElse("")))
                .list();
    }

    /** 演示账号: one line of the demo's login page. */
    public record DemoAccount(String login, String name, String office, String posts) {}
}
