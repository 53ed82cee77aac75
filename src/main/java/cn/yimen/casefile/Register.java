package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Exports;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 受理、转办、办理结果登记表 (IN-11): one line for each matter, in the order of registration, of one township or of all the
 * officer sees. Numbers are masked; a long one is asked a reason (AU-5).
 */
@Service
@Transactional(readOnly = true)
public class Register {

    /** More are not put on paper at once. */
    public static final int MOST_ON_PAPER = 5000;

    private static final int STORY = 60;

    private final JdbcClient jdbc;
    private final CaseSecrets secrets;
    private final Places places;
    private final Organisations organisations;
    private final Persons persons;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    Register(
            JdbcClient jdbc,
            CaseSecrets secrets,
            Places places,
            Organisations organisations,
            Persons persons,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.places = places;
        this.organisations = organisations;
        this.persons = persons;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 登记表的范围.
     *
     * @param township 9-digit code; null for all the officer sees
     * @param to inclusive
     */
    public record Range(@Nullable String township, LocalDate from, LocalDate to) {
        public Range {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a range ends before it begins");
            }
        }
    }

    /** How many lines there are, up to {@link Exports#MOST} and one. */
    public int count(Range range, Officer officer) {
        var scope = ScopeClause.of(officer, "m");
        return jdbc.sql("""
                        select count(*) from (select 1 from matter m
                            where m.opened_at >= :from and m.opened_at < :until and %s
                                and (cast(:township as text) is null or m.township_code = :township) limit %d) s
                        """.formatted(scope.condition(), Exports.MOST + 1))
                .params(scope.params())
                .param("from", Sql.at(midnight(range.from())))
                .param("until", Sql.at(midnight(range.to().plusDays(1))))
                .param("township", range.township(), java.sql.Types.VARCHAR)
                .query(Integer.class)
                .single();
    }

    /**
     * The lines, the earliest first; the look is logged.
     *
     * @param limit at most so many
     */
    public List<PrintedForm.RegisterRow> rows(Range range, int limit, Officer officer) {
        var rows = shown(
                asked(range, limit, officer).query((row, n) -> stored(row)).list(), officer);
        looked(range, rows.size(), officer);
        return rows;
    }

    /** 导出: every line, the earliest first, some thousand in memory at a time; the look is logged. */
    public void each(Range range, Officer officer, Consumer<PrintedForm.RegisterRow> line) {
        looked(range, each(range, Exports.PORTION, officer, line), officer);
    }

    /** @return how many there were */
    int each(Range range, int portion, Officer officer, Consumer<PrintedForm.RegisterRow> line) {
        var count = 0;
        var read = new ArrayList<Stored>(portion);
        try (var stored =
                asked(range, Exports.MOST, officer).withFetchSize(portion).query((row, n) -> stored(row)).stream()) {
            for (var each : (Iterable<Stored>) stored::iterator) {
                read.add(each);
                count++;
                if (read.size() == portion) {
                    shown(read, officer).forEach(line);
                    read.clear();
                }
            }
        }
        shown(read, officer).forEach(line);
        return count;
    }

    private void looked(Range range, int count, Officer officer) {
        audit.opened(
                officer,
                new Subject("register", range.township() == null ? "all" : range.township()),
                "登记表 " + range.from() + "—" + range.to() + " " + count + " 行",
                "登记表");
    }

    private JdbcClient.StatementSpec asked(Range range, int limit, Officer officer) {
        var scope = ScopeClause.of(officer, "m");
        return jdbc.sql("""
                        select m.opened_at, m.item_name, m.dept_code, m.own, m.state, m.conclusion, m.conclusion_words, m.told_at,
                            m.township_code, m.village_code, c.receipt_no, c.applicant_name, c.applicant_id,
                            c.phone_enc, c.hardship_enc, o.name as clerk,
                            (select min(e.at) from case_event e where e.matter_id = m.id and e.title = '转办') as sent_at
                        from matter m
                        join case_file c on c.id = m.case_id
                        join officer o on o.id = c.first_officer_id
                        where m.opened_at >= :from and m.opened_at < :until and %s
                            and (cast(:township as text) is null or m.township_code = :township)
                        order by m.opened_at, c.receipt_no, m.no limit :limit
                        """.formatted(scope.condition()))
                .params(scope.params())
                .param("from", Sql.at(midnight(range.from())))
                .param("until", Sql.at(midnight(range.to().plusDays(1))))
                .param("township", range.township(), java.sql.Types.VARCHAR)
                .param("limit", limit);
    }

    private Stored stored(ResultSet row) throws SQLException {
        var village = row.getString("village_code");
        var story = secrets.hardship(row.getBytes("hardship_enc")).replaceAll("\\s+", " ");
        var conclusion = row.getString("conclusion");
        var state = MatterState.valueOf(row.getString("state"));
        return new Stored(
                Sql.id(row, "applicant_id"),
                new PrintedForm.RegisterRow(
                        Sql.instant(row, "opened_at"),
                        row.getString("receipt_no"),
                        row.getString("applicant_name"),
                        "",
                        formats.phone(secrets.phone(row.getBytes("phone_enc"))),
                        places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                        story.length() > STORY ? story.substring(0, STORY) + "…" : story,
                        row.getString("item_name"),
                        row.getBoolean("own")
                                ? places.fullName(PlaceId.of(row.getString("township_code")))
                                : organisations
                                        .officeOfDepartment(row.getString("dept_code"))
                                        .shortName(),
                        Sql.instantOrNull(row, "sent_at"),
                        conclusion == null
                                ? state.words()
                                : Conclusion.valueOf(conclusion).words() + "：" + row.getString("conclusion_words"),
                        Sql.instantOrNull(row, "told_at"),
                        row.getString("clerk")));
    }

    private List<PrintedForm.RegisterRow> shown(List<Stored> stored, Officer officer) {
        var numbers = persons.maskedIdentities(
                stored.stream().map(Stored::applicant).map(PersonId::new).toList(), officer);
        return stored.stream()
                .map(each -> withNumber(each.row(), numbers.getOrDefault(new PersonId(each.applicant()), "—")))
                .toList();
    }

    /** The form for paper and PDF. */
    public PrintedForm.Register form(Range range, Officer officer) {
        return new PrintedForm.Register(
                title(range),
                range.from(),
                range.to(),
                rows(range, MOST_ON_PAPER, officer),
                PrintStamp.of(officer.name(), clock.instant()));
    }

    /** {@code 旧州镇社会救助服务窗口}, or the district's. */
    public String title(Range range) {
        if (range.township() == null) {
            return organisations.bureau().shortName();
        }
        var office = organisations.townshipOffice(PlaceId.of(range.township()));
        return office.windowName() == null ? office.shortName() : office.windowName();
    }

    private static PrintedForm.RegisterRow withNumber(PrintedForm.RegisterRow row, String number) {
        return new PrintedForm.RegisterRow(
                row.registeredAt(),
                row.receiptNumber(),
                row.applicant(),
                number,
                row.phone(),
                row.address(),
                row.story(),
                row.item(),
                row.handledBy(),
                row.sentAt(),
                row.result(),
                row.toldAt(),
                row.clerk());
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private record Stored(UUID applicant, PrintedForm.RegisterRow row) {}
}
