package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.calendar.DeadlineKind.End;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Lessons 1 and 4: what holds for every limit, whenever it starts and however it is paused. */
class TimingTest {

    private static final Timing.Rules RULES = Calendar2026.rules();

    @Provide
    Arbitrary<Instant> moments() {
        var first = LocalDate.of(2024, 1, 2).atStartOfDay(Calendar2026.ZONE).toInstant();
        return Arbitraries.longs().between(0, 1000L * 24 * 3600).map(first::plusSeconds);
    }

    @Provide
    Arbitrary<Budget> budgets() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 60).map(Budget::workingDays),
                Arbitraries.integers().between(0, 60).map(Budget::calendarDays));
    }

    private static Timing of(Budget budget, Instant from, Timing.Pause... pauses) {
        return Timing.of(End.DAY, budget, from, List.of(pauses), RULES);
    }

    @Property(seed = "520499")
    void startingLaterIsNeverDueEarlier(
            @ForAll("moments") Instant from,
            @ForAll("budgets") Budget budget,
            @ForAll @IntRange(max = 500_000) int later) {
        assertThat(of(budget, from.plusSeconds(later)).dueAt())
                .isAfterOrEqualTo(of(budget, from).dueAt());
    }

    @Property(seed = "520499")
    void aPauseNeverTakesTimeAwayAndALongerOneGivesNoLess(
            @ForAll("moments") Instant from,
            @ForAll("budgets") Budget budget,
            @ForAll @IntRange(max = 2_000_000) int until,
            @ForAll @IntRange(max = 2_000_000) int length,
            @ForAll @IntRange(max = 2_000_000) int more) {
        var paused = from.plusSeconds(until);
        var resumed = paused.plusSeconds(length);
        var without = of(budget, from);
        var with = of(budget, from, new Timing.Pause(paused, resumed));
        var longer = of(budget, from, new Timing.Pause(paused, resumed.plusSeconds(more)));

        assertThat(with.dueAt()).isAfterOrEqualTo(without.dueAt());
        assertThat(longer.dueAt()).isAfterOrEqualTo(with.dueAt());
    }

    @Property(seed = "520499")
    void pausedAndResumedWithinOneWorkingDayNothingChanges(
            @ForAll("moments") Instant from, @ForAll("budgets") Budget budget, @ForAll @IntRange(max = 40) int days) {
        var day = RULES.calendar().plusWorkingDays(RULES.receiptDay(from), days);
        var morning = day.atTime(9, 30).atZone(Calendar2026.ZONE).toInstant();

        assertThat(of(budget, from, new Timing.Pause(morning, morning.plus(Duration.ofHours(7)))))
                .isEqualTo(of(budget, from));
    }

    @Property(seed = "520499")
    void amberComesBeforeRedAndNotBeforeTheStart(@ForAll("moments") Instant from, @ForAll("budgets") Budget budget) {
        var timing = of(budget, from);

        assertThat(timing.soonAt()).isBefore(timing.dueAt());
        assertThat(RULES.dayOf(timing.dueAt())).isAfterOrEqualTo(RULES.dayOf(from));
    }
}
