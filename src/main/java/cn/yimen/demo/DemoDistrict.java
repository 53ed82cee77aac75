package cn.yimen.demo;

import cn.yimen.config.EmbeddedDatabase;
import cn.yimen.district.Place;
import cn.yimen.district.Places;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 演示区县: makes the demo district before the first page is served. Each household's whole history is one transaction that
 * also counts it, so a start that was killed in the middle goes on where it was.
 *
 * <p>{@code yimen.demo}: {@code true} or {@code false}; without it, an embedded database that is still empty gets one.
 */
@Component
@Profile("!production")
class DemoDistrict implements SmartInitializingSingleton {

    /** Of every demo account. The production profile does not start while an account has it. */
    static final String PASSWORD = "demo-yimen-2026";

    static final int MONTHS = 3;

    private static final Logger log = LoggerFactory.getLogger("一门");
    static final long SEED = 520499L;

    private final Environment environment;
    private final ObjectProvider<EmbeddedDatabase> embedded;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DemoAccounts accounts;
    private final DemoHistory history;
    private final DemoStates states;
    private final DemoSideWays sideWays;
    private final DemoIntegrity integrity;
    private final DemoVerification verification;
    private final DemoAwards awards;
    private final Places places;
    private final Clock clock;

    DemoDistrict(
            Environment environment,
            ObjectProvider<EmbeddedDatabase> embedded,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            DemoAccounts accounts,
            DemoHistory history,
            DemoStates states,
            DemoSideWays sideWays,
            DemoIntegrity integrity,
            DemoVerification verification,
            DemoAwards awards,
            Places places,
            Clock clock) {
        this.environment = environment;
        this.embedded = embedded;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.history = history;
        this.states = states;
        this.sideWays = sideWays;
        this.integrity = integrity;
        this.verification = verification;
        this.awards = awards;
        this.places = places;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var begun = jdbc.sql("select demo, demo_target, demo_done, demo_seed, made_at from installation")
                .query((row, n) -> new Progress(
                        row.getBoolean("demo"),
                        row.getInt("demo_target"),
                        row.getInt("demo_done"),
                        row.getLong("demo_seed"),
                        LocalDate.ofInstant(row.getTimestamp("made_at").toInstant(), clock.getZone())))
                .optional();
        if (begun.isEmpty() && wanted()) {
            var target = environment.getProperty("yimen.demo.households", Integer.class, 400);
            transaction.executeWithoutResult(status -> {
                jdbc.sql("insert into installation (demo, demo_target, demo_done, demo_seed) values (true, ?, 0, ?)")
                        .params(target, SEED)
                        .update();
                accounts.make();
            });
            play(new Progress(true, target, 0, SEED, LocalDate.now(clock)));
        } else if (begun.isPresent()
                && begun.get().demo()
                && begun.get().done() < begun.get().target()) {
            play(begun.get());
        } else if (begun.isEmpty()) {
            jdbc.sql("insert into installation (demo, demo_target, demo_done, demo_seed) values (false, 0, 0, 0)")
                    .update();
        }
    }

    private boolean wanted() {
        var said = environment.getProperty("yimen.demo", Boolean.class);
        return said != null ? said : embedded.getIfAvailable() != null;
    }

    private void play(Progress progress) {
        log.info("making the demo district: {} households", progress.target());
        // the day it was begun, also when it is finished later: the families are of that day
        var today = progress.today();
        var folk = new Folk(progress.seed(), peopled(places), place -> places.classOn(place.id(), today), today);
        var days = history.openDays(today.minusMonths(MONTHS), today);
        if (progress.done() == 0) {
            step(() -> history.begin(days.get(0)));
        }
        for (var n = 0; n < progress.target(); n++) {
            var family = folk.next();
            if (n < progress.done()) {
                continue;
            }
            var turn = n;
            // more and more come as the window gets known
            var day = days.get((int) (Math.pow((double) n / progress.target(), 0.6) * days.size()));
            step(() -> {
                history.live(family, day, turn, clock.instant().truncatedTo(ChronoUnit.SECONDS));
                jdbc.sql("update installation set demo_done = ?")
                        .param(turn + 1)
                        .update();
            });
        }
        for (var slot : states.slots(folk, today)) {
            step(() -> states.live(slot, days, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        }
        step(sideWays::make);
        step(integrity::make);
        step(verification::make);
        transaction.executeWithoutResult(status -> awards.make());
        log.info("the demo district is made");
    }

    /**
     * One transaction whose commit does not wait for the disk. It is whole or not at all all the same, and a start that is
     * killed goes on behind the last one that is there; the last of all waits, and with it everything before.
     */
    private void step(Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local synchronous_commit = off").update();
            work.run();
        });
    }

    /** The same with the pilot township's three times, so that its desks are never empty. */
    private static List<Place> peopled(Places places) {
        var pilot = places.children(DemoAccounts.pilot(places).id());
        return Stream.of(pilot, pilot, villages(places)).flatMap(List::stream).toList();
    }

    /** The villages of the pilot township first: more of the families live there than anywhere else. */
    static List<Place> villages(Places places) {
        var pilot = DemoAccounts.pilot(places);
        return places.villages().stream()
                .sorted(Comparator.comparing(
                        village -> !places.townshipOf(village.id()).equals(pilot)))
                .toList();
    }

    private record Progress(boolean demo, int target, int done, long seed, LocalDate today) {}
}
