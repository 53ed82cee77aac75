package cn.yimen.intake;

import cn.yimen.identity.Officer;
import cn.yimen.pages.Conflict;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** 出诊预约: one visit to one door. It is changed by the verbs below, and only as long as it is planned. */
@Entity
@Table(name = "appointment")
class Appointment implements Persistable<UUID> {

    @Id
    private UUID id;

    private String townshipCode;
    private String villageCode;
    private String name;

    @Convert(converter = AppointmentPhone.class)
    @Column(name = "phone_enc")
    private String phone;

    private String houseNo;

    @Enumerated(EnumType.STRING)
    private Appointments.Why why;

    private String need;
    private LocalDate visitOn;
    private @Nullable LocalTime visitAt;
    private UUID visitorId;

    @Enumerated(EnumType.STRING)
    private Appointments.State state;

    private @Nullable UUID draftId;
    private Instant takenAt;
    private UUID takenBy;
    private @Nullable Instant endedAt;
    private @Nullable String outcome;

    /** Null until it is stored. */
    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // by the persistence provider
    protected Appointment() {}

    /** 预约: agreed on just now. */
    Appointment(String township, Appointments.Wanted wanted, Instant now, Officer by) {
        this.id = UUID.randomUUID();
        this.townshipCode = township;
        this.villageCode = wanted.village();
        this.name = wanted.name();
        this.phone = wanted.phone();
        this.houseNo = wanted.houseNo();
        this.why = wanted.why();
        this.need = wanted.need();
        this.visitOn = wanted.visitOn();
        this.visitAt = wanted.visitAt();
        this.visitorId = wanted.visitor();
        this.state = Appointments.State.PLANNED;
        this.takenAt = now;
        this.takenBy = by.id();
    }

    /** 改期. */
    void move(LocalDate on, @Nullable LocalTime at, UUID visitor) {
        requirePlanned();
        visitOn = on;
        visitAt = at;
        visitorId = visitor;
    }

    /** 到户了: the form that came of it. */
    void visited(DraftId form, Instant now) {
        end(Appointments.State.DONE, now);
        draftId = form.id();
    }

    /** 未见到 or 取消, with what was found. */
    void endWithoutVisit(Appointments.State how, String found, Instant now) {
        if (how != Appointments.State.NOBODY && how != Appointments.State.CANCELLED) {
            throw new IllegalArgumentException("not an end without a visit: " + how);
        }
        end(how, now);
        outcome = found;
    }

    private void end(Appointments.State next, Instant now) {
        requirePlanned();
        state = next;
        endedAt = now;
    }

    /** @throws Conflict if it is over already */
    void requirePlanned() {
        if (state != Appointments.State.PLANNED) {
            throw new Conflict("这次预约" + state.words() + "，不能再改");
        }
    }

    @Nullable
    DraftId form() {
        return draftId == null ? null : new DraftId(draftId);
    }

    UUID visitor() {
        return visitorId;
    }

    /** What the form of the visit begins with. */
    Typed known() {
        return Typed.of("name", name, "phone", phone, "village", villageCode, "houseNo", houseNo, "story", need);
    }

    AppointmentView view(String visitor) {
        return new AppointmentView(
                id,
                townshipCode,
                villageCode,
                name,
                phone,
                houseNo,
                why,
                need,
                visitOn,
                visitAt,
                visitorId,
                visitor,
                state,
                draftId,
                outcome);
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return version == null;
    }
}
