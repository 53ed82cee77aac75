package cn.yimen.identity;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** 测试用的工作人员: accounts in the database, with a post, ready to be signed in. */
public final class Staff {

    private Staff() {}

    /** The window clerk of a township (9-digit code). */
    public static Officer clerk(JdbcClient jdbc, String township) {
        return with(jdbc, Post.at(Role.WINDOW_CLERK, township));
    }

    /** The liaison of a department (MZ, RS, ZJ, JT, SF, WJ, YB, YJ, GH, CL, FL). */
    public static Officer liaison(JdbcClient jdbc, String deptCode) {
        return with(jdbc, Post.liaison(deptCode));
    }

    public static Officer administrator(JdbcClient jdbc) {
        return with(jdbc, Post.of(Role.ADMINISTRATOR));
    }

    /** A new account with these posts. Its password fits nobody: it is signed in by {@link #as}. */
    public static Officer with(JdbcClient jdbc, Post... posts) {
        return of(jdbc, null, posts);
    }

    /** A new account of an office with these posts. */
    public static Officer of(JdbcClient jdbc, @org.jspecify.annotations.Nullable UUID office, Post... posts) {
        var id = UUID.randomUUID();
        var login = "t" + id.toString().substring(0, 18);
        jdbc.sql("""
                        insert into officer (id, login, name, office_id, password_hash, password_changed_at)
                        values (?, ?, '周敏', ?, '{argon2}none', now())
                        """).params(java.util.Arrays.asList(id, login, office)).update();
        for (var post : posts) {
            jdbc.sql("insert into post (id, officer_id, role, place_code, dept_code) values (?, ?, ?, ?, ?)")
                    .params(java.util.Arrays.asList(
                            UUID.randomUUID(), id, post.role().name(), post.placeCode(), post.deptCode()))
                    .update();
        }
        return new Officer(id, login, "周敏", office, "", java.util.List.of(posts), 0);
    }

    /** Signs the officer in for one MockMvc request. */
    public static RequestPostProcessor as(Officer officer) {
        return SecurityMockMvcRequestPostProcessors.authentication(OfficerAuthentication.token(officer));
    }
}
