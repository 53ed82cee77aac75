package cn.yimen.drill;

import cn.yimen.YimenApplication;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Decisions;
import cn.yimen.approval.Opinions;
import cn.yimen.approval.Paths;
import cn.yimen.approval.Standing;
import cn.yimen.approval.Surveys;
import cn.yimen.approval.Way;
import cn.yimen.audit.AuditVerification;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.intake.Desk;
import cn.yimen.intake.DraftId;
import cn.yimen.intake.Intakes;
import cn.yimen.intake.Submissions;
import cn.yimen.intake.Typed;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.OneTimeKey;
import cn.yimen.pages.OneTimeKeys;
import cn.yimen.protection.BlindIndex;
import cn.yimen.verification.Imports;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 演练的工人: the whole product in a process of its own, working until it is killed. It says what it begins and what was
 * acknowledged, one line each; a line that came through is a promise. What had no answer before is sent again first, with
 * the same key, as a browser would.
 */
public final class DrillWorker {

    static final int ROWS = 1500;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final JdbcClient jdbc;
    private final ConfigurableApplicationContext product;
    private final AtomicInteger next;

    private DrillWorker(ConfigurableApplicationContext product, int first) {
        this.product = product;
        this.jdbc = product.getBean(JdbcClient.class);
        this.next = new AtomicInteger(first);
    }

    /** @param arguments folder, first free mark, file of the marks without an answer, {@code work} or {@code check} */
    public static void main(String[] arguments) throws Exception {
        System.setOut(new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        var application =
                new SpringApplicationBuilder(YimenApplication.class, Families.class, Surveys.class).application();
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("productOnly", new ProductOnly()));
        var worker = new DrillWorker(start(application, arguments[0]), Integer.parseInt(arguments[1]));
        say("READY");
        var unanswered = Files.readAllLines(Path.of(arguments[2]), StandardCharsets.UTF_8);
        try {
            for (var line : unanswered) {
                worker.again(line.split(" "));
            }
            if (arguments[3].equals("check")) {
                worker.check();
                return;
            }
            for (var kind : Kind.values()) {
                new Thread(() -> worker.loop(kind), kind.name()).start();
            }
        } catch (RuntimeException lost) { // the database was killed under it
            say("LOST " + lost.getClass().getSimpleName());
            Runtime.getRuntime().halt(3);
        }
    }

    private static ConfigurableApplicationContext start(SpringApplication application, String folder) {
        return application.run(
                "--server.port=0",
                "--yimen.data-folder=" + folder,
                "--yimen.demo=false",
                "--logging.level.root=OFF",
                "--spring.main.banner-mode=off");
    }

    /** What is killed at random moments. */
    enum Kind {
        INTAKE,
        IMPORT,
        CONFIRM
    }

    private void loop(Kind kind) {
        try {
            while (true) {
                var mark = next.getAndIncrement();
                switch (kind) {
                    case INTAKE -> intake(mark);
                    case IMPORT -> load(mark);
                    case CONFIRM -> confirm(mark);
                }
            }
        } catch (RuntimeException lost) {
            say("LOST " + kind + " " + lost.getClass().getSimpleName());
            Runtime.getRuntime().halt(3);
        }
    }

    private void again(String[] doing) {
        var mark = Integer.parseInt(doing[1]);
        var ref = UUID.fromString(doing[2]);
        var by = product.getBean(Officers.class).byId(UUID.fromString(doing[3])).orElseThrow();
        switch (Kind.valueOf(doing[0])) {
            case INTAKE -> submit(mark, new DraftId(ref), by);
            case IMPORT -> begin(mark, ref, by);
            case CONFIRM -> decide(mark, new ApplicationId(ref), by);
        }
    }

    // --- intake: the form is filled, the submission is what is acknowledged

    private void intake(int mark) {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        var id = product.getBean(Desk.class).receive(clerk);
        product.getBean(Intakes.class).save(id, 0, "drill", form(mark), clerk);
        doing(Kind.INTAKE, mark, id.id(), clerk);
        submit(mark, id, clerk);
    }

    private void submit(int mark, DraftId id, Officer clerk) {
        once(
                Kind.INTAKE,
                mark,
                clerk,
                () -> product.getBean(Submissions.class).submit(id, clerk).toString());
    }

    private Typed form(int mark) {
        var form = Typed.of(
                        "idno",
                        number(mark).value(),
                        "name",
                        "演练" + mark,
                        "phone",
                        "13900001234",
                        "village",
                        Families.VILLAGE,
                        "hukou",
                        "RURAL_SAME",
                        "houseNo",
                        "三组 " + mark + " 号",
                        "channel",
                        "WINDOW",
                        "pension",
                        "120",
                        "story",
                        "演练第 " + mark + " 件",
                        "say",
                        "可以申请低保")
                .with("assets", List.of("NONE"))
                .with("needs", List.of("MZ-01"));
        for (var code : jdbc.sql("""
                        select distinct m.code from policy_item_material m join policy_item_version v on v.id = m.version_id
                        where v.item_code = 'MZ-01' and m.source <> 'SHARED'
                        """).query(String.class).list()) {
            form = form.with("mat." + code, "got");
        }
        return form;
    }

    static ResidentId number(int mark) {
        var day = LocalDate.of(1950, 1, 1).plusDays(mark % 10_000).format(DateTimeFormatter.BASIC_ISO_DATE);
        var digits = "520499" + day + "%03d".formatted(mark / 10_000 % 1000);
        return new ResidentId(digits + ResidentId.checkCharacter(digits));
    }

    // --- import: the start of the job is what is acknowledged, the job itself goes on by itself

    private void load(int mark) {
        var bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var text = new StringBuilder("姓名,身份证号,余额,余额日期,开户银行,账号\n");
        for (var n = 0; n < ROWS; n++) {
            var born = LocalDate.of(1940, 1, 1).plusDays(n * 7L).format(DateTimeFormatter.BASIC_ISO_DATE);
            var digits = "520499" + born + "%03d".formatted(mark % 1000);
            text.append("某某,%s,%d.00,20261031,信用社,%d%05d%n"
                    .formatted(digits + ResidentId.checkCharacter(digits), n + 1, mark, n));
        }
        var id = product.getBean(Imports.class)
                .upload(
                        "DEPOSIT",
                        "drill-" + mark + ".csv",
                        text.toString().getBytes(StandardCharsets.UTF_8),
                        LocalDate.of(2026, 11, 1),
                        false,
                        bureau);
        doing(Kind.IMPORT, mark, id, bureau);
        begin(mark, id, bureau);
        pause(1500); // the jobs of other marks want the cores too
    }

    private void begin(int mark, UUID id, Officer bureau) {
        var imports = product.getBean(Imports.class);
        once(
                Kind.IMPORT,
                mark,
                bureau,
                () -> imports.start(id, imports.preview(id, bureau).guess(), false, bureau)
                        .toString());
    }

    // --- confirmation: what leads to it is laid out, the decision is what is acknowledged

    private void confirm(int mark) {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        var reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        var applications = product.getBean(Applications.class);
        var family = new Families.Family[1];
        product.getBean(org.springframework.transaction.support.TransactionTemplate.class)
                .executeWithoutResult(status -> family[0] = couple(mark, clerk));
        var opened = product.getBean(Cases.class)
                .open(Families.wish(family[0], "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        product.getBean(Surveys.class).propose(application.id(), reviewer);
        var paths = product.getBean(Paths.class);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        doing(Kind.CONFIRM, mark, application.id().id(), approver);
        decide(mark, application.id(), approver);
    }

    private Families.Family couple(int mark, Officer clerk) {
        var persons = product.getBean(cn.yimen.household.Persons.class);
        var households = product.getBean(cn.yimen.household.Households.class);
        var place = cn.yimen.district.PlaceId.of(Families.VILLAGE);
        var one = persons.register(
                cn.yimen.household.PersonDetails.of("演练" + mark, number(mark)).phone("13900001234"), place, clerk);
        var other = persons.register(
                cn.yimen.household.PersonDetails.of("配偶" + mark, number(mark + 1_000_000)), place, clerk);
        var id = households.register(
                cn.yimen.household.HouseholdDetails.of(
                        place,
                        "演练 " + mark,
                        List.of(
                                cn.yimen.household.HouseholdDetails.MemberPart.of(one, "02"),
                                cn.yimen.household.HouseholdDetails.MemberPart.of(other, "10"))),
                clerk);
        return new Families.Family(id, one, other);
    }

    private void decide(int mark, ApplicationId id, Officer approver) {
        var seen = Decisions.seen(product.getBean(Opinions.class).latest(id).orElseThrow());
        once(Kind.CONFIRM, mark, approver, () -> {
            product.getBean(Decisions.class).confirm(id, seen, approver);
            return id.toString();
        });
    }

    // --- what it says

    private void once(Kind kind, int mark, Officer by, java.util.function.Supplier<String> work) {
        var key =
                new OneTimeKey(UUID.nameUUIDFromBytes(("drill " + kind + " " + mark).getBytes(StandardCharsets.UTF_8)));
        product.getBean(OneTimeKeys.class).run(key, by, () -> "/drill/" + work.get());
        say("DONE " + kind + " " + mark);
    }

    private static void doing(Kind kind, int mark, UUID ref, Officer by) {
        say("DOING " + kind + " " + mark + " " + ref + " " + by.id());
    }

    private static void say(String line) {
        synchronized (OUT) {
            OUT.println(line);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- after the last kill

    /** Waits until the jobs have gone on to their end, then says what is there: kind, mark, how often, how often whole. */
    private void check() {
        var until = System.nanoTime() + 240_000_000_000L;
        while (count("select count(*) from job where state in ('WAITING', 'RUNNING')") > 0
                && System.nanoTime() < until) {
            pause(500);
        }
        var index = product.getBean(BlindIndex.class);
        for (int mark = 1; mark < next.get(); mark++) {
            var lines = new ArrayList<String>();
            intakeOf(mark, index, lines);
            importOf(mark, lines);
            confirmationOf(mark, index, lines);
            lines.forEach(DrillWorker::say);
        }
        say("JOBS " + count("select count(*) from job where state <> 'DONE'"));
        say("AUDIT " + product.getBean(AuditVerification.class).verify().whole());
        say("NUMBERS "
                + count(
                        "select count(*) from (select number - lag(number) over (partition by township_code, year order by number) as gap"
                                + " from case_file) g where gap <> 1"));
        say("CHECKED");
        Runtime.getRuntime().halt(0);
    }

    private void intakeOf(int mark, BlindIndex index, List<String> lines) {
        var found = jdbc.sql("""
                        select count(*) as n, count(*) filter (where
                            (select count(*) from matter m where m.case_id = c.id) = 1
                            and (select count(*) from application a where a.case_id = c.id) = 1
                            and (select count(*) from case_determination d where d.case_id = c.id) = 1
                            and (select count(*) from case_material m where m.case_id = c.id) > 0
                            and (select count(*) from household_member h where h.household_id = c.household_id) = 1
                            and exists (select 1 from intake_draft d where d.case_id = c.id and d.state = 'SUBMITTED')) as whole
                        from case_file c join person p on p.id = c.applicant_id
                        where p.identity_idx = ? and c.channel = 'WINDOW' and c.reception_id is not null
                        """)
                .param(index.of("person.identity", number(mark).value()))
                .query((row, n) -> "FOUND INTAKE " + mark + " " + row.getLong("n") + " " + row.getLong("whole"))
                .single();
        lines.add(found);
    }

    private void importOf(int mark, List<String> lines) {
        lines.add(jdbc.sql("""
                        select count(*) as n, count(*) filter (where b.state = 'DONE'
                            and (select count(*) from verification_record r where r.batch_id = b.id) = ?) as whole
                        from verification_batch b where b.file_name = ? and b.state <> 'READY'
                        """)
                .params(ROWS, "drill-" + mark + ".csv")
                .query((row, n) -> "FOUND IMPORT " + mark + " " + row.getLong("n") + " " + row.getLong("whole"))
                .single());
    }

    private void confirmationOf(int mark, BlindIndex index, List<String> lines) {
        lines.add(jdbc.sql("""
                        select count(d.id) as n, count(d.id) filter (where a.state = 'CONFIRMED' and m.state = 'CONCLUDED'
                            and (select count(*) from award w where w.matter_id = m.id) = 1
                            and (select count(*) from award_change x join award w on w.id = x.award_id
                                where w.matter_id = m.id) = 1) as whole
                        from person p join case_file c on c.applicant_id = p.id and c.reception_id is null
                        join matter m on m.case_id = c.id join application a on a.matter_id = m.id
                        left join decision d on d.application_id = a.id
                        where p.identity_idx = ?
                        """)
                .param(index.of("person.identity", number(mark).value()))
                .query((row, n) -> "FOUND CONFIRM " + mark + " " + row.getLong("n") + " " + row.getLong("whole"))
                .single());
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** The tests stand on the class path beside the product; their components are no part of it. */
    static final class ProductOnly extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return reader.getResource().getDescription().contains("test-classes");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ProductOnly;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
