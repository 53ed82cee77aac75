package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Channel;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.NotAllowed;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 受理登记草稿 (IN-2): kept on the server as it is typed, sealed, with a version; nothing typed is lost by an error, an
 * expired session, a crash or a second tab.
 */
@Service
@Transactional
public class Drafts {

    /** A draft larger than this is no application; the page says so and keeps what was typed. */
    static final int LARGEST = 1_000_000;

    private static final String FIELD = "intake_draft.content";

    private static final String COLUMNS = """
            d.id, d.township_code, d.officer_id, d.first_officer_id, d.first_contact_at, d.channel, d.reception_id,
            d.appointment_id, d.state, d.content_enc, d.version, d.saved_at, d.saved_by, d.saved_tab, d.case_id
            """;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Officers officers;
    private final AuditLog audit;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Drafts(JdbcClient jdbc, FieldCipher cipher, Officers officers, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.officers = officers;
        this.audit = audit;
        this.clock = clock;
    }

    @Bean
    static EncryptedColumn intakeDraftContent() {
        return new EncryptedColumn("intake_draft", "content_enc", FIELD);
    }

    /** A new form; for a reception's form {@code reception} says since when. */
    public DraftId create(
            Officer by, Channel channel, @Nullable Reception reception, @Nullable UUID appointment, Typed known) {
        var township = by.townshipCode();
        if (township == null || !by.has(Role.WINDOW_CLERK)) {
            throw new NotAllowed("受理登记由乡镇（街道）窗口经办填写");
        }
        var id = new DraftId(UUID.randomUUID());
        var now = clock.instant();
        var content = DraftContent.empty().form(known.with("channel", channel.name()));
        jdbc.sql("""
                        insert into intake_draft (id, township_code, officer_id, first_officer_id, first_contact_at,
                            channel, reception_id, appointment_id, state, name, content_enc, started_at, saved_at, saved_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        township,
                        by.id(),
                        reception == null ? by.id() : reception.firstClerk(),
                        at(reception == null ? now : reception.startedAt()),
                        channel.name(),
                        reception == null ? null : reception.id().id(),
                        appointment,
                        title(content),
                        seal(content),
                        at(now),
                        at(now),
                        by.id()))
                .update();
        return id;
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public Draft get(DraftId id, Officer of) {
        return find(id, of, false).draft();
    }

    /** The same, locked until the transaction ends. */
    Draft locked(DraftId id, Officer of) {
        return find(id, of, true).draft();
    }

    /**
     * Changes what is saved, if nobody else did since.
     *
     * @param version the version the page began with
     * @param tab which page it is and, behind a colon, its how manieth request; its own earlier saves are no conflict
     * @throws StaleDraft if another page or person saved in between
     * @throws NotAllowed if a colleague has it
     */
    public Draft edit(DraftId id, Officer by, long version, String tab, UnaryOperator<DraftContent> change) {
        var found = find(id, by, true);
        var draft = found.draft();
        requireHolder(draft, by);
        if (!draft.open()) {
            return draft;
        }
        var content = change.apply(draft.content());
        var same = content.equals(draft.content());
        if (Tab.of(tab).overtaken(Tab.of(found.tab()))) {
            return draft; // sent earlier by the same page, come later: what is saved is newer
        }
        var sameTab = Tab.of(tab).same(Tab.of(found.tab()));
        if (version != draft.version() && !sameTab) {
            if (same) {
                return draft; // two windows with the same words: nothing is lost whichever is kept
            }
            throw new StaleDraft(draft, name(found.savedBy()));
        }
        if (same && sameTab) {
            return draft;
        }
        var now = clock.instant();
        var channel = channel(content, draft.channel());
        jdbc.sql("""
                        update intake_draft set content_enc = ?, name = ?, channel = ?, version = version + 1, saved_at = ?,
                            saved_by = ?, saved_tab = ?
                        where id = ?
                        """)
                .params(Arrays.asList(seal(content), title(content), channel.name(), at(now), by.id(), tab, id.id()))
                .update();
        return new Draft(
                id,
                draft.township(),
                draft.holder(),
                draft.firstOfficer(),
                draft.firstContactAt(),
                channel,
                draft.reception(),
                draft.appointment(),
                draft.state(),
                content,
                draft.version() + 1,
                now,
                draft.caseId());
    }

    /** 已受理: the draft has become a case; its content is kept no longer than the case needs it. */
    void submitted(DraftId id, UUID caseId) {
        jdbc.sql("""
                        update intake_draft set state = 'SUBMITTED', case_id = ?, content_enc = ?, version = version + 1
                        where id = ? and state = 'OPEN'
                        """).params(caseId, seal(DraftContent.empty()), id.id()).update();
    }

    /** 放弃: it leaves the lists; it can be taken up again until it is swept away. */
    public void drop(DraftId id, Officer by) {
        requireHolder(get(id, by), by);
        jdbc.sql("update intake_draft set state = 'DROPPED' where id = ? and state = 'OPEN'")
                .param(id.id())
                .update();
        audit.changed(by, "放弃草稿", new Subject(Draft.SUBJECT, id.toString()), "");
    }

    /** 恢复放弃的草稿. */
    public void takeUp(DraftId id, Officer by) {
        requireHolder(get(id, by), by);
        jdbc.sql("update intake_draft set state = 'OPEN' where id = ? and state = 'DROPPED'")
                .param(id.id())
                .update();
    }

    /**
     * 移交 (IN-7): somebody else of the window goes on; who was first stays. Explicit and recorded.
     *
     * @throws NotAllowed if the other is no clerk of the same window
     */
    public void handOver(DraftId id, UUID to, String reason, Officer by) {
        var draft = find(id, by, true).draft();
        if (draft.holder().equals(to)) {
            return;
        }
        if (!draft.heldBy(by.id()) && !to.equals(by.id())) {
            throw new NotAllowed("本件由" + name(draft.holder()) + "填写，只能由填写人移交，或由您接手");
        }
        if (colleagues(by).stream().noneMatch(each -> each.id().equals(to)) && !to.equals(by.id())) {
            throw new NotAllowed("只能移交给本窗口的经办人员");
        }
        if (!by.has(Role.WINDOW_CLERK) || !draft.township().equals(by.townshipCode())) {
            throw new NotAllowed("本件由" + draft.township() + "窗口办理");
        }
        var now = at(clock.instant());
        jdbc.sql("update intake_draft set officer_id = ?, version = version + 1 where id = ?")
                .params(to, id.id())
                .update();
        if (draft.reception() != null) {
            jdbc.sql("""
                            update reception set clerk_id = ?, state = 'SUSPENDED', version = version + 1
                            where id = ? and state <> 'ANSWERED'
                            """).params(to, draft.reception().id()).update();
            jdbc.sql("""
                            insert into reception_event (reception_id, at, kind, officer_id, note)
                            select id, ?, 'TAKEN_OVER', ?, ? from reception where id = ? and state <> 'ANSWERED'
                            """).params(now, to, reason, draft.reception().id()).update();
        }
        jdbc.sql("""
                        insert into intake_handover (id, draft_id, from_id, to_id, by_id, at, reason)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), id.id(), draft.holder(), to, by.id(), now, reason)
                .update();
        audit.changed(by, "移交草稿", new Subject(Draft.SUBJECT, id.toString()), "");
    }

    /** The form follows its reception to whoever took that over. */
    void takenOver(DraftId id, Officer by, String reason) {
        var draft = find(id, by, true).draft();
        if (draft.heldBy(by.id())) {
            return;
        }
        jdbc.sql("update intake_draft set officer_id = ?, version = version + 1 where id = ?")
                .params(by.id(), id.id())
                .update();
        jdbc.sql("""
                        insert into intake_handover (id, draft_id, from_id, to_id, by_id, at, reason)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(UUID.randomUUID(), id.id(), draft.holder(), by.id(), by.id(), at(clock.instant()), reason)
                .update();
    }

    /** The open drafts of the officer's window, the officer's own first, each group the latest saved first. */
    @Transactional(readOnly = true)
    public List<DraftRow> list(Officer of) {
        return jdbc.sql("""
                        select d.id, d.name, d.channel, o.name as holder, d.officer_id, r.ticket, d.started_at, d.saved_at
                        from intake_draft d
                        join officer o on o.id = d.officer_id
                        left join reception r on r.id = d.reception_id
                        where d.state = 'OPEN' and d.township_code = any(?)
                            and (d.version > 0 or d.name is not null)
                        order by d.officer_id = ? desc, d.saved_at desc
                        limit 200
                        """)
                .params(of.scope().townshipArray(), of.id())
                .query((row, n) -> new DraftRow(
                        new DraftId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        Channel.valueOf(row.getString("channel")),
                        row.getString("holder"),
                        row.getObject("officer_id", UUID.class),
                        row.getObject("ticket") == null ? null : Reception.number(row.getInt("ticket")),
                        Sql.instant(row, "started_at"),
                        Sql.instant(row, "saved_at")))
                .list();
    }

    /** 同事: one who may take something over. */
    public record Colleague(UUID id, String name) {}

    /** The other clerks of the officer's window. */
    @Transactional(readOnly = true)
    public List<Colleague> colleagues(Officer of) {
        return jdbc.sql("""
                        select distinct o.id, o.name from officer o join post p on p.officer_id = o.id
                        where p.role = 'WINDOW_CLERK' and p.place_code = any(?) and o.disabled_at is null and o.id <> ?
                        order by o.name
                        """)
                .params(of.scope().townshipArray(), of.id())
                .query((row, n) -> new Colleague(row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }

    /** Name of an officer, 「同事」 if it is not known. */
    public String name(@Nullable UUID officer) {
        return officer == null ? "同事" : officers.names(List.of(officer)).getOrDefault(officer, "同事");
    }

    /** 窗口: a page in a browser; requests are numbered from 1, 0 where the page does not number them. */
    private record Tab(String page, int request) {

        static Tab of(@Nullable String text) {
            var parts = text == null ? new String[] {""} : text.split(":", 2);
            return new Tab(
                    parts[0], parts.length == 2 && parts[1].matches("[0-9]{1,9}") ? Integer.parseInt(parts[1]) : 0);
        }

        boolean same(Tab other) {
            return page.equals(other.page);
        }

        boolean overtaken(Tab saved) {
            return same(saved) && request > 0 && request < saved.request;
        }
    }

    private record Found(
            Draft draft, @Nullable UUID savedBy, @Nullable String tab) {}

    private Found find(DraftId id, Officer of, boolean lock) {
        return jdbc.sql("select %s from intake_draft d where d.id = ? and d.township_code = any(?)%s"
                        .formatted(COLUMNS, lock ? " for update" : ""))
                .params(id.id(), of.scope().townshipArray())
                .query((row, n) ->
                        new Found(map(row), row.getObject("saved_by", UUID.class), row.getString("saved_tab")))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no draft " + id));
    }

    private Draft map(ResultSet row) throws SQLException {
        var reception = row.getObject("reception_id", UUID.class);
        return new Draft(
                new DraftId(row.getObject("id", UUID.class)),
                row.getString("township_code"),
                row.getObject("officer_id", UUID.class),
                row.getObject("first_officer_id", UUID.class),
                Sql.instant(row, "first_contact_at"),
                Channel.valueOf(row.getString("channel")),
                reception == null ? null : new ReceptionId(reception),
                row.getObject("appointment_id", UUID.class),
                DraftState.valueOf(row.getString("state")),
                json.readValue(cipher.decrypt(FIELD, row.getBytes("content_enc")), DraftContent.class),
                row.getLong("version"),
                Sql.instant(row, "saved_at"),
                row.getObject("case_id", UUID.class));
    }

    private byte[] seal(DraftContent content) {
        var text = json.writeValueAsString(content);
        if (text.length() > LARGEST) {
            throw new DraftTooLarge();
        }
        return cipher.encrypt(FIELD, text);
    }

    private void requireHolder(Draft draft, Officer by) {
        if (!draft.heldBy(by.id())) {
            throw new NotAllowed("本件由" + name(draft.holder()) + "填写。要由您继续，请先在草稿清单里接手");
        }
    }

    /** What a list shows: the name as far as it can be shown. */
    private static @Nullable String title(DraftContent content) {
        var name = new StringBuilder();
        content.form()
                .get("name")
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && (c < 0xD800 || c > 0xDFFF))
                .limit(50)
                .forEach(name::appendCodePoint);
        return name.toString().isBlank() ? null : name.toString();
    }

    private static Channel channel(DraftContent content, Channel before) {
        try {
            return Channel.valueOf(content.form().get("channel"));
        } catch (IllegalArgumentException e) {
            return before;
        }
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
