package cn.yimen.intake;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 出诊预约的存取: the scope of who asks is in each query; the telephone number is sealed (AU-2). */
@Component
class AppointmentStore {

    private static final String PHONE = "appointment.phone";
    /** More than a township's window can make in the days of one page. */
    private static final int MOST = 300;

    private static final String SCOPE = "(:district or a.township_code = any(:townships))";

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    AppointmentStore(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @Bean
    static EncryptedColumn appointmentPhoneColumn() {
        return new EncryptedColumn("appointment", "phone_enc", PHONE);
    }

    void insert(Appointment appointment) {
        jdbc.sql("""
                        insert into appointment (id, township_code, village_code, name, phone_enc, house_no, why, need,
                            visit_on, visit_at, visitor_id, state, taken_at, taken_by)
                        values (:id, :township, :village, :name, :phone, :houseNo, :why, :need,
                            :on, :at, :visitor, :state, :takenAt, :takenBy)
                        """)
                .param("id", appointment.id())
                .param("township", appointment.townshipCode())
                .param("village", appointment.villageCode())
                .param("name", appointment.name())
                .param("phone", cipher.encrypt(PHONE, appointment.phone()))
                .param("houseNo", appointment.houseNo())
                .param("why", appointment.why().name())
                .param("need", appointment.need())
                .param("on", appointment.visitOn())
                .param("at", appointment.visitAt())
                .param("visitor", appointment.visitorId())
                .param("state", appointment.state().name())
                .param("takenAt", Sql.at(appointment.takenAt()))
                .param("takenBy", appointment.takenBy())
                .update();
    }

    /** What its verbs change; the row is {@link #locked} by who calls them. */
    void update(Appointment appointment) {
        var endedAt = appointment.endedAt();
        jdbc.sql("""
                        update appointment set visit_on = :on, visit_at = :at, visitor_id = :visitor, state = :state,
                            draft_id = :draft, ended_at = :endedAt, outcome = :outcome, version = version + 1
                        where id = :id
                        """)
                .param("on", appointment.visitOn())
                .param("at", appointment.visitAt())
                .param("visitor", appointment.visitorId())
                .param("state", appointment.state().name())
                .param("draft", appointment.draftId())
                .param("endedAt", endedAt == null ? null : Sql.at(endedAt))
                .param("outcome", appointment.outcome())
                .param("id", appointment.id())
                .update();
    }

    Optional<Appointment> find(UUID id, Officer of) {
        return jdbc.sql("select a.* from appointment a where a.id = :id and " + SCOPE)
                .param("id", id)
                .params(scope(of))
                .query(this::read)
                .optional();
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    Appointment locked(UUID id, Officer of) {
        return jdbc.sql("select a.* from appointment a where a.id = :id and " + SCOPE + " for update")
                .param("id", id)
                .params(scope(of))
                .query(this::read)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no appointment " + id));
    }

    /** By day and hour: those of these days, and those before them that nobody went to. */
    List<Appointment> ofDays(LocalDate from, LocalDate to, Officer of) {
        return jdbc.sql("""
                        select a.* from appointment a
                        where %s and (a.visit_on between :from and :to or (a.state = 'PLANNED' and a.visit_on < :from))
                        order by a.visit_on, a.visit_at nulls last, a.village_code, a.id limit %d
                        """.formatted(SCOPE, MOST))
                .params(scope(of))
                .param("from", from)
                .param("to", to)
                .query(this::read)
                .list();
    }

    private static Map<String, Object> scope(Officer of) {
        var scope = of.scope();
        return Map.of(
                "district", scope.district(), "townships", scope.townships().toArray(String[]::new));
    }

    private Appointment read(ResultSet row, int n) throws SQLException {
        return new Appointment(
                Sql.id(row, "id"),
                row.getString("township_code"),
                row.getString("village_code"),
                row.getString("name"),
                cipher.decrypt(PHONE, row.getBytes("phone_enc")),
                row.getString("house_no"),
                Appointments.Why.valueOf(row.getString("why")),
                row.getString("need"),
                row.getObject("visit_on", LocalDate.class),
                row.getObject("visit_at", LocalTime.class),
                Sql.id(row, "visitor_id"),
                Appointments.State.valueOf(row.getString("state")),
                Sql.idOrNull(row, "draft_id"),
                Sql.instant(row, "taken_at"),
                Sql.id(row, "taken_by"),
                Sql.instantOrNull(row, "ended_at"),
                row.getString("outcome"));
    }
}
