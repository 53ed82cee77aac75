package cn.yimen.document;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.protection.Digest;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 文书的打印登记: number and date of a paper stay, each print is counted and its content's digest kept (ui-guide 12). */
@Service
public class Documents {

    private final JdbcClient jdbc;
    private final PrintedForms forms;
    private final AuditLog audit;
    private final Clock clock;

    Documents(JdbcClient jdbc, PrintedForms forms, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 打印或补打: counts the print and keeps the digest of what is printed. Call it from a POST; the page shows the form
     * with {@link #stamp} afterwards.
     *
     * @param kind the name of the form's record, e.g. {@code IntakeReceipt}
     * @param fill makes the form with this print's stamp
     */
    @Transactional
    public PrintStamp print(String kind, Subject about, Officer by, Function<PrintStamp, PrintedForm> fill) {
        int nth = jdbc.sql("""
                        insert into document_paper (kind, subject_kind, subject_id, prints) values (?, ?, ?, 1)
                        on conflict (kind, subject_kind, subject_id) do update set prints = document_paper.prints + 1
                        returning prints
                        """)
                .params(kind, about.kind(), about.id())
                .query(Integer.class)
                .single();
        var stamp = new PrintStamp(by.name(), clock.instant(), nth);
        var html = forms.html(fill.apply(stamp));
        jdbc.sql("""
                        insert into document_print
                            (kind, subject_kind, subject_id, nth, printed_at, printed_by, digest)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        kind,
                        about.kind(),
                        about.id(),
                        nth,
                        Timestamp.from(stamp.at()),
                        by.id(),
                        Digest.sm3(html.getBytes(StandardCharsets.UTF_8)))
                .update();
        audit.opened(by, about, kind + " 第 " + nth + " 次打印", "打印文书");
        return stamp;
    }

    /** The stamp of the last print; before the first one a stamp that counts nothing. */
    @Transactional(readOnly = true)
    public PrintStamp stamp(String kind, Subject about, Officer by) {
        return jdbc.sql("""
                        select p.nth, p.printed_at, o.name
                        from document_print p join officer o on o.id = p.printed_by
                        where p.kind = ? and p.subject_kind = ? and p.subject_id = ?
                        order by p.nth desc limit 1
                        """)
                .params(kind, about.kind(), about.id())
                .query((row, n) -> new PrintStamp(
                        row.getString("name"), row.getTimestamp("printed_at").toInstant(), row.getInt("nth")))
                .optional()
                .orElseGet(() -> PrintStamp.of(by.name(), clock.instant()));
    }
}
