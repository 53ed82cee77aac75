package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Channel;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 出诊预约 (IN-3): home visits for the old, the weak, the sick, the disabled and the pregnant, arranged mostly by telephone. */
@Service
@Transactional
public class Appointments {

    private static final String FIELD = "appointment.phone";

    private static final String COLUMNS = """
            a.id, a.township_code, a.village_code, a.name, a.phone_enc, a.house_no, a.why, a.need, a.visit_on, a.visit_at,
            a.visitor_id, a.state, a.draft_id, a.taken_at, a.taken_by, a.outcome
            """;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Officers officers;
    private final Drafts drafts;
    private final AuditLog audit;
    private final Clock clock;

    Appointments(JdbcClient jdbc, FieldCipher cipher, Officers officers, Drafts drafts, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.officers = officers;
        this.drafts = drafts;
        this.audit = audit;
        this.clock = clock;
    }

    @Bean
    static EncryptedColumn appointmentPhone() {
        return new EncryptedColumn("appointment", "phone_enc", FIELD);
    }

    /** 上门原因. */
    public enum Why {
        OLD("年老"),
        WEAK("体弱"),
        SICK("患病"),
        DISABLED("残疾"),
        PREGNANT("怀孕"),
        OTHER("其他不便");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 预约状态. */
    public enum State {
        PLANNED("待上门", "blue"),
        DONE("已上门", "green"),
        NOBODY("未见到", "amber"),
        CANCELLED("已取消", "grey");

        private final String words;
        private final String colour;

        State(String words, String colour) {
            this.words = words;
            this.colour = colour;
        }

        public String words() {
            return words;
        }

        public String colour() {
            return colour;
        }
    }

    /**
     * 一次预约.
     *
     * @param visitAt the hour agreed on; null for any of that day
     * @param phone digits; shown masked
     * @param need what is asked for, in a few words
     * @param draft the form that came of it
     */
    public record Appointment(
            UUID id,
            String township,
            String village,
            String name,
            String phone,
            String houseNo,
            Why why,
            String need,
            LocalDate visitOn,
            @Nullable LocalTime visitAt,
            UUID visitorId,
            String visitor,
            State state,
            @Nullable UUID draft,
            @Nullable String outcome) {

        public boolean late(LocalDate today) {
            return state == State.PLANNED && visitOn.isBefore(today);
        }
    }

    /** 要约的. */
    public record Wanted(
            String village,
            String name,
            String phone,
            String houseNo,
            Why why,
            String need,
            LocalDate visitOn,
            @Nullable LocalTime visitAt,
            UUID visitor) {}

    /** 预约. */
    public UUID arrange(Wanted wanted, Officer by) {
        var township = by.townshipCode();
        if (township == null || !wanted.village().startsWith(township)) {
            throw new NotAllowed("只能预约本乡镇（街道）的住户");
        }
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into appointment (id, township_code, village_code, name, phone_enc, house_no, why, need,
                            visit_on, visit_at, visitor_id, state, taken_at, taken_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLANNED', ?, ?)
                        """)
                .params(Arrays.asList(
                        id,
                        township,
                        wanted.village(),
                        wanted.name(),
                        cipher.encrypt(FIELD, wanted.phone()),
                        wanted.houseNo(),
                        wanted.why().name(),
                        wanted.need(),
                        wanted.visitOn(),
                        wanted.visitAt(),
                        visitor(wanted.visitor(), by),
                        now(),
                        by.id()))
                .update();
        return id;
    }

    /** 改期. */
    public void move(UUID id, LocalDate on, @Nullable LocalTime at, UUID visitor, Officer by) {
        requirePlanned(find(id, by, true));
        jdbc.sql(
                        "update appointment set visit_on = ?, visit_at = ?, visitor_id = ?, version = version + 1 where id = ?")
                .params(Arrays.asList(on, at, visitor(visitor, by), id))
                .update();
    }

    /** 到户了: opens the form of the visit; a second time the same one. */
    public DraftId visit(UUID id, Officer by) {
        var appointment = find(id, by, true);
        if (appointment.draft() != null) {
            return new DraftId(appointment.draft());
        }
        requirePlanned(appointment);
        var known = Typed.of(
                "name", appointment.name(),
                "phone", appointment.phone(),
                "village", appointment.village(),
                "houseNo", appointment.houseNo(),
                "story", appointment.need());
        var draft = drafts.create(by, Channel.HOME_VISIT, null, id, known);
        jdbc.sql(
                        "update appointment set state = 'DONE', draft_id = ?, ended_at = ?, version = version + 1 where id = ?")
                .params(draft.id(), now(), id)
                .update();
        return draft;
    }

    /** 未见到 or 取消. */
    public void end(UUID id, State state, String outcome, Officer by) {
        if (state != State.NOBODY && state != State.CANCELLED) {
            throw new IllegalArgumentException("not an end without a visit: " + state);
        }
        requirePlanned(find(id, by, true));
        jdbc.sql("update appointment set state = ?, outcome = ?, ended_at = ?, version = version + 1 where id = ?")
                .params(state.name(), outcome, now(), id)
                .update();
    }

    /** The form of the visit became a case. */
    void accepted(UUID id, Officer by) {
        audit.changed(by, "出诊受理", new Subject("appointment", id.toString()), "");
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public Appointment get(UUID id, Officer of) {
        audit.opened(of, new Subject("appointment", id.toString()), "出诊预约", "安排上门");
        return find(id, of, false);
    }

    /** Those still to be made, the late ones too, by day and hour; and those of the last days that are over. */
    @Transactional(readOnly = true)
    public List<Appointment> list(LocalDate from, LocalDate to, Officer of) {
        return named(jdbc.sql("""
                        select %s from appointment a
                        where (:district or a.township_code = any(:townships))
                            and (a.visit_on between :from and :to or (a.state = 'PLANNED' and a.visit_on < :from))
                        order by a.visit_on, a.visit_at nulls last, a.village_code, a.id
                        limit 300
                        """.formatted(COLUMNS))
                .param("district", of.scope().district())
                .param("townships", of.scope().townshipArray())
                .param("from", from)
                .param("to", to)
                .query((row, n) -> map(row))
                .list());
    }

    private UUID visitor(UUID wanted, Officer by) {
        if (!wanted.equals(by.id())
                && drafts.colleagues(by).stream().noneMatch(each -> each.id().equals(wanted))) {
            throw new NotAllowed("上门的人应是本窗口的经办人员");
        }
        return wanted;
    }

    private static void requirePlanned(Appointment appointment) {
        if (appointment.state() != State.PLANNED) {
            throw new Conflict("这次预约" + appointment.state().words() + "，不能再改");
        }
    }

    private Appointment find(UUID id, Officer of, boolean lock) {
        return named(jdbc.sql("select %s from appointment a where a.id = ? and (? or a.township_code = any(?))%s"
                                .formatted(COLUMNS, lock ? " for update" : ""))
                        .params(id, of.scope().district(), of.scope().townshipArray())
                        .query((row, n) -> map(row))
                        .list())
                .stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no appointment " + id));
    }

    private List<Appointment> named(List<Appointment> found) {
        var people = new HashSet<UUID>();
        found.forEach(each -> people.add(each.visitorId()));
        var names = officers.names(people);
        return found.stream()
                .map(each -> new Appointment(
                        each.id(),
                        each.township(),
                        each.village(),
                        each.name(),
                        each.phone(),
                        each.houseNo(),
                        each.why(),
                        each.need(),
                        each.visitOn(),
                        each.visitAt(),
                        each.visitorId(),
                        names.getOrDefault(each.visitorId(), ""),
                        each.state(),
                        each.draft(),
                        each.outcome()))
                .toList();
    }

    private Appointment map(ResultSet row) throws SQLException {
        return new Appointment(
                row.getObject("id", UUID.class),
                row.getString("township_code"),
                row.getString("village_code"),
                row.getString("name"),
                cipher.decrypt(FIELD, row.getBytes("phone_enc")),
                row.getString("house_no"),
                Why.valueOf(row.getString("why")),
                row.getString("need"),
                row.getObject("visit_on", LocalDate.class),
                row.getObject("visit_at", LocalTime.class),
                row.getObject("visitor_id", UUID.class),
                "",
                State.valueOf(row.getString("state")),
                row.getObject("draft_id", UUID.class),
                row.getString("outcome"));
    }

    private OffsetDateTime now() {
        return clock.instant().atZone(clock.getZone()).toOffsetDateTime();
    }
}
