package cn.yimen.demo;

import cn.yimen.config.EmbeddedDatabase;
import cn.yimen.district.Place;
import cn.yimen.district.Places;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 演示区县: makes the demo district before the first page is served. Each household's whole history is one transaction that
 * also writes it down as done, so a start that was killed in the middle goes on with what is missing.
 *
 * <p>{@code yimen.demo}: {@code true} or {@code false}; without it, an embedded database that is still empty gets one.
 */
@Component
@Profile("!production")
class DemoDistrict implements SmartInitializingSingleton {

    /** Of every demo account. The production profile does not start while an account has it. */
    static final String PASSWORD = "demo-yimen-2026";

    static final int MONTHS = 3;

    /** Households that live at the same time. */
    private static final int HANDS = 2;

    private static final int TRIES = 5;
    private static final String LAST = "awards";

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
    private final DemoStandards standards;
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
            DemoStandards standards,
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
        this.standards = standards;
        this.awards = awards;
        this.places = places;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var begun = jdbc.sql("select demo, demo_target, demo_seed, made_at from installation")
                .query((row, n) -> new Plan(
                        row.getBoolean("demo"),
                        row.getInt("demo_target"),
                        row.getLong("demo_seed"),
                        LocalDate.ofInstant(row.getTimestamp("made_at").toInstant(), clock.getZone())))
                .optional();
        if (begun.isEmpty() && wanted()) {
            var target = environment.getProperty("yimen.demo.households", Integer.class, 400);
            transaction.executeWithoutResult(status -> {
                jdbc.sql("insert into installation (demo, demo_target, demo_seed) values (true, ?, ?)")
                        .params(target, SEED)
                        .update();
                accounts.make();
            });
            play(new Plan(true, target, SEED, LocalDate.now(clock)));
        } else if (begun.isPresent() && begun.get().demo() && !isDone(LAST)) {
            play(begun.get());
        } else if (begun.isEmpty()) {
            jdbc.sql("insert into installation (demo, demo_target, demo_seed) values (false, 0, 0)")
                    .update();
        }
    }

    private boolean wanted() {
        var said = environment.getProperty("yimen.demo", Boolean.class);
        return said != null ? said : embedded.getIfAvailable() != null;
    }

    private void play(Plan plan) {
        log.info("making the demo district: {} households", plan.target());
        // the day it was begun, also when it is finished later: the families are of that day
        var today = plan.today();
        var folk = new Folk(plan.seed(), peopled(places), place -> places.classOn(place.id(), today), today);
        var days = history.openDays(today.minusMonths(MONTHS), today);
        accounts.know();
        step("funds", () -> history.begin(days.get(0)));
        lives(plan, folk, days);
        for (var slot : states.slots(folk, today)) {
            step("state " + slot.turn(), () -> states.live(slot, days, now()));
        }
        step("side ways", sideWays::make);
        step("integrity", integrity::make);
        step("verification", verification::make);
        transaction.executeWithoutResult(status -> {
            awards.make();
            standards.make();
            done(LAST);
        });
        log.info("the demo district is made");
    }

    /**
     * The households of every township one after the other, those of different townships at the same time: one statement
     * waits for the other, and two waiting leave no processor without work.
     */
    private void lives(Plan plan, Folk folk, List<LocalDate> days) {
        var townships = places.townships();
        var hands = new ArrayList<List<Runnable>>();
        for (var n = 0; n < HANDS; n++) {
            hands.add(new ArrayList<>());
        }
        for (var n = 0; n < plan.target(); n++) {
            var family = folk.next();
            var turn = n;
            // more and more come as the window gets known
            var day = days.get((int) (Math.pow((double) n / plan.target(), 0.6) * days.size()));
            hands.get(townships.indexOf(places.townshipOf(family.village().id())) % HANDS)
                    .add(() -> step("household " + turn, () -> history.live(family, day, turn, now())));
        }
        var working = Executors.newFixedThreadPool(HANDS);
        try {
            var results = hands.stream()
                    .map(hand -> CompletableFuture.runAsync(() -> hand.forEach(Runnable::run), working))
                    .toList();
            results.forEach(CompletableFuture::join);
        } finally {
            working.shutdownNow();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * What has not been done yet, in one transaction whose commit does not wait for the disk. It is whole or not at all all
     * the same, and a start that is killed goes on with what is missing; the last of all waits, and with it everything
     * before. Two whose locks wait for each other: one of them begins again.
     */
    private void step(String name, Runnable work) {
        for (var tries = 1; !isDone(name); tries++) {
            try {
                transaction.executeWithoutResult(status -> {
                    jdbc.sql("set local synchronous_commit = off").update();
                    work.run();
                    done(name);
                });
            } catch (PessimisticLockingFailureException deadlock) {
                if (tries == TRIES) {
                    throw deadlock;
                }
                log.info("{} once more: two waited for each other", name);
            }
        }
    }

    private boolean isDone(String name) {
        return jdbc.sql("select exists (select 1 from demo_step where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    private void done(String name) {
        jdbc.sql("insert into demo_step (name) values (?)").param(name).update();
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

    private record Plan(boolean demo, int target, long seed, LocalDate today) {}
}
