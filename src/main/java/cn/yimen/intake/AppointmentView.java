package cn.yimen.intake;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一次出诊预约, as a page reads it.
 *
 * @param visitAt the hour agreed on; null for any of that day
 * @param phone digits; shown masked
 * @param need what is asked for, in a few words
 * @param draft the form that came of it
 */
public record AppointmentView(
        UUID id,
        String township,
        String village,
        String name,
        String phone,
        String houseNo,
        Appointments.Why why,
        String need,
        LocalDate visitOn,
        @Nullable LocalTime visitAt,
        UUID visitorId,
        String visitor,
        Appointments.State state,
        @Nullable UUID draft,
        @Nullable String outcome) {

    public boolean late(LocalDate today) {
        return state == Appointments.State.PLANNED && visitOn.isBefore(today);
    }
}
