package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Channel;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 出诊预约 (IN-3): home visits for the old, the weak, the sick, the disabled and the pregnant, arranged mostly by telephone. */
@Service
@Transactional
public class Appointments {

    private final AppointmentStore appointments;
    private final Officers officers;
    private final Drafts drafts;
    private final AuditLog audit;
    private final Clock clock;

    Appointments(AppointmentStore appointments, Officers officers, Drafts drafts, AuditLog audit, Clock clock) {
        this.appointments = appointments;
        this.officers = officers;
        this.drafts = drafts;
        this.audit = audit;
        this.clock = clock;
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
        requireColleague(wanted.visitor(), by);
        var appointment = Appointment.of(township, wanted, clock.instant(), by);
        appointments.insert(appointment);
        return appointment.id();
    }

    /** 改期. */
    public void move(UUID id, LocalDate on, @Nullable LocalTime at, UUID visitor, Officer by) {
        var appointment = appointments.locked(id, by).planned();
        requireColleague(visitor, by);
        appointments.update(appointment.moved(on, at, visitor));
    }

    /** 到户了: opens the form of the visit; a second time the same one. */
    public DraftId visit(UUID id, Officer by) {
        var appointment = appointments.locked(id, by);
        var form = appointment.form();
        if (form == null) {
            form = drafts.create(
                    by, Channel.HOME_VISIT, null, id, appointment.planned().known());
            appointments.update(appointment.visited(form, clock.instant()));
        }
        return form;
    }

    /** 未见到 or 取消. */
    public void end(UUID id, State state, String outcome, Officer by) {
        appointments.update(appointments.locked(id, by).endedWithoutVisit(state, outcome, clock.instant()));
    }

    /** The form of the visit became a case. */
    void accepted(UUID id, Officer by) {
        audit.changed(by, "出诊受理", new Subject("appointment", id.toString()), "");
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public AppointmentView get(UUID id, Officer of) {
        audit.opened(of, new Subject("appointment", id.toString()), "出诊预约", "安排上门");
        return appointments
                .find(id, of)
                .map(found -> named(List.of(found)).get(0))
                .orElseThrow(() -> new NoSuchElementException("no appointment " + id));
    }

    /** Those still to be made, the late ones too, by day and hour; and those of the last days that are over. */
    @Transactional(readOnly = true)
    public List<AppointmentView> list(LocalDate from, LocalDate to, Officer of) {
        return named(appointments.ofDays(from, to, of));
    }

    private void requireColleague(UUID visitor, Officer by) {
        if (!visitor.equals(by.id())
                && drafts.colleagues(by).stream().noneMatch(each -> each.id().equals(visitor))) {
            throw new NotAllowed("上门的人应是本窗口的经办人员");
        }
    }

    private List<AppointmentView> named(List<Appointment> found) {
        var names = officers.names(found.stream().map(Appointment::visitorId).collect(Collectors.toSet()));
        return found.stream()
                .map(each -> each.view(names.getOrDefault(each.visitorId(), "")))
                .toList();
    }
}
