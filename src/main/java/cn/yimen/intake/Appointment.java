package cn.yimen.intake;

import cn.yimen.identity.Officer;
import cn.yimen.intake.Appointments.State;
import cn.yimen.intake.Appointments.Why;
import cn.yimen.pages.Conflict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 出诊预约: one visit to one door. It is changed by the verbs below, and only as long as it is planned. */
record Appointment(
        UUID id,
        String townshipCode,
        String villageCode,
        String name,
        String phone,
        String houseNo,
        Why why,
        String need,
        LocalDate visitOn,
        @Nullable LocalTime visitAt,
        UUID visitorId,
        State state,
        @Nullable UUID draftId,
        Instant takenAt,
        UUID takenBy,
        @Nullable Instant endedAt,
        @Nullable String outcome) {

    /** 预约: agreed on just now. */
    static Appointment of(String township, Appointments.Wanted wanted, Instant now, Officer by) {
        return new Appointment(
                UUID.randomUUID(),
                township,
                wanted.village(),
                wanted.name(),
                wanted.phone(),
                wanted.houseNo(),
                wanted.why(),
                wanted.need(),
                wanted.visitOn(),
                wanted.visitAt(),
                wanted.visitor(),
                State.PLANNED,
                null,
                now,
                by.id(),
                null,
                null);
    }

    /** 改期. */
    Appointment moved(LocalDate on, @Nullable LocalTime at, UUID visitor) {
        return planned().with(on, at, visitor, state, draftId, endedAt, outcome);
    }

    /** 到户了: the form that came of it. */
    Appointment visited(DraftId form, Instant now) {
        return planned().with(visitOn, visitAt, visitorId, State.DONE, form.id(), now, outcome);
    }

    /** 未见到 or 取消, with what was found. */
    Appointment endedWithoutVisit(State how, String found, Instant now) {
        if (how != State.NOBODY && how != State.CANCELLED) {
            throw new IllegalArgumentException("not an end without a visit: " + how);
        }
        return planned().with(visitOn, visitAt, visitorId, how, draftId, now, found);
    }

    /** @throws Conflict if it is over already */
    Appointment planned() {
        if (state != State.PLANNED) {
            throw new Conflict("这次预约" + state.words() + "，不能再改");
        }
        return this;
    }

    @Nullable
    DraftId form() {
        return draftId == null ? null : new DraftId(draftId);
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

    private Appointment with(
            LocalDate on,
            @Nullable LocalTime at,
            UUID visitor,
            State next,
            @Nullable UUID draft,
            @Nullable Instant ended,
            @Nullable String found) {
        return new Appointment(
                id,
                townshipCode,
                villageCode,
                name,
                phone,
                houseNo,
                why,
                need,
                on,
                at,
                visitor,
                next,
                draft,
                takenAt,
                takenBy,
                ended,
                found);
    }
}
