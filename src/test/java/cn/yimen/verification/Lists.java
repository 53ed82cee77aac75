package cn.yimen.verification;

import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobsAtOnce;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 试验用的部门名单: a list about one person is imported, what it brings to light is cleared. */
@TestComponent
public class Lists {

    private final JdbcClient jdbc;
    private final Imports imports;
    private final Findings findings;
    private final Verifications verifications;
    private final Persons persons;
    private final JobsAtOnce jobs;
    private final Clock clock;

    Lists(
            JdbcClient jdbc,
            Imports imports,
            Findings findings,
            Verifications verifications,
            Persons persons,
            JobsAtOnce jobs,
            Clock clock) {
        this.jdbc = jdbc;
        this.imports = imports;
        this.findings = findings;
        this.verifications = verifications;
        this.persons = persons;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The verification of a case is under way, with the signatures of these. */
    public void asked(cn.yimen.casefile.CaseId id, List<PersonId> signed, Officer clerk) {
        verifications.authorise(id, signed.stream().map(PersonId::id).toList(), LocalDate.now(clock), clerk);
        verifications.ask(id, clerk);
    }

    /**
     * Imports one row about a person and returns the open finding it brings to light.
     *
     * @param columns beside name and number, 「余额」
     */
    public Finding found(String source, PersonId person, String name, String columns, String values, Officer reader) {
        var bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var number = persons.details(person, reader, "试验").identityNumber();
        var text = "姓名,身份证号,%s\n%s,%s,%s\n".formatted(columns, name, number, values);
        var batch = imports.upload(
                source, "名单.csv", text.getBytes(StandardCharsets.UTF_8), LocalDate.now(clock), false, bureau);
        imports.start(batch, imports.preview(batch, bureau).guess(), false, bureau);
        jobs.runAll();
        return findings.of(List.of(person.id())).stream()
                .filter(Finding::open)
                .max(Comparator.comparing(Finding::foundAt))
                .orElseThrow();
    }

    public void clear(Finding finding, Disposition as, @Nullable YearMonth from, Officer by) {
        var now = findings.get(finding.id(), by);
        findings.clear(now.id(), now.version(), as, "本人承认，有书面说明", from, null, by);
    }
}
