package cn.yimen.demo;

import cn.yimen.district.Organisations;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * 演示账号: one for each role with a short name, which the login page lists, and the colleagues of the other townships and
 * departments behind them. All have the same password, which production refuses to start with.
 */
@Component
class DemoAccounts {

    private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Places places;
    private final Organisations organisations;
    private final Officers officers;
    private final Clock clock;
    private final Map<String, Officer> known = new ConcurrentHashMap<>();

    DemoAccounts(
            JdbcClient jdbc,
            PasswordEncoder encoder,
            Places places,
            Organisations organisations,
            Officers officers,
            Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.places = places;
        this.organisations = organisations;
        this.officers = officers;
        this.clock = clock;
    }

    /** Makes every account that is not there yet. */
    void make() {
        var hash = encoder.encode(DemoDistrict.PASSWORD);
        var bureau = organisations.bureau().id().id();
        var pilot = pilot(places);
        for (var township : places.townships()) {
            var office = organisations.townshipOffice(township.id()).id().id();
            var main = township.equals(pilot);
            var tail = main ? "" : "." + String.valueOf(township.letters()).toLowerCase(Locale.ROOT);
            add("clerk" + tail, office, hash, Post.at(Role.WINDOW_CLERK, township.code()));
            add("clerk2" + tail, office, hash, Post.at(Role.WINDOW_CLERK, township.code()));
            add("reviewer" + tail, office, hash, Post.at(Role.TOWNSHIP_REVIEWER, township.code()));
            add("reviewer2" + tail, office, hash, Post.at(Role.TOWNSHIP_REVIEWER, township.code()));
            if (main) {
                add(
                        "assistant",
                        office,
                        hash,
                        Post.at(
                                Role.VILLAGE_ASSISTANT,
                                places.children(township.id()).get(0).code()));
            }
        }
        for (var department : organisations.departments()) {
            var code = String.valueOf(department.deptCode());
            var login = code.equals("YB") ? "liaison" : "liaison." + code.toLowerCase(Locale.ROOT);
            add(login, department.id().id(), hash, Post.liaison(code));
        }
        add("officer", bureau, hash, Post.of(Role.BUREAU_OFFICER));
        add("officer2", bureau, hash, Post.of(Role.BUREAU_OFFICER));
        add("approver", bureau, hash, Post.of(Role.BUREAU_APPROVER));
        add("approver2", bureau, hash, Post.of(Role.BUREAU_APPROVER));
        add("supervisor", bureau, hash, Post.of(Role.SUPERVISOR));
        add("admin", bureau, hash, Post.of(Role.ADMINISTRATOR));
    }

    /** Reads everybody once, for whoever asks from another thread and does not see what this transaction has made. */
    void know() {
        jdbc.sql("select login from officer where demo")
                .query(String.class)
                .list()
                .forEach(this::byLogin);
    }

    /** 试点乡镇: its people have the short account names. */
    static Place pilot(Places places) {
        var townships = places.townships();
        return townships.stream()
                .filter(place -> "JZ".equals(place.letters()))
                .findFirst()
                .orElse(townships.get(0));
    }

    /** The clerk of a township; the second one every fourth time. */
    Officer clerk(PlaceId township, long turn) {
        return byLogin((turn % 4 == 3 ? "clerk2" : "clerk") + tail(township));
    }

    /** The clerk with whom this one goes on visits. */
    Officer otherClerk(String township, Officer clerk) {
        var tail = tail(new PlaceId(township));
        var first = byLogin("clerk" + tail);
        return first.id().equals(clerk.id()) ? byLogin("clerk2" + tail) : first;
    }

    Officer reviewer(String township) {
        return byLogin("reviewer" + tail(new PlaceId(township)));
    }

    private String tail(PlaceId township) {
        var place = places.get(township);
        return place.equals(pilot(places))
                ? ""
                : "." + String.valueOf(place.letters()).toLowerCase(Locale.ROOT);
    }

    /** The reviewer of a township. */
    Officer reviewer(PlaceId township) {
        return reviewer(township, 1);
    }

    /** The first or second reviewer of a township: nobody confirms an own work. */
    Officer reviewer(PlaceId township, int which) {
        var place = places.get(township);
        var tail = place.equals(pilot(places))
                ? ""
                : "." + String.valueOf(place.letters()).toLowerCase(Locale.ROOT);
        return byLogin((which == 1 ? "reviewer" : "reviewer2") + tail);
    }

    /** The liaison of a department. */
    Officer liaison(String deptCode) {
        return byLogin(deptCode.equals("YB") ? "liaison" : "liaison." + deptCode.toLowerCase(Locale.ROOT));
    }

    Officer byLogin(String login) {
        return known.computeIfAbsent(login, name -> officers.byLogin(name).orElseThrow());
    }

    private void add(String login, @Nullable UUID office, String hash, Post... posts) {
        var random = new java.util.SplittableRandom(login.hashCode());
        var id = UUID.nameUUIDFromBytes(("demo officer " + login).getBytes(StandardCharsets.UTF_8));
        var male = random.nextBoolean();
        var made = jdbc.sql("""
                        insert into officer (id, login, name, office_id, password_hash, password_changed_at, demo)
                        values (?, ?, ?, ?, ?, ?, true) on conflict do nothing
                        """)
                .params(Arrays.asList(
                        id,
                        login,
                        People.surname(random) + People.given(random, male),
                        office,
                        hash,
                        Timestamp.from(clock.instant())))
                .update();
        if (made == 0) {
            return;
        }
        for (var post : posts) {
            jdbc.sql(
                            "insert into post (id, officer_id, role, place_code, dept_code, from_on) values (?, ?, ?, ?, ?, ?)")
                    .params(Arrays.asList(
                            UUID.randomUUID(), id, post.role().name(), post.placeCode(), post.deptCode(), SINCE))
                    .update();
        }
    }
}
