package cn.yimen.household;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.ProductTest;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sex;
import cn.yimen.protection.KeyRing;
import cn.yimen.protection.KeyRotation;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
@NullUnmarked
class HouseholdsTest {

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    PersonSearch search;

    @Autowired
    Places places;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Superuser superuser;

    @Autowired
    KeyRing ring;

    @Autowired
    KeyRotation rotation;

    @Autowired
    Clock clock;

    PlaceId village;
    PlaceId elsewhere;
    Officer clerk;
    Officer stranger;

    @BeforeEach
    void places() {
        village = places.villages().get(0).id();
        elsewhere = places.villages().stream()
                .map(place -> place.id())
                .filter(id -> !id.township().equals(village.township()))
                .findFirst()
                .orElseThrow();
        clerk = officer(
                "hh.clerk", Post.at(Role.WINDOW_CLERK, village.township().code()));
        stranger = officer(
                "hh.stranger", Post.at(Role.WINDOW_CLERK, elsewhere.township().code()));
    }

    static Officer officer(String login, Post post) {
        return new Officer(UUID.randomUUID(), login, "测试", null, "", List.of(post), 0);
    }

    /** HH-1: 身份证号 18 位、出生日期和性别由它得出,全区一人一条. */
    @Test
    void aPersonIsOnceInTheDistrict() {
        var number = Numbers.next(19600101);
        var id = persons.register(PersonDetails.of("王建国", number).phone("13900001234"), village, clerk);

        assertThatExceptionOfType(KnownPerson.class)
                .isThrownBy(() -> persons.register(PersonDetails.of("王健国", number), elsewhere, stranger))
                .satisfies(known -> assertThat(known.person()).isEqualTo(id));
        var view = persons.byResidentId(number, clerk).orElseThrow();
        assertThat(view.birthOn()).isEqualTo("1960-01-01");
        assertThat(view.identityMasked()).isEqualTo(number.toString());
        assertThat(view.phoneMasked()).isEqualTo("139****1234");
        assertThat(persons.obtain(PersonDetails.of("王建国", number), village, clerk))
                .isEqualTo(id);
        assertThat(persons.get(id, clerk).phoneMasked())
                .as("what is known is not emptied")
                .isEqualTo("139****1234");
    }

    /** HH-1: 无证件号的人写明原因,列入待补名单. */
    @Test
    void aPersonWithoutANumberIsListedForCompletion() {
        var id = persons.register(
                PersonDetails.withoutNumber("无名氏", Sex.FEMALE, LocalDate.of(2026, 1, 5), "未上户口"), village, clerk);
        assertThat(persons.withoutNumber(clerk, null, 500))
                .extracting(PersonView::id)
                .contains(id);
        assertThat(persons.withoutNumber(stranger, null, 500))
                .extracting(PersonView::id)
                .doesNotContain(id);

        var number = Numbers.next(20260105);
        persons.update(id, persons.get(id, clerk).version(), PersonDetails.of("王念", number), clerk);

        assertThat(persons.withoutNumber(clerk, null, 500))
                .extracting(PersonView::id)
                .doesNotContain(id);
        assertThat(persons.byResidentId(number, clerk)).isPresent();
    }

    /** HH-8: 别处的人只说到查重需要的程度. */
    @Test
    void whoLivesElsewhereIsOnlySaidToBeThere() {
        var number = Numbers.next(19700202);
        var id = persons.register(PersonDetails.of("李秀兰", number), village, clerk);

        assertThat(persons.byResidentId(number, stranger)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> persons.get(id, stranger));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> persons.reveal(id, Persons.Private.IDENTITY, "核对身份", stranger));
        var there = persons.existsElsewhere(number, stranger).orElseThrow();
        assertThat(there.townshipName()).isEqualTo(places.fullName(village.township()));
        assertThat(persons.existsElsewhere(number, clerk)).isEmpty();
        assertThat(persons.existsElsewhere(Numbers.next(19700203), stranger)).isEmpty();
        assertThat(search.find(number.value(), stranger, 5)).isEmpty();
    }

    /** AU-2: 数据库中没有明文. */
    @Test
    void nothingPrivateIsInTheDatabaseInPlain() throws Exception {
        var number = Numbers.next(19850615);
        persons.register(
                PersonDetails.of("密文测试", number)
                        .phone("13812345678")
                        .card("6217001234567890123", "农商行")
                        .health(new Health(
                                "41",
                                "尿毒症期待查",
                                true,
                                List.of(new Disability(Disability.Category.PHYSICAL, 2)),
                                null,
                                Set.of(SelfCareItem.BATH),
                                null)),
                village,
                clerk);
        try (var connection = DriverManager.getConnection(superuser.url());
                var tables = connection
                        .createStatement()
                        .executeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            while (tables.next()) {
                var table = tables.getString(1);
                try (var hit = connection
                        .createStatement()
                        .executeQuery("select count(*) from " + table
                                + " t where t::text like any (array['%" + number.value()
                                + "%', '%13812345678%', '%6217001234567890123%',"
                                + " '%尿毒症期待查%'])")) {
                    hit.next();
                    assertThat(hit.getLong(1)).as(table).isZero();
                }
            }
        }
        var found = persons.byResidentId(number, clerk).orElseThrow();
        assertThat(found.health().illness()).isEqualTo("尿毒症期待查");
        assertThat(persons.reveal(found.id(), Persons.Private.IDENTITY, "核对身份", clerk))
                .isEqualTo(number.value());
        assertThat(persons.reveal(found.id(), Persons.Private.CARD, "填表", clerk))
                .isEqualTo("6217001234567890123");
    }

    /** HH-2, HH-3, HH-4, HH-5, HH-6, and a household's history: any day can be asked. */
    @Test
    void aHouseholdIsKeptAsItWasOnAnyDay() {
        var head = persons.register(PersonDetails.of("陈大山", Numbers.next(19650505)), village, clerk);
        var wife = persons.register(PersonDetails.of("杨桂花", Numbers.next(19680606)), village, clerk);
        var son = persons.register(PersonDetails.of("陈小龙", Numbers.next(20050707)), village, clerk);
        var id = households.register(
                HouseholdDetails.of(
                                village,
                                "三组 12 号",
                                List.of(
                                        MemberPart.of(head, "02"),
                                        MemberPart.of(wife, "12"),
                                        MemberPart.of(son, "20").studying(StudyStage.BACHELOR, "贵州大学")))
                        .incomes(
                                true,
                                List.of(
                                        IncomePart.declared(
                                                head,
                                                IncomeItem.FARMING,
                                                Money.yuan("6340.00"),
                                                Income.Per.PERIOD,
                                                "本人申报"),
                                        IncomePart.declared(
                                                wife,
                                                IncomeItem.BASIC_PENSION,
                                                Money.yuan("113.00"),
                                                Income.Per.MONTH,
                                                "本人申报")))
                        .properties(
                                true,
                                List.of(PropertyPart.declared(head, PropertyKind.CASH_DEPOSIT, Money.yuan("8000.00"))))
                        .expenses(List.of(ExpensePart.declared(wife, ExpenseKind.MEDICAL, Money.yuan("5200.00"), true)))
                        .supporters(
                                true,
                                List.of(SupporterPart.of("长女", Contact.of("陈莲", "13700001111"), Set.of(head, wife))
                                        .family(3, Money.yuan("5000.00"), "本人申报"))),
                clerk);
        var today = LocalDate.now(clock);

        // two months ago it was written; today the income was verified and the son left
        backdate(id, 60);
        var view = households.get(id, clerk);
        var details = view.details();
        var verified = details.incomes().get(0).verified(Money.yuan("7000.00"), "村委会证明");
        households.save(
                id,
                view.version(),
                details.incomes(true, List.of(verified, details.incomes().get(1)))
                        .members(details.members().subList(0, 2)),
                clerk);

        var before = households.factsOn(id, today.minusDays(30));
        assertThat(before.members()).hasSize(3);
        assertThat(before.incomes())
                .extracting(Income::amount)
                .containsExactly(Money.yuan("6340.00"), Money.yuan("113.00"));
        assertThat(before.members()).extracting(Member::label).containsExactly("户主", "妻", "子");
        assertThat(before.area()).isNotNull();
        var now = households.factsOn(id, today);
        assertThat(now.members()).hasSize(2);
        assertThat(now.incomes())
                .extracting(Income::amount)
                .containsExactly(Money.yuan("7000.00"), Money.yuan("113.00"));
        assertThat(now.incomes().get(0).method()).isEqualTo(Income.Method.VERIFIED);
        assertThat(now.supporters().get(0).supports()).containsExactlyInAnyOrder(head.toString(), wife.toString());
        assertThat(now.expenses()).hasSize(1);
        assertThat(now.toString())
                .as("facts say nothing of who it is")
                .doesNotContain("陈")
                .doesNotContain("1370000");
        assertThat(households.on(id, today.minusDays(30), clerk).details().members())
                .hasSize(3);
        assertThat(households.changedOn(id, clerk)).startsWith(today).contains(today.minusDays(60));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> households.factsOn(id, today.minusDays(61)));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> households.get(id, stranger));
        // the son is free for another household now
        households.register(HouseholdDetails.of(village, "另立", List.of(MemberPart.of(son, "01"))), clerk);
    }

    /** HH-1: 同一时间只在一户;两个窗口同时登记也只成一户. */
    @Test
    void nobodyLivesInTwoHouseholds() throws Exception {
        var someone = persons.register(PersonDetails.of("赵分身", Numbers.next(19900909)), village, clerk);
        var pool = Executors.newFixedThreadPool(8);
        var made = new HashSet<Object>();
        for (var future : pool.invokeAll(java.util.Collections.nCopies(8, (Callable<Object>) () -> {
            try {
                return households.register(
                        HouseholdDetails.of(village, "同时", List.of(MemberPart.of(someone, "01"))), clerk);
            } catch (LivesElsewhere | org.springframework.dao.DataAccessException refused) {
                return "refused";
            }
        }))) {
            made.add(future.get());
        }
        pool.shutdown();
        assertThat(made).hasSize(2);
        assertThat(jdbc.queryForObject(
                        "select count(*) from household_member where person_id = ?", Long.class, someone.id()))
                .isEqualTo(1);
    }

    /** A stale edit stores nothing; what was edited meanwhile stays. */
    @Test
    void theSecondOfTwoEditorsIsTold() {
        var head = persons.register(PersonDetails.of("周两改", Numbers.next(19750505)), village, clerk);
        var id = households.register(HouseholdDetails.of(village, "一", List.of(MemberPart.of(head, "02"))), clerk);
        var view = households.get(id, clerk);
        households.save(id, view.version(), view.details().at(village, "二"), clerk);
        assertThatExceptionOfType(StaleEdit.class)
                .isThrownBy(
                        () -> households.save(id, view.version(), view.details().at(village, "三"), clerk));
        assertThat(households.get(id, clerk).details().address()).isEqualTo("二");
        var person = persons.get(head, clerk);
        persons.update(head, person.version(), PersonDetails.of("周二改", Numbers.next(19750506)), clerk);
        assertThatExceptionOfType(StaleEdit.class)
                .isThrownBy(() ->
                        persons.update(head, person.version(), PersonDetails.of("周三改", Numbers.next(19750507)), clerk));
    }

    /** HH-8. */
    @Test
    void isFoundByEverythingAClerkTypes() {
        var number = Numbers.next(19800101);
        var id = persons.register(PersonDetails.of("欧阳吕仁杰", number).phone("13655550001"), village, clerk);
        households.register(HouseholdDetails.of(village, "花石头巷 8 号", List.of(MemberPart.of(id, "01"))), clerk);
        for (var typed : List.of(
                "欧",
                "欧阳",
                "欧阳吕仁杰",
                "仁杰",
                "吕仁",
                "ouyanglv",
                "oylrj",
                "oylr",
                "OUYANG",
                "ＯＵＹＡＮＧ",
                number.value(),
                number.value().toLowerCase(java.util.Locale.ROOT),
                " " + number.value().substring(0, 6) + " " + number.value().substring(6),
                "13655550001",
                "136 5555 0001",
                "+86 13655550001",
                "花石头",
                "石头",
                "头巷 8号")) {
            assertThat(search.find(typed, clerk, 20))
                    .as(typed)
                    .extracting(PersonHit::person)
                    .contains(id);
            assertThat(search.find(typed, stranger, 20))
                    .as("elsewhere: " + typed)
                    .extracting(PersonHit::person)
                    .doesNotContain(id);
        }
        for (var nothing :
                List.of("", " ", "\0", "%", "_", "'", "欧阳%", "x".repeat(61), "\ud83d", "阳欧", "1365555000", "*")) {
            assertThat(search.find(nothing, clerk, 20))
                    .as(nothing)
                    .extracting(PersonHit::person)
                    .doesNotContain(id);
        }
        var assistant = officer("hh.village", Post.at(Role.VILLAGE_ASSISTANT, village.code()));
        assertThat(search.find("仁杰", assistant, 20))
                .extracting(PersonHit::person)
                .contains(id);
        var neighbour = officer(
                "hh.village2",
                Post.at(Role.VILLAGE_ASSISTANT, places.villages().get(1).id().code()));
        assertThat(search.find("仁杰", neighbour, 20))
                .extracting(PersonHit::person)
                .doesNotContain(id);
        var bureau = officer("hh.bureau", Post.of(Role.BUREAU_OFFICER));
        assertThat(search.find("欧阳吕", bureau, 20)).extracting(PersonHit::person).contains(id);
        var administrator = officer("hh.admin", Post.of(Role.ADMINISTRATOR));
        assertThat(search.find("仁杰", administrator, 20)).isEmpty();
    }

    /** AU-2: 换密钥时不停机. */
    @Test
    void keysRotateWhileReadsAndWritesGoOn() throws Exception {
        var number = Numbers.next(19950505);
        var id = persons.register(PersonDetails.of("换钥", number).phone("13600000001"), village, clerk);
        var house = households.register(HouseholdDetails.of(village, "钥", List.of(MemberPart.of(id, "01"))), clerk);
        var stop = new AtomicBoolean();
        var errors = new java.util.concurrent.ConcurrentLinkedQueue<Throwable>();
        var rounds = new AtomicInteger();
        var reader = new Thread(() -> {
            while (!stop.get()) {
                try {
                    var view = persons.get(id, clerk);
                    persons.update(
                            id,
                            view.version(),
                            persons.details(id, clerk, "试").phone("1360000%04d".formatted(rounds.get() % 10000)),
                            clerk);
                    assertThat(persons.byResidentId(number, clerk)).isPresent();
                    households.get(house, clerk);
                } catch (Throwable e) {
                    errors.add(e);
                }
                rounds.incrementAndGet();
            }
        });
        reader.start();
        var one = "1:" + demoKey();
        try {
            ring.use(List.of(one, "7:EBESExQVFhcYGRobHB0eHw=="));
            ring.use(List.of("7:EBESExQVFhcYGRobHB0eHw==", one));
            var before = rounds.get(); // some are written with the new key while old rows are still there
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rounds.get() > before + 3);
            var audited =
                    jdbc.queryForObject("select count(*) from audit_entry where subject_kind = 'person'", Long.class);
            while (rotation.step()) {}
            stop.set(true);
            reader.join();
            assertThat(errors).isEmpty();
            assertThat(rotation.left()).isZero();
            assertThat(persons.reveal(id, Persons.Private.IDENTITY, "试", clerk)).isEqualTo(number.value());
            assertThat(audited).isPositive();
        } finally {
            stop.set(true);
            reader.join();
            ring.use(List.of(one, "7:EBESExQVFhcYGRobHB0eHw=="));
        }
    }

    private static String demoKey() throws Exception {
        var keys = KeyRing.class.getDeclaredMethod("demo", String.class, int.class);
        keys.setAccessible(true);
        return java.util.Base64.getEncoder().encodeToString((byte[]) keys.invoke(null, "field", 16));
    }

    private void backdate(HouseholdId id, int days) {
        try (var connection = DriverManager.getConnection(superuser.url());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (var table : List.of(
                    "household_member",
                    "household_income",
                    "household_property",
                    "household_expense",
                    "household_supporter")) {
                statement.execute("update %s set sys_from = sys_from - interval '%d days' where household_id = '%s'"
                        .formatted(table, days, id));
            }
            statement.execute("update household set sys_from = sys_from - interval '%d days' where id = '%s'"
                    .formatted(days, id));
            statement.execute(
                    "update person set sys_from = sys_from - interval '%d days' where id in (select person_id from household_member where household_id = '%s')"
                            .formatted(days, id));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
