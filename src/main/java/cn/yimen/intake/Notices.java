package cn.yimen.intake;

import cn.yimen.casefile.Letters;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.identity.Officer;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 一次性告知书, before the application is accepted (IN-5): everything missing is told once. Another one with other contents
 * needs a reason and counts against the window.
 */
@Service
@Transactional
public class Notices {

    private static final String FIELD = "intake_notice.content";

    private final JdbcClient jdbc;
    private final Drafts drafts;
    private final Intakes intakes;
    private final Organisations organisations;
    private final Letters letters;
    private final FieldCipher cipher;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Notices(
            JdbcClient jdbc,
            Drafts drafts,
            Intakes intakes,
            Organisations organisations,
            Letters letters,
            FieldCipher cipher,
            Clock clock) {
        this.jdbc = jdbc;
        this.drafts = drafts;
        this.intakes = intakes;
        this.organisations = organisations;
        this.letters = letters;
        this.cipher = cipher;
        this.clock = clock;
    }

    @Bean
    static EncryptedColumn intakeNoticeContent() {
        return new EncryptedColumn("intake_notice", "content_enc", FIELD);
    }

    /** 告知书的内容, kept as it was printed. */
    record Content(String applicant, List<String> items, List<Lack> missing, LocalDate until) {

        record Lack(String what, String where, String forItem) {}

        boolean sameAs(Content other) {
            return missing.equals(other.missing());
        }
    }

    /** What issuing came to: the notice's number, or that a reason is wanted, or that nothing is marked as missing. */
    public sealed interface Outcome {
        record Issued(int no) implements Outcome {}

        record ReasonWanted() implements Outcome {}

        record NothingMissing() implements Outcome {}
    }

    /**
     * 开出: prints what is marked 「待补」 on the form. The same contents again are the same notice.
     *
     * @param reason why there is another one; null where none was given
     */
    public Outcome issue(DraftId id, @Nullable String reason, Officer by) {
        jdbc.sql("select 1 from intake_draft where id = ? for update")
                .param(id.id())
                .query(Integer.class)
                .optional();
        var draft = drafts.get(id, by);
        var content = content(draft, by);
        if (content.missing().isEmpty()) {
            return new Outcome.NothingMissing();
        }
        var last = last(id);
        if (last.isPresent() && last.get().content().sameAs(content)) {
            return new Outcome.Issued(last.get().no());
        }
        if (last.isPresent() && (reason == null || reason.isBlank())) {
            return new Outcome.ReasonWanted();
        }
        int no = last.map(Kept::no).orElse(0) + 1;
        jdbc.sql("""
                        insert into intake_notice (id, draft_id, no, reason, missing, content_enc, issued_at, issued_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        id.id(),
                        no,
                        no == 1 ? null : reason,
                        content.missing().size(),
                        cipher.encrypt(FIELD, json.writeValueAsString(content)),
                        clock.instant().atZone(clock.getZone()).toOffsetDateTime(),
                        by.id()))
                .update();
        return new Outcome.Issued(no);
    }

    /**
     * The paper.
     *
     * @throws NoSuchElementException if there is none of that number in the officer's scope
     */
    @Transactional(readOnly = true)
    public PrintedForm paper(DraftId id, int no, Officer by) {
        var draft = intakes.open(id, by);
        var kept = jdbc.sql(
                        "select no, reason, content_enc, issued_at from intake_notice where draft_id = ? and no = ?")
                .params(id.id(), no)
                .query((row, n) -> new Kept(
                        row.getInt("no"),
                        row.getString("reason"),
                        json.readValue(cipher.decrypt(FIELD, row.getBytes("content_enc")), Content.class),
                        row.getObject("issued_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no notice " + no));
        var office = organisations.townshipOffice(PlaceId.of(draft.township()));
        var content = kept.content();
        return new PrintedForm.MissingMaterials(
                "受理前",
                content.applicant(),
                draft.firstContactAt(),
                content.items(),
                content.missing().stream()
                        .map(each -> new PrintedForm.Missing(each.what(), each.where(), each.forItem()))
                        .toList(),
                content.until(),
                office.windowName() == null ? office.shortName() : office.windowName(),
                office.name(),
                office.address() == null ? "" : office.address(),
                office.phone() == null ? "" : office.phone(),
                kept.reason(),
                PrintStamp.of(by.name(), clock.instant()));
    }

    private record Kept(int no, @Nullable String reason, Content content, Instant issuedAt) {}

    private Optional<Kept> last(DraftId id) {
        return jdbc.sql("""
                        select no, reason, content_enc, issued_at from intake_notice where draft_id = ?
                        order by no desc limit 1
                        """)
                .param(id.id())
                .query((row, n) -> new Kept(
                        row.getInt("no"),
                        row.getString("reason"),
                        json.readValue(cipher.decrypt(FIELD, row.getBytes("content_enc")), Content.class),
                        row.getObject("issued_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private Content content(Draft draft, Officer by) {
        var reading = intakes.read(draft.content());
        var missing = intakes.materials(reading, by).stream()
                .filter(each -> reading.form().get("mat." + each.code()).equals("later"))
                .map(each -> new Content.Lack(each.name(), each.how(), each.forWords()))
                .toList();
        var name = reading.applicant().name();
        return new Content(
                name.isEmpty() ? "申请人" : name,
                intakes.chosen(reading).stream().map(each -> each.name()).toList(),
                missing,
                letters.replyBy(intakes.today()));
    }
}
