package cn.yimen.identity;

import cn.yimen.kernel.Sql;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 账号管理 (AU-3): one account for one person, never shared, never deleted. Every change ends the sessions of the account
 * at their next request.
 */
@Service
@Transactional
@PreAuthorize("hasRole('ADMINISTRATOR')")
public class Accounts {

    /** Without the letters and digits that look alike on paper. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Clock clock;

    Accounts(JdbcClient jdbc, PasswordEncoder encoder, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
    }

    /** 账号状态, for the filter of the list. */
    public enum State {
        ENABLED("在用"),
        LOCKED("已锁定"),
        DISABLED("已停用");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * 账号列表的条件.
     *
     * @param words part of the name or beginning of the login name; null for any
     * @param officeId null for any
     */
    public record Filter(
            @Nullable String words,
            @Nullable Role role,
            @Nullable UUID officeId,
            @Nullable State state) {}

    /** 账号列表的一行, ordered by login name. */
    public record Row(
            UUID id,
            String login,
            String name,
            String officeName,
            List<Role> roles,
            State state,
            @Nullable Instant lastSignInAt) {}

    /** 岗位 of an account, those ended too. */
    public record HeldPost(
            UUID id, Post post, LocalDate fromOn, @Nullable LocalDate untilOn) {

        public boolean heldOn(LocalDate day) {
            return !fromOn.isAfter(day) && (untilOn == null || !untilOn.isBefore(day));
        }
    }

    /** 账号. */
    public record View(
            UUID id,
            String login,
            String name,
            @Nullable UUID officeId,
            State state,
            boolean mustChangePassword,
            Instant passwordChangedAt,
            @Nullable Instant lastSignInAt,
            List<HeldPost> posts,
            long version) {}

    /** A page of the list, at most {@code limit} rows behind the login name {@code after}. */
    @Transactional(readOnly = true)
    public List<Row> list(Filter filter, @Nullable String after, int limit) {
        var words = filter.words() == null ? null : escaped(filter.words().strip());
        return jdbc.sql("""
                        with line as (
                            select o.id, o.login, o.name, o.office_id,
                                case when o.disabled_at is not null then 'DISABLED'
                                    when %s then 'LOCKED' else 'ENABLED' end as state,
                                (select max(a.at) from login_attempt a
                                    where a.login_digest = sha256(convert_to(o.login, 'UTF8')) and a.succeeded) as last_at,
                                (select string_agg(distinct p.role, ',' order by p.role) from post p
                                    where p.officer_id = o.id and p.from_on <= :today
                                        and (p.until_on is null or p.until_on >= :today)) as roles
                            from officer o
                            where (cast(:after as text) is null or o.login > :after)
                                and (cast(:words as text) is null or o.name like '%%' || :words || '%%'
                                    or o.login like lower(:words) || '%%')
                                and (cast(:office as uuid) is null or o.office_id = :office)
                                and (cast(:role as text) is null or exists (select 1 from post p
                                    where p.officer_id = o.id and p.role = :role and p.from_on <= :today
                                        and (p.until_on is null or p.until_on >= :today)))
                        )
                        select line.*, coalesce(office.short_name, '') as office_name
                        from line left join office on office.id = line.office_id
                        where cast(:state as text) is null or line.state = :state
                        order by line.login limit :limit
                        """.formatted(LOCKED))
                .param("after", after)
                .param("words", words)
                .param("office", filter.officeId())
                .param("role", filter.role() == null ? null : filter.role().name())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("today", LocalDate.now(clock))
                .param("since", since())
                .param("perAddress", SignIn.PER_ADDRESS)
                .param("limit", limit)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("office_name"),
                        roles(row.getString("roles")),
                        State.valueOf(row.getString("state")),
                        Sql.instantOrNull(row, "last_at")))
                .list();
    }

    /** @throws NoSuchElementException if there is no such account */
    @Transactional(readOnly = true)
    public View get(UUID id) {
        var posts = jdbc.sql("""
                        select id, role, place_code, dept_code, from_on, until_on from post where officer_id = ?
                        order by until_on nulls first, from_on, role
                        """)
                .param(id)
                .query((row, n) -> new HeldPost(
                        row.getObject("id", UUID.class),
                        new Post(
                                Role.valueOf(row.getString("role")),
                                row.getString("place_code"),
                                row.getString("dept_code")),
                        row.getObject("from_on", LocalDate.class),
                        row.getObject("until_on", LocalDate.class)))
                .list();
        return jdbc.sql("""
                        select o.id, o.login, o.name, o.office_id, o.must_change, o.password_changed_at, o.version,
                            case when o.disabled_at is not null then 'DISABLED'
                                when %s then 'LOCKED' else 'ENABLED' end as state,
                            (select max(a.at) from login_attempt a
                                where a.login_digest = sha256(convert_to(o.login, 'UTF8')) and a.succeeded) as last_at
                        from officer o where o.id = :id
                        """.formatted(LOCKED))
                .param("id", id)
                .param("since", since())
                .param("perAddress", SignIn.PER_ADDRESS)
                .query((row, n) -> new View(
                        row.getObject("id", UUID.class),
                        row.getString("login"),
                        row.getString("name"),
                        row.getObject("office_id", UUID.class),
                        State.valueOf(row.getString("state")),
                        row.getBoolean("must_change"),
                        row.getTimestamp("password_changed_at").toInstant(),
                        Sql.instantOrNull(row, "last_at"),
                        posts,
                        row.getLong("version")))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no account " + id));
    }

    /** How many accounts are locked out now, for the administrator's workbench. */
    @Transactional(readOnly = true)
    public long locked() {
        return jdbc.sql("select count(*) from officer o where o.disabled_at is null and " + LOCKED)
                .param("since", since())
                .param("perAddress", SignIn.PER_ADDRESS)
                .query(Long.class)
                .single();
    }

    /** 新账号的编号和初始密码: the password is shown once and must be changed at the first sign-in. */
    public record Created(UUID id, String password) {

        /** Without the password: safe for logs. */
        @Override
        public String toString() {
            return "account " + id;
        }
    }

    /**
     * 开通账号 for one person.
     *
     * @throws LoginTaken if another account has that login name
     */
    public Created create(String login, String name, @Nullable UUID officeId, List<Post> posts) {
        var id = UUID.randomUUID();
        var password = password();
        var made = jdbc.sql("""
                        insert into officer (id, login, name, office_id, password_hash, password_changed_at, must_change)
                        values (?, ?, ?, ?, ?, ?, true)
                        on conflict (login) do nothing
                        """)
                .params(Arrays.asList(
                        id,
                        login.strip().toLowerCase(Locale.ROOT),
                        name.strip(),
                        officeId,
                        encoder.encode(password),
                        Timestamp.from(clock.instant())))
                .update();
        if (made == 0) {
            throw new LoginTaken();
        }
        posts.forEach(post -> insert(id, post));
        return new Created(id, password);
    }

    /**
     * 修改姓名、所在机构.
     *
     * @throws OptimisticLockingFailureException if somebody else changed the account meanwhile
     */
    public void change(UUID id, String name, @Nullable UUID officeId, long version) {
        stale(jdbc.sql("""
                        update officer set name = ?, office_id = ?, epoch = epoch + 1, version = version + 1
                        where id = ? and version = ?
                        """)
                .params(Arrays.asList(name.strip(), officeId, id, version))
                .update());
    }

    /**
     * 增加岗位 from today on; a post already held is not doubled.
     *
     * @throws OptimisticLockingFailureException if somebody else changed the account meanwhile
     */
    public void addPost(UUID id, Post post, long version) {
        touch(id, version);
        var today = LocalDate.now(clock);
        var held = get(id).posts().stream()
                .anyMatch(each -> each.heldOn(today) && each.post().equals(post));
        if (!held) {
            insert(id, post);
        }
    }

    /**
     * 结束岗位 at once; the line stays.
     *
     * @throws OwnAccount if the administrator would lose the own administrator's post
     * @throws OptimisticLockingFailureException if somebody else changed the account meanwhile
     */
    public void endPost(UUID id, UUID postId, Officer by, long version) {
        var post = get(id).posts().stream()
                .filter(each -> each.id().equals(postId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no post " + postId));
        if (by.id().equals(id) && post.post().role() == Role.ADMINISTRATOR) {
            throw new OwnAccount();
        }
        touch(id, version);
        jdbc.sql("update post set until_on = ? where id = ? and officer_id = ? and (until_on is null or until_on > ?)")
                .params(
                        LocalDate.now(clock).minusDays(1),
                        postId,
                        id,
                        LocalDate.now(clock).minusDays(1))
                .update();
    }

    /**
     * 停用: the sessions end at their next request; what the person did stays.
     *
     * @throws OwnAccount for one's own account
     */
    public void disable(UUID id, Officer by, long version) {
        if (by.id().equals(id)) {
            throw new OwnAccount();
        }
        stale(jdbc.sql("""
                        update officer set disabled_at = coalesce(disabled_at, ?), epoch = epoch + 1, version = version + 1
                        where id = ? and version = ?
                        """).params(Timestamp.from(clock.instant()), id, version).update());
    }

    /** 恢复使用. */
    public void enable(UUID id, long version) {
        stale(jdbc.sql("""
                        update officer set disabled_at = null, epoch = epoch + 1, version = version + 1
                        where id = ? and version = ?
                        """).params(id, version).update());
    }

    /** 重置密码: a new one, shown once, to be changed at the next sign-in; a lock is lifted with it. */
    public String resetPassword(UUID id, long version) {
        var password = password();
        stale(jdbc.sql("""
                        update officer set password_hash = ?, password_changed_at = ?, must_change = true, demo = false,
                            epoch = epoch + 1, version = version + 1
                        where id = ? and version = ?
                        """)
                .params(encoder.encode(password), Timestamp.from(clock.instant()), id, version)
                .update());
        unlock(id);
        return password;
    }

    /** 解锁: the failed attempts of the last minutes no longer count. */
    public void unlock(UUID id) {
        var login = get(id).login();
        jdbc.sql("""
                        delete from login_attempt
                        where login_digest = sha256(convert_to(?, 'UTF8')) and not succeeded and at > ?
                        """).params(login, since()).update();
    }

    /** The condition of {@link SignIn}, seen from the account: some address has used up its attempts. */
    private static final String LOCKED = """
            exists (select 1 from login_attempt a
                where a.login_digest = sha256(convert_to(o.login, 'UTF8')) and a.at > :since and not a.succeeded
                    and a.at > coalesce((select max(s.at) from login_attempt s where s.login_digest = a.login_digest
                        and s.address = a.address and s.succeeded), '-infinity')
                group by a.address having count(*) >= :perAddress)""";

    private void insert(UUID officer, Post post) {
        jdbc.sql("insert into post (id, officer_id, role, place_code, dept_code, from_on) values (?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        officer,
                        post.role().name(),
                        post.placeCode(),
                        post.deptCode(),
                        LocalDate.now(clock)))
                .update();
    }

    private void touch(UUID id, long version) {
        stale(jdbc.sql("update officer set epoch = epoch + 1, version = version + 1 where id = ? and version = ?")
                .params(id, version)
                .update());
    }

    private static void stale(int changed) {
        if (changed != 1) {
            throw new OptimisticLockingFailureException("changed by somebody else, or not there");
        }
    }

    private Timestamp since() {
        return Timestamp.from(clock.instant().minus(SignIn.WINDOW));
    }

    private static String password() {
        var password = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            if (i > 0 && i % 5 == 4) {
                password.append('-');
            } else {
                password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
        }
        return password.toString();
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static List<Role> roles(@Nullable String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(",")).map(Role::valueOf).toList();
    }

    /** Another account has that login name. */
    public static final class LoginTaken extends RuntimeException {
        LoginTaken() {
            super("login name taken");
        }
    }

    /** Nobody shuts the own account out. */
    public static final class OwnAccount extends RuntimeException {
        OwnAccount() {
            super("one's own account");
        }
    }
}
