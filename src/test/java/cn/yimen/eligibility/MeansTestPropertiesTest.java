package cn.yimen.eligibility;

import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.household.Area;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

/** EL-1…3, EL-7: what holds for every family (seeds of {@link RandomFamilies}). */
class MeansTestPropertiesTest {

    private static final int TRIES = 3000;

    /** One commit gives one answer; other families by {@code -Dyimen.seed=…}, many runs of which were made by hand. */
    private static final String SEED = "520499";

    private static final long FAMILIES = Long.getLong("yimen.seed", 0);

    private static Assessment run(HouseholdFacts facts) {
        return MeansTest.determine(facts, P2025, false);
    }

    /** 特困 and 低保 together: who leaves the one may enter the other. */
    private static long paidToTheHousehold(Assessment run) {
        return run.of(Scheme.TEKUN).amount().total().fen()
                + run.of(Scheme.DIBAO).amount().total().fen();
    }

    private static void samePayment(Assessment one, Assessment other) {
        for (var scheme : Scheme.values()) {
            assertThat(other.of(scheme).outcome())
                    .as(scheme.label())
                    .isEqualTo(one.of(scheme).outcome());
            assertThat(other.of(scheme).amount().base())
                    .as(scheme.label())
                    .isEqualTo(one.of(scheme).amount().base());
            assertThat(other.of(scheme).amount().increments())
                    .as(scheme.label())
                    .isEqualTo(one.of(scheme).amount().increments());
            assertThat(other.of(scheme).amount().care())
                    .as(scheme.label())
                    .isEqualTo(one.of(scheme).amount().care());
            assertThat(new HashSet<>(other.of(scheme).missing()))
                    .as(scheme.label())
                    .isEqualTo(new HashSet<>(one.of(scheme).missing()));
        }
    }

    @Property(tries = TRIES, seed = SEED)
    void moreIncomeOfTheHouseholdNeverRaisesTheBenefit(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000_000) int fen) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var richer = facts.but()
                .income(Income.yearly("more", null, IncomeItem.OTHER, Money.fen(fen)))
                .build();
        assertThat(paidToTheHousehold(run(richer))).isLessThanOrEqualTo(paidToTheHousehold(run(facts)));
    }

    @Property(tries = TRIES, seed = SEED)
    void moreIncomeOfOneNeverRaisesTheBenefit(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000_000) int fen, @ForAll IncomeItem item) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var richer = facts.but()
                .income(Income.yearly("more", "m0", item, Money.fen(fen)))
                .build();
        assertThat(paidToTheHousehold(run(richer))).isLessThanOrEqualTo(paidToTheHousehold(run(facts)));
    }

    @Property(tries = TRIES, seed = SEED)
    void moreIncomeOfASingleNeverRaisesHisOwn(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100_000) int fen) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var before = run(facts);
        var person = before.of(Scheme.SINGLE).persons().stream()
                .filter(one -> one.outcome() == Outcome.ELIGIBLE)
                .findFirst();
        if (person.isEmpty()) {
            return;
        }
        var after = run(facts.but()
                .income(Income.yearly("more", person.get().member(), IncomeItem.OTHER, Money.fen(fen)))
                .build());
        for (var same : after.of(Scheme.SINGLE).persons()) {
            if (same.member().equals(person.get().member())) {
                assertThat(same.amount().total())
                        .isLessThanOrEqualTo(person.get().amount().total());
            }
        }
    }

    @Property(tries = TRIES, seed = SEED)
    void orderDoesNotMatter(@ForAll long seed, @ForAll long shuffle) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var other = facts.but()
                .members(shuffled(facts.members(), shuffle))
                .incomes(shuffled(facts.incomes(), shuffle))
                .properties(shuffled(facts.properties(), shuffle))
                .expenses(shuffled(facts.expenses(), shuffle))
                .supporters(shuffled(facts.supporters(), shuffle))
                .build();
        samePayment(run(facts), run(other));
    }

    private static <T> List<T> shuffled(List<T> list, long seed) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }

    @Property(tries = TRIES, seed = SEED)
    void aPersonEnteredTwiceCountsOnce(@ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int which) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var twice = facts.members().get(which % facts.members().size());
        samePayment(run(facts), run(facts.but().member(twice).build()));
    }

    @Property(tries = TRIES, seed = SEED)
    void nothingIsPaidAboveTheStandardButByIncrements(@ForAll long seed) {
        var run = run(RandomFamilies.of(FAMILIES + seed));
        var dibao = run.of(Scheme.DIBAO);
        long yearly = (run.facts().area() == Area.URBAN
                        ? P2025.standards().urbanYearly()
                        : P2025.standards().ruralYearly())
                .fen();
        int size = run.counted().size();
        assertThat(dibao.amount().base()).isLessThanOrEqualTo(Rounding.CEIL_YUAN.of(yearly * size, 12));
        // 30 % is the highest increment
        assertThat(dibao.amount().increments()).isLessThanOrEqualTo(Rounding.CEIL_YUAN.of(yearly * size * 3, 120));
        for (var person : run.of(Scheme.SINGLE).persons()) {
            assertThat(person.amount().base()).isLessThanOrEqualTo(Rounding.CEIL_YUAN.of(yearly, 12));
            assertThat(person.amount().increments()).isLessThanOrEqualTo(Rounding.CEIL_YUAN.of(yearly * 3, 120));
        }
        assertThat(run.of(Scheme.TEMPORARY_QUICK).amount().total()).isLessThanOrEqualTo(Money.yuan(832));
        assertThat(run.of(Scheme.TEMPORARY_EMERGENCY).amount().total()).isLessThanOrEqualTo(Money.yuan(50_000));
    }

    @Property(tries = TRIES, seed = SEED)
    void onlyWhoIsEligibleIsPaidAndNobodyTwice(@ForAll long seed) {
        var run = run(RandomFamilies.of(FAMILIES + seed));
        for (var determination : run.ladder()) {
            if (!determination.eligible()) {
                assertThat(determination.amount()).isEqualTo(Amount.NONE);
            }
            assertThat(determination.amount().total().signum()).isNotNegative();
            assertThat(determination.missing().isEmpty()).isEqualTo(determination.outcome() != Outcome.MISSING_FACTS);
        }
        assertThat(run.fits(Scheme.DIBAO) && run.fits(Scheme.BIANYUAN)).isFalse();
        assertThat(run.fits(Scheme.BIANYUAN) && run.fits(Scheme.GANGXING)).isFalse();
        assertThat(run.fits(Scheme.DIBAO) && run.fits(Scheme.SINGLE)).isFalse();
        var tekun = new HashSet<String>();
        run.of(Scheme.TEKUN).amount().shares().forEach(share -> tekun.add(share.member()));
        assertThat(run.of(Scheme.DIBAO).amount().shares()).noneMatch(share -> tekun.contains(share.member()));
    }

    @Property(tries = TRIES, seed = SEED)
    void recomputingGivesTheSame(@ForAll long seed) {
        var facts = RandomFamilies.of(FAMILIES + seed);
        var once = MeansTest.determine(facts, P2025);
        assertThat(MeansTest.determine(RandomFamilies.of(FAMILIES + seed), P2025))
                .isEqualTo(once);
        assertThat(Comparison.of(once, once.replay()).differences()).isEmpty();
        samePayment(once, run(facts));
    }

    @Property(tries = 300)
    void whatIsStoredIsReadBack(@ForAll long seed) {
        var json = JsonMapper.builder().build();
        var run = MeansTest.determine(RandomFamilies.of(FAMILIES + seed), P2025);
        assertThat(json.readValue(json.writeValueAsString(run), Assessment.class))
                .isEqualTo(run);
    }

    @Property(tries = TRIES, seed = SEED)
    void thereIsAlwaysSomethingToSay(@ForAll long seed) {
        var run = MeansTest.determine(RandomFamilies.of(FAMILIES + seed), P2025);
        assertThat(SpokenAnswer.of(run).sentences()).isNotEmpty().allSatisfy(sentence -> {
            assertThat(sentence).endsWith("。");
            assertThat(sentence).doesNotContain("null", "(", "。。").doesNotContainPattern(",(?!\\d{3})");
        });
    }
}
