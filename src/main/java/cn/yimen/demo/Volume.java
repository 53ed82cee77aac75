package cn.yimen.demo;

import cn.yimen.approval.ApplicationLoader;
import cn.yimen.audit.AuditLoader;
import cn.yimen.calendar.DeadlineLoader;
import cn.yimen.calendar.DeadlineLoader.Reckoner;
import cn.yimen.casefile.CaseLoader;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdLoader;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.policy.Catalogue;
import cn.yimen.referral.ReferralLoader;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 大量数据, for measuring: {@code yimen.volume=300000} fills the database to so many households with their people, cases,
 * referrals, applications, histories and audit entries, by COPY, each module's tables by its own loader. The families are
 * those of the demo district, further on in the row; what happened to them is drawn from the same seed
 * ({@link VolumeLives}). A batch is one transaction, so a start that was killed in the middle goes on where it was.
 */
@Component
@Profile("!production")
class Volume implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger("一门");
    private static final int BATCH = 3_000;

    /** The items and the calendars begin on this day. */
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);

    private static final int YEARS = 3;

    private final Environment environment;
    private final JdbcTemplate database;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HouseholdLoader households;
    private final CaseLoader cases;
    private final ReferralLoader referrals;
    private final ApplicationLoader applications;
    private final AuditLoader audit;
    private final DeadlineLoader deadlines;
    private final DemoFamilies families;
    private final DemoHistory history;
    private final Catalogue catalogue;
    private final Places places;
    private final DemoAccounts accounts;
    private final Flyway flyway;
    private final Clock clock;

    Volume(
            Environment environment,
            JdbcTemplate database,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            HouseholdLoader households,
            CaseLoader cases,
            ReferralLoader referrals,
            ApplicationLoader applications,
            AuditLoader audit,
            DeadlineLoader deadlines,
            DemoFamilies families,
            DemoHistory history,
            Catalogue catalogue,
            Places places,
            DemoAccounts accounts,
            Flyway flyway,
            Clock clock) {
        this.environment = environment;
        this.database = database;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.households = households;
        this.cases = cases;
        this.referrals = referrals;
        this.applications = applications;
        this.audit = audit;
        this.deadlines = deadlines;
        this.families = families;
        this.history = history;
        this.catalogue = catalogue;
        this.places = places;
        this.accounts = accounts;
        this.flyway = flyway;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        var wanted = environment.getProperty("yimen.volume", Integer.class, 0);
        var there = households();
        if (there < wanted) {
            if (lived()) {
                throw new IllegalStateException(
                        "the demo district lives here and has some of the same people: fill a database of its own, yimen.demo=false");
            }
            var begun = clock.instant();
            fill(wanted);
            tidy();
            log.info(
                    "filled to {} households in {} s",
                    wanted,
                    Duration.between(begun, clock.instant()).toSeconds());
        }
    }

    /** Whether the families of the demo district are there, who were picked from all over the same row. */
    private boolean lived() {
        return jdbc.sql("select exists (select 1 from installation where demo)")
                .query(Boolean.class)
                .single();
    }

    private long households() {
        return jdbc.sql("select count(*) from household").query(Long.class).single();
    }

    /** Fills up to so many households. The next batch is sealed while one is stored. */
    void fill(long wanted) {
        accounts.make();
        accounts.know();
        var there = households();
        var today = LocalDate.now(clock);
        var folk = new Folk(
                DemoDistrict.SEED, DemoDistrict.villages(places), place -> places.classOn(place.id(), today), today);
        for (var n = 0L; n < there; n++) {
            folk.next();
        }
        var first = today.minusYears(YEARS);
        var reckoner = deadlines.reckoner();
        var referralNumbers = referrals.numbers();
        var lives = new VolumeLives(
                accounts,
                catalogue,
                places,
                cases,
                cases.numbers(),
                referralNumbers,
                reckoner,
                history.openDays(first.isBefore(FIRST) ? FIRST : first, today),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        var sealing = Executors.newSingleThreadExecutor();
        try {
            var next = prepared(sealing, folk, lives, referralNumbers, reckoner, there, wanted);
            for (var from = there; from < wanted; from += BATCH) {
                var batch = next.join();
                if (from + BATCH < wanted) {
                    next = prepared(sealing, folk, lives, referralNumbers, reckoner, from + BATCH, wanted);
                }
                transaction.executeWithoutResult(status -> store(batch, reckoner));
                if ((from - there) % (10 * BATCH) == 0) {
                    log.info("{} of {} households", from, wanted);
                }
            }
        } finally {
            sealing.shutdownNow();
        }
    }

    private record Batch(
            HouseholdLoader.Batch households,
            List<CaseLoader.Past> cases,
            ReferralLoader.Batch referrals,
            ApplicationLoader.Batch applications,
            List<AuditLoader.Past> entries) {}

    private CompletableFuture<Batch> prepared(
            Executor sealing,
            Folk folk,
            VolumeLives lives,
            ReferralLoader.Numbers numbers,
            Reckoner reckoner,
            long from,
            long wanted) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var loaded = new ArrayList<HouseholdLoader.Loaded>();
                    var lived = new ArrayList<VolumeLives.Lived>();
                    for (var n = from; n < Math.min(wanted, from + BATCH); n++) {
                        var family = folk.next();
                        var ids = new VolumeLives.Ids(DemoDistrict.SEED, family.number());
                        var household = household(family, ids);
                        loaded.add(household);
                        lived.add(lives.live(
                                family,
                                household.id(),
                                household.people().keySet().stream()
                                        .map(PersonId::id)
                                        .toList(),
                                ids));
                    }
                    var more = new VolumeLives.Ids(DemoDistrict.SEED + 1, from);
                    return new Batch(
                            households.prepare(loaded),
                            lived.stream().map(VolumeLives.Lived::of).toList(),
                            referrals.prepare(
                                    lived.stream()
                                            .flatMap(each -> each.referrals().stream())
                                            .toList(),
                                    numbers.last(),
                                    more,
                                    reckoner),
                            applications.prepare(
                                    lived.stream()
                                            .flatMap(each -> each.applications().stream())
                                            .toList(),
                                    more,
                                    reckoner),
                            lived.stream()
                                    .flatMap(each -> each.entries().stream())
                                    .toList());
                },
                sealing);
    }

    private void store(Batch batch, Reckoner reckoner) {
        database.execute((ConnectionCallback<Boolean>) connection -> {
            households.load(connection, batch.households());
            cases.load(connection, batch.cases());
            referrals.load(connection, batch.referrals(), reckoner);
            applications.load(connection, batch.applications());
            audit.load(connection, batch.entries());
            return true;
        });
    }

    /** Statistics and the map of what everybody may see: without them the first hours read the tables themselves. */
    private void tidy() throws SQLException {
        try (var connection = flyway.getConfiguration().getDataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze, skip_locked)");
        }
    }

    private HouseholdLoader.Loaded household(Folk.Family family, VolumeLives.Ids ids) {
        var household = new HouseholdId(ids.get());
        Map<PersonId, PersonDetails> people = new LinkedHashMap<>();
        var byKey = new HashMap<String, PersonId>();
        for (var person : family.people()) {
            var id = new PersonId(ids.get());
            byKey.put(person.key(), id);
            people.put(id, families.person(person));
        }
        return new HouseholdLoader.Loaded(household, families.household(family, byKey), people);
    }
}
