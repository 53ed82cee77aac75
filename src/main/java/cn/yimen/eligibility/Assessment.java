package cn.yimen.eligibility;

import cn.yimen.household.Area;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * 测算结果: the whole ladder at once, with all that is needed to run it again (EL-1, lessons 13 and 14). Kept as JSON with the case.
 *
 * @param engineVersion of the rules' form; see {@link MeansTest#VERSION}
 * @param facts as given
 * @param parameters as given
 * @param counted what the household comes to
 * @param steps how it was counted, common to all schemes; empty in a run without explanation
 * @param ladder one for each scheme, in the order of {@link Scheme}
 * @param best the scheme that fits and gives most; none if none fits
 * @param nearest the scheme missed by the least; none if one fits or nothing came near
 * @param toConfirm estimates that an officer still has to confirm
 */
public record Assessment(
        String engineVersion,
        HouseholdFacts facts,
        EligibilityParameters parameters,
        Counted counted,
        List<Step> steps,
        List<Determination> ladder,
        @Nullable Scheme best,
        @Nullable NearMiss nearest,
        List<MissingFact> toConfirm)
        implements Serializable {

    /**
     * 家庭的数.
     *
     * @param members who count, in the order given; each person once
     * @param excluded who do not
     * @param yearlyIncome 家庭全年收入 after deductions, to the fen half up; zero at least
     * @param yearlyGross 家庭全年总收入 before deductions
     * @param monthlyPerPerson 人均月收入, to the fen half up; for showing only
     * @param yearlyRigid 全年刚性支出, with living at the standard
     * @param area none if unknown
     * @param monthlyStandard 适用的低保月标准, to the fen half up; zero if unknown
     */
    public record Counted(
            List<String> members,
            List<String> excluded,
            Money yearlyIncome,
            Money yearlyGross,
            Money monthlyPerPerson,
            Money yearlyRigid,
            @Nullable Area area,
            Money monthlyStandard)
            implements Serializable {

        public Counted {
            members = List.copyOf(members);
            excluded = List.copyOf(excluded);
        }

        /** 家庭人口 n. */
        public int size() {
            return members.size();
        }
    }

    /**
     * 最接近的制度.
     *
     * @param excess over the income line for each person and month; zero if something else fails
     * @param words for people; empty in a run without explanation
     */
    public record NearMiss(Scheme scheme, Money excess, String words) implements Serializable {}

    public Assessment {
        steps = List.copyOf(steps);
        ladder = List.copyOf(ladder);
        toConfirm = List.copyOf(toConfirm);
    }

    public Determination of(Scheme scheme) {
        for (var determination : ladder) {
            if (determination.scheme() == scheme) {
                return determination;
            }
        }
        throw new NoSuchElementException(scheme.name());
    }

    public boolean fits(Scheme scheme) {
        return of(scheme).eligible();
    }

    /**
     * 保障人口 of a scheme of the household: who counts, for what is paid by the month or recognised without whoever is 特困 and
     * so is reckoned by himself.
     */
    public List<String> covered(Scheme scheme) {
        if (scheme.temporary()) {
            return counted.members();
        }
        var apart = of(Scheme.TEKUN).persons().stream()
                .filter(person -> person.outcome() == Outcome.ELIGIBLE)
                .map(Determination.PersonResult::member)
                .toList();
        return counted.members().stream()
                .filter(member -> !apart.contains(member))
                .toList();
    }

    /** Runs the same engine again on what was stored; compare with {@link Comparison#of}. */
    public Assessment replay() {
        return MeansTest.determine(facts, parameters);
    }

    /** Recalculates under the parameters of another date (EL-4). */
    public Assessment under(EligibilityParameters other) {
        return MeansTest.determine(facts, other);
    }
}
