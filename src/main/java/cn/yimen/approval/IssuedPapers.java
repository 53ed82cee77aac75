package cn.yimen.approval;

import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.document.PrintedForms;
import cn.yimen.kernel.Sql;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * 已发文书的存底 (AP-5): what a paper said when it was issued, sealed, with the digest of its page; a reprint shows that content,
 * whatever has changed since. Who may read it is asked before.
 */
@Component
class IssuedPapers {

    private final JdbcClient jdbc;
    private final DecisionSecrets secrets;
    private final PrintedForms forms;
    /** Its own: what is stored must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    IssuedPapers(JdbcClient jdbc, DecisionSecrets secrets, PrintedForms forms) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.forms = forms;
    }

    /**
     * Written once, in the transaction of the fact.
     *
     * @param kind of paper
     * @param subject what it is about, one paper of a kind for each
     */
    void keep(String kind, UUID subject, PrintedForm paper, Instant issuedAt) {
        jdbc.sql("""
                        insert into decision_paper (id, form, subject_id, number, content_enc, digest, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        kind,
                        subject,
                        paper.number(),
                        secrets.paper(json.writeValueAsString(paper)),
                        SurveySecrets.digest(forms.html(paper)),
                        Sql.at(issuedAt))
                .update();
    }

    /**
     * The paper as it was issued, without the stamp of a print.
     *
     * @throws NoSuchElementException if there is none
     */
    <T extends PrintedForm> T read(String kind, UUID subject, Class<T> form) {
        return jdbc.sql("select content_enc from decision_paper where form = ? and subject_id = ?")
                .params(kind, subject)
                .query(byte[].class)
                .optional()
                .map(kept -> json.readValue(secrets.paper(kept), form))
                .orElseThrow(() -> new NoSuchElementException("no paper " + kind + " of " + subject));
    }

    private record Kept(byte[] digest, Instant issuedAt) {}

    /**
     * Whether what would be printed now is, to the letter, what was issued.
     *
     * @param print the paper with the stamp
     * @throws NoSuchElementException if there is none
     */
    boolean unchanged(String kind, UUID subject, Function<PrintStamp, ? extends PrintedForm> print) {
        var kept = jdbc.sql("select digest, issued_at from decision_paper where form = ? and subject_id = ?")
                .params(kind, subject)
                .query((row, n) -> new Kept(row.getBytes("digest"), Sql.instant(row, "issued_at")))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no paper " + kind + " of " + subject));
        var now = forms.html(print.apply(new PrintStamp("", kept.issuedAt(), 0)));
        return Arrays.equals(kept.digest(), SurveySecrets.digest(now));
    }
}
