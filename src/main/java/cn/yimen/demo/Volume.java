package cn.yimen.demo;

import cn.yimen.district.Places;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdLoader;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 大量数据, for measuring: {@code yimen.volume=300000} fills the database with as many of the demo's families by COPY. They
 * are the same families as the demo district's, further on in the row.
 */
@Component
@Profile("!production")
class Volume implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger("一门");
    private static final int BATCH = 5_000;

    private final Environment environment;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final HouseholdLoader households;
    private final DemoFamilies families;
    private final Places places;
    private final DemoAccounts accounts;
    private final Clock clock;

    Volume(
            Environment environment,
            DataSource database,
            JdbcClient jdbc,
            HouseholdLoader households,
            DemoFamilies families,
            Places places,
            DemoAccounts accounts,
            Clock clock) {
        this.environment = environment;
        this.database = database;
        this.jdbc = jdbc;
        this.households = households;
        this.families = families;
        this.places = places;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        var wanted = environment.getProperty("yimen.volume", Integer.class, 0);
        var there = jdbc.sql("select count(*) from household").query(Long.class).single();
        if (there < wanted) {
            fill(wanted, there);
        }
    }

    private void fill(int wanted, long there) throws SQLException {
        var begun = clock.instant();
        accounts.make();
        var today = LocalDate.now(clock);
        var folk = new Folk(
                DemoDistrict.SEED, DemoDistrict.villages(places), place -> places.classOn(place.id(), today), today);
        for (var n = 0L; n < there; n++) {
            folk.next();
        }
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (var from = there; from < wanted; from += BATCH) {
                var batch = new ArrayList<HouseholdLoader.Loaded>();
                for (var n = from; n < Math.min(wanted, from + BATCH); n++) {
                    batch.add(loaded(folk.next()));
                }
                households.load(connection, batch);
                connection.commit();
                if (from % 50_000 < BATCH) {
                    log.info("{} of {} households", from, wanted);
                }
            }
        }
        log.info(
                "filled to {} households in {} s",
                wanted,
                Duration.between(begun, clock.instant()).toSeconds());
    }

    private HouseholdLoader.Loaded loaded(Folk.Family family) {
        var people = new HashMap<PersonId, PersonDetails>();
        var ids = new HashMap<String, PersonId>();
        for (var person : family.people()) {
            var id = new PersonId(UUID.randomUUID());
            ids.put(person.key(), id);
            people.put(id, families.person(person));
        }
        return new HouseholdLoader.Loaded(new HouseholdId(UUID.randomUUID()), families.household(family, ids), people);
    }
}
