package cn.yimen.eligibility;

import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Families of all kinds, the same for the same seed. */
public final class RandomFamilies {

    private static final Relation[] ROLES = {
        Relation.CHILD,
        Relation.CHILD,
        Relation.CHILD,
        Relation.PARENT,
        Relation.PARENT,
        Relation.CHILD_IN_LAW,
        Relation.GRANDCHILD,
        Relation.SIBLING,
        Relation.PARENT_IN_LAW,
        Relation.GRANDPARENT
    };

    private final Random random;

    private RandomFamilies(long seed) {
        this.random = new Random(seed);
    }

    public static HouseholdFacts of(long seed) {
        return new RandomFamilies(seed).family();
    }

    private boolean sometimes(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private Money upTo(int yuan) {
        return Money.fen(random.nextInt(yuan * 100));
    }

    private <E extends Enum<E>> E any(Class<E> type) {
        var values = type.getEnumConstants();
        return values[random.nextInt(values.length)];
    }

    private HouseholdFacts family() {
        var facts = HouseholdFacts.on(Families.DAY, sometimes(20) ? null : sometimes(2) ? Area.URBAN : Area.RURAL);
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            facts.member(member(i));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            facts.income(income("i" + i, size));
        }
        for (int i = sometimes(3) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            facts.expense(
                    new Expense("e" + i, owner(size), any(ExpenseKind.class), upTo(8000), upTo(1000), !sometimes(4)));
        }
        for (int i = sometimes(3) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            facts.property(property("p" + i, size));
        }
        for (int i = sometimes(3) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            facts.supporter(supporter("s" + i, size));
        }
        if (sometimes(5)) {
            facts.emergency(new Emergency(
                    any(Emergency.Cause.class),
                    sometimes(2),
                    null,
                    1,
                    sometimes(3) ? null : 1 + random.nextInt(8),
                    sometimes(2) ? null : upTo(2000),
                    sometimes(3) ? upTo(800) : Money.ZERO,
                    sometimes(10)));
        }
        return facts.declared(!sometimes(15), !sometimes(15), !sometimes(15))
                .current(sometimes(6) ? any(Assistance.class) : Assistance.NONE)
                .build();
    }

    private Member member(int i) {
        var relation =
                i == 0 ? Relation.HEAD : i == 1 && sometimes(2) ? Relation.SPOUSE : ROLES[random.nextInt(ROLES.length)];
        int age = switch (relation) {
            case CHILD, GRANDCHILD -> random.nextInt(35);
            case PARENT, PARENT_IN_LAW, GRANDPARENT -> 55 + random.nextInt(40);
            default -> 20 + random.nextInt(65);
        };
        var member = Member.of("m" + i, "成员" + i, relation)
                .born(sometimes(40) ? null : Families.aged(age))
                .absent(sometimes(15) ? any(Absence.class) : Absence.NONE)
                .livesTogether(!sometimes(8))
                .independent(sometimes(3))
                .seriouslyIll(sometimes(8))
                .studying(age >= 3 && age < 25 ? any(StudyStage.class) : StudyStage.NONE)
                .ofSingleParent(sometimes(8))
                .orphanBenefit(sometimes(30))
                .otherSingle(sometimes(30));
        if (sometimes(5)) {
            member.disabled(any(Disability.Category.class), 1 + random.nextInt(4));
        }
        if (sometimes(2)) {
            Set<SelfCareItem> failed = EnumSet.noneOf(SelfCareItem.class);
            for (var item : SelfCareItem.values()) {
                if (sometimes(4)) {
                    failed.add(item);
                }
            }
            member.failing(failed).institutional(sometimes(2));
        }
        if (sometimes(12)) {
            member.jobRefusals(
                    new JobRefusal(Families.DAY.minusDays(9), true, false),
                    new JobRefusal(Families.DAY.minusDays(8), true, sometimes(3)),
                    new JobRefusal(Families.DAY.minusDays(7), !sometimes(3), false));
        }
        return member.build();
    }

    private @Nullable String owner(int size) {
        return sometimes(6) ? null : "m" + random.nextInt(size);
    }

    private Income income(String key, int size) {
        if (sometimes(12)) {
            return Income.estimated(key, owner(size), random.nextInt(13), null, sometimes(2));
        }
        var item = any(IncomeItem.class);
        var income = sometimes(2)
                ? Income.monthly(key, owner(size), item, upTo(1800), random.nextInt(13))
                : Income.yearly(key, owner(size), item, upTo(20000));
        return sometimes(3) ? income.withCost(upTo(4000)) : income;
    }

    private Property property(String key, int size) {
        var kind = any(PropertyKind.class);
        var value = kind.financial() ? upTo(60_000) : Money.ZERO;
        return new Property(
                key,
                owner(size),
                kind,
                value,
                kind == PropertyKind.VEHICLE ? any(Property.Use.class) : Property.Use.NONE,
                sometimes(3) ? null : random.nextInt(20_000),
                sometimes(3),
                sometimes(2),
                sometimes(3) ? (Boolean) sometimes(2) : null);
    }

    private Supporter supporter(String key, int size) {
        return Supporter.of(key, "义务人" + key, "m" + random.nextInt(size), "m" + random.nextInt(size))
                .supported(1 + random.nextInt(7))
                .family(1 + random.nextInt(5), sometimes(8) ? null : upTo(12_000), any(Area.class))
                .agreedMonthly(sometimes(5) ? upTo(500) : null)
                .actualMonthly(sometimes(5) ? upTo(500) : null)
                .assistance(sometimes(5) ? any(Assistance.class) : Assistance.NONE)
                .born(sometimes(4) ? null : Families.aged(20 + random.nextInt(65)))
                .disabled(
                        sometimes(4)
                                ? new Disability[] {
                                    new Disability(any(Disability.Category.class), 1 + random.nextInt(4))
                                }
                                : new Disability[0])
                .incapacity(sometimes(8) ? any(Supporter.Incapacity.class) : Supporter.Incapacity.NONE)
                .propertyWithinLimits(sometimes(4) ? null : (Boolean) !sometimes(3))
                .build();
    }
}
