package cn.yimen.demo;

import cn.yimen.district.Place;
import cn.yimen.district.UrbanRural;
import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.ResidentId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * 虚构的家庭, one after the other: household {@code n} of a district is the same for the same seed, whatever the size of
 * the district. Twelve kinds, in the shares a township's window meets them.
 */
final class Folk {

    private final long seed;
    private final List<Place> villages;
    private final Function<Place, UrbanRural> classOf;
    private final LocalDate today;

    /** The numbers given out so far: one bit for each day of birth and serial of the last 110 years. */
    private final BitSet taken = new BitSet();

    private long made;

    /**
     * @param villages where they live; the larger shares go to the first of each township
     * @param classOf whether a village counts as urban or rural on that day
     * @param today ages are of this day
     */
    Folk(long seed, List<Place> villages, Function<Place, UrbanRural> classOf, LocalDate today) {
        this.seed = seed;
        this.villages = List.copyOf(villages);
        this.classOf = classOf;
        this.today = today;
    }

    /** 一个虚构的人. */
    record Person(
            String key,
            String name,
            ResidentId number,
            boolean male,
            LocalDate born,
            String phone,
            String relation,
            Member facts,
            boolean illiterate) {}

    /**
     * 一户虚构的人家; the first person is the head and applicant.
     *
     * @param hardship in the words of the applicant
     * @param needs codes of the items they come for
     */
    record Family(
            long number,
            Place village,
            String address,
            List<Person> people,
            HouseholdFacts facts,
            String hardship,
            List<String> needs) {

        Person head() {
            return people.get(0);
        }
    }

    /** The next household: the first call gives number 0, and so on. */
    Family next() {
        var number = made++;
        return new Making(number, new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L))).make();
    }

    private final class Making {
        private final long number;
        private final SplittableRandom random;
        private final Place village;
        private final Area area;
        private final List<Person> people = new ArrayList<>();
        private final HouseholdFacts.Builder facts;
        private final List<String> needs = new ArrayList<>();
        private String hardship = "";
        private int rows;
        private String code = "02";

        Making(long number, SplittableRandom random) {
            this.number = number;
            this.random = random;
            // townships are of very different size, as the real ones are
            var skewed = (int) (Math.pow(random.nextDouble(), 1.35) * villages.size());
            this.village = villages.get(Math.min(skewed, villages.size() - 1));
            this.area = classOf.apply(village) == UrbanRural.URBAN ? Area.URBAN : Area.RURAL;
            this.facts = HouseholdFacts.on(today, area);
        }

        Family make() {
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> oldCouple();
                case 3, 4 -> oldAlone();
                case 5, 6, 7 -> migrantWorkers();
                case 8, 9 -> disabled();
                case 10, 11 -> singleParent();
                case 12, 13 -> student();
                case 14 -> ill();
                case 15 -> accident();
                case 16 -> withCar();
                case 17 -> marginal();
                case 18 -> threeGenerations();
                default -> noWork();
            }
            relatives();
            people.forEach(person -> facts.member(person.facts()));
            var address = "%s%d号"
                    .formatted(
                            area == Area.RURAL ? "一二三四五六七八".charAt(random.nextInt(8)) + "组" : "中山路",
                            1 + random.nextInt(199));
            return new Family(
                    number, village, address, List.copyOf(people), facts.build(), hardship, List.copyOf(needs));
        }

        /** Many households have a grandmother or another child: the district has 3.3 people to a household. */
        private void relatives() {
            var youngest = people.get(people.size() - 1);
            if (people.size() < 2 || youngest.born().isBefore(today.minusYears(60))) {
                return;
            }
            var surname = people.get(0).name().substring(0, 1);
            if (people.size() < 5 && random.nextInt(10) < 6) {
                add(
                        surname,
                        random.nextBoolean(),
                        6 + random.nextInt(9),
                        person("子女", "20").studying(StudyStage.PRIMARY));
            }
            if (people.size() < 6 && random.nextInt(10) < 5) {
                add(People.surname(random), false, 68 + random.nextInt(16), person("母", "52"));
                facts.income(Income.monthly(row("i"), "p" + people.size(), IncomeItem.BASIC_PENSION, yuan(150)));
            }
        }

        private void oldCouple() {
            var surname = People.surname(random);
            var age = 66 + random.nextInt(18);
            add(surname, true, age, person("户主", "02"));
            add(People.surname(random), false, age - random.nextInt(5), person("妻", "12"));
            facts.income(Income.yearly(row("i"), null, IncomeItem.LAND_TRANSFER, yuan(600 + random.nextInt(20) * 100)));
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.BASIC_PENSION, yuan(150)));
            facts.income(Income.monthly(row("i"), "p2", IncomeItem.BASIC_PENSION, yuan(150)));
            facts.supporter(Supporter.of("s1", "子", "p1", "p2")
                    .supported(2 + random.nextInt(3))
                    .family(2 + random.nextInt(3), yuan(3000 + random.nextInt(60) * 100), Area.URBAN)
                    .build());
            hardship = "老两口年纪大了，做不动活路，儿子一家在外，给的生活费时有时无。";
            needs.add("MZ-01");
            if (age >= 80) {
                needs.add("MZ-07");
            }
        }

        private void oldAlone() {
            var failed = random.nextInt(7);
            var member = person("户主", "02")
                    .failing(Set.copyOf(List.of(SelfCareItem.values()).subList(0, Math.min(failed, 6))))
                    .institutional(random.nextInt(3) == 0);
            add(People.surname(random), random.nextBoolean(), 62 + random.nextInt(26), member);
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.BASIC_PENSION, yuan(150)));
            hardship = "一个人过，没有儿女，没有收入来源，" + (failed > 0 ? "起居要人帮忙。" : "靠邻居照应。");
            needs.add("MZ-02A");
        }

        private void migrantWorkers() {
            var surname = People.surname(random);
            add(surname, true, 38 + random.nextInt(14), person("户主", "02"));
            add(People.surname(random), false, 36 + random.nextInt(14), person("妻", "12"));
            var child = random.nextInt(3);
            add(surname, child == 1, 7 + random.nextInt(8), person("子女", "20").studying(StudyStage.PRIMARY));
            facts.income(Income.monthly(
                            row("i"),
                            "p1",
                            IncomeItem.MIGRANT_WORK,
                            yuan(1600 + random.nextInt(24) * 100),
                            8 + random.nextInt(4))
                    .withCost(yuan(2000 + random.nextInt(40) * 100)));
            facts.income(Income.yearly(row("i"), null, IncomeItem.FARMING, yuan(1200 + random.nextInt(40) * 100)));
            hardship = "今年厂里活少，男人只做了几个月，一家人靠这点钱，老的小的都要用。";
            needs.add("MZ-01");
            if (random.nextInt(3) == 0) {
                needs.add("RS-01");
            }
        }

        private void disabled() {
            var surname = People.surname(random);
            var grade = 1 + random.nextInt(2);
            add(
                    surname,
                    true,
                    45 + random.nextInt(14),
                    person("户主", "02").disabled(Disability.Category.PHYSICAL, grade));
            add(People.surname(random), false, 43 + random.nextInt(12), person("妻", "12"));
            add(
                    surname,
                    random.nextBoolean(),
                    16 + random.nextInt(3),
                    person("子女", "20").studying(StudyStage.SENIOR));
            facts.income(Income.monthly(row("i"), "p2", IncomeItem.CASUAL_WORK, yuan(600 + random.nextInt(12) * 50)));
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.DISABILITY_ALLOWANCE, yuan(50)));
            facts.expense(Expense.proved(row("e"), "p3", ExpenseKind.EDUCATION, yuan(2400)));
            hardship = "本人肢体残疾" + (grade == 1 ? "一" : "二") + "级，无法外出务工，妻子打零工，孩子读高中。";
            needs.add("MZ-01");
            needs.add("MZ-04B");
            if (random.nextBoolean()) {
                needs.add("CL-01");
            }
        }

        private void singleParent() {
            add(People.surname(random), false, 34 + random.nextInt(12), person("户主", "02"));
            var surname = People.surname(random);
            add(
                    surname,
                    true,
                    12 + random.nextInt(4),
                    person("子", "20").studying(StudyStage.JUNIOR).ofSingleParent(true));
            add(
                    surname,
                    false,
                    7 + random.nextInt(4),
                    person("女", "30").studying(StudyStage.PRIMARY).ofSingleParent(true));
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.CASUAL_WORK, yuan(300 + random.nextInt(16) * 50)));
            facts.income(Income.monthly(row("i"), null, IncomeItem.SUPPORT, yuan(400))
                    .known(Income.Method.AGREEMENT));
            hardship = "离婚后带两个孩子，在镇上打零工，房租和学杂费接不上。";
            needs.add("MZ-01");
            needs.add("ZJ-01");
        }

        private void student() {
            var surname = People.surname(random);
            add(surname, true, 46 + random.nextInt(8), person("户主", "02"));
            add(People.surname(random), false, 45 + random.nextInt(8), person("妻", "12"));
            add(
                    surname,
                    random.nextBoolean(),
                    19 + random.nextInt(3),
                    person("子女", "20").studying(StudyStage.BACHELOR));
            add(surname, false, 70 + random.nextInt(12), person("母", "52"));
            facts.income(
                    Income.monthly(row("i"), "p1", IncomeItem.MIGRANT_WORK, yuan(2000 + random.nextInt(15) * 100), 10)
                            .withCost(yuan(6000)));
            facts.income(Income.yearly(row("i"), null, IncomeItem.FARMING, yuan(3600)));
            facts.income(Income.monthly(row("i"), "p4", IncomeItem.BASIC_PENSION, yuan(150)));
            facts.expense(Expense.proved(row("e"), "p3", ExpenseKind.EDUCATION, yuan(5000 + random.nextInt(20) * 100)));
            hardship = "孩子读大学，学费生活费靠借，家里老人常年吃药。";
            needs.add("MZ-01");
            needs.add("JT-01");
        }

        private void ill() {
            var surname = People.surname(random);
            add(surname, false, 41 + random.nextInt(15), person("户主", "02").seriouslyIll(true));
            add(People.surname(random), true, 43 + random.nextInt(15), person("夫", "11"));
            facts.income(Income.monthly(row("i"), "p2", IncomeItem.WAGES, yuan(1900 + random.nextInt(16) * 100)));
            facts.expense(Expense.proved(row("e"), "p1", ExpenseKind.MEDICAL, yuan(12000 + random.nextInt(30) * 1000)));
            hardship = "查出重病住院两次，报销后自己还要出一大笔，借了亲戚的钱。";
            needs.add("YB-01");
            needs.add("MZ-03");
            if (random.nextInt(3) == 0) {
                needs.add("FL-01");
            }
        }

        private void accident() {
            var surname = People.surname(random);
            add(surname, true, 30 + random.nextInt(20), person("户主", "02"));
            add(People.surname(random), false, 30 + random.nextInt(18), person("妻", "12"));
            add(
                    surname,
                    random.nextBoolean(),
                    3 + random.nextInt(3),
                    person("子女", "20").studying(StudyStage.KINDERGARTEN));
            facts.income(Income.monthly(row("i"), "p2", IncomeItem.CASUAL_WORK, yuan(1200)));
            facts.emergency(Emergency.of(Emergency.Cause.ACCIDENT, 1 + random.nextInt(4)));
            hardship = "男人骑摩托出车祸，还在医院，家里没有别的劳力。";
            needs.add("MZ-03");
            needs.add("SF-01");
        }

        private void withCar() {
            var surname = People.surname(random);
            add(surname, true, 35 + random.nextInt(15), person("户主", "02"));
            add(People.surname(random), false, 34 + random.nextInt(14), person("妻", "12"));
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.CASUAL_WORK, yuan(900)));
            facts.property(Property.vehicle(row("a"), "p1", Property.Use.PRIVATE_CAR));
            hardship = "做小工没有稳定收入，想问能不能办低保。";
            needs.add("MZ-01");
        }

        private void marginal() {
            var surname = People.surname(random);
            add(surname, true, 48 + random.nextInt(8), person("户主", "02"));
            add(People.surname(random), false, 46 + random.nextInt(8), person("妻", "12"));
            add(surname, false, 22 + random.nextInt(5), person("女", "30").disabled(Disability.Category.PHYSICAL, 1));
            var monthly = area == Area.URBAN ? 3000 : 2100;
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.WAGES, yuan(monthly + random.nextInt(8) * 50)));
            facts.property(Property.financial(
                    row("a"), null, PropertyKind.CASH_DEPOSIT, yuan(3000 + random.nextInt(20) * 500)));
            hardship = "女儿一级残疾要人照顾，一家只有一份工资。";
            needs.add("MZ-05");
            needs.add("MZ-04B");
        }

        private void threeGenerations() {
            var surname = People.surname(random);
            add(surname, true, 44 + random.nextInt(8), person("户主", "02").absent(Absence.IN_PRISON));
            add(People.surname(random), false, 42 + random.nextInt(8), person("妻", "12"));
            add(surname, true, 19, person("子", "20").studying(StudyStage.COLLEGE));
            add(surname, false, 11, person("女", "30").studying(StudyStage.PRIMARY));
            add(People.surname(random), false, 73, person("岳母", "56"));
            facts.income(Income.monthly(row("i"), "p2", IncomeItem.CASUAL_WORK, yuan(1000 + random.nextInt(10) * 50)));
            hardship = "丈夫服刑，一个人养老人和两个读书的孩子。";
            needs.add("MZ-01");
            needs.add("JT-01");
            needs.add("MZ-09");
        }

        private void noWork() {
            var surname = People.surname(random);
            add(surname, random.nextBoolean(), 28 + random.nextInt(25), person("户主", "02"));
            facts.income(Income.monthly(row("i"), "p1", IncomeItem.CASUAL_WORK, yuan(200 + random.nextInt(12) * 50)));
            hardship = "厂子关了，几个月没找到事做，房租欠了两个月。";
            needs.add("RS-01");
            needs.add("MZ-03");
        }

        private Member.Builder person(String label, String relation) {
            code = relation;
            return Member.of("p" + (people.size() + 1), label, Relation.ofCode(relation));
        }

        private void add(String surname, boolean male, int age, Member.Builder member) {
            var serial = number * 8 + people.size();
            var sequence = random.nextInt(500) * 2 + (male ? 1 : 0);
            var born = today.minusYears(age).minusDays(1 + random.nextInt(355));
            while (taken.get(slot(born, sequence))) {
                sequence += 2;
                if (sequence > 999) {
                    sequence -= 1000;
                    born = born.minusDays(1);
                }
            }
            taken.set(slot(born, sequence));
            var name = surname + People.given(random, male);
            var facts = member.born(born).build();
            people.add(new Person(
                    facts.key(),
                    name,
                    People.number(born, sequence),
                    male,
                    born,
                    People.phone(serial),
                    code,
                    facts,
                    age > 70 && random.nextBoolean()));
        }

        private int slot(LocalDate born, int sequence) {
            return (int) (born.toEpochDay() - today.minusYears(110).toEpochDay()) * 1000 + sequence;
        }

        private String row(String kind) {
            return kind + ++rows;
        }
    }

    private static Money yuan(long yuan) {
        return new Money(yuan * 100);
    }

    /** What a person tells the window about themselves in one word, for the row of the form. */
    static @Nullable String condition(Member member) {
        if (!member.disabilities().isEmpty()) {
            return member.disabilities().get(0).words();
        }
        if (member.seriouslyIll()) {
            return "重病";
        }
        return member.study() == StudyStage.NONE
                ? null
                : "在校生（" + member.study().label() + "）";
    }
}
