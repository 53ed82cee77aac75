package cn.yimen.intake;

import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The scope of who asks is in each query. */
interface AppointmentRepository extends Repository<Appointment, UUID> {

    Appointment save(Appointment appointment);

    @Query("from Appointment a where a.id = :id and (:district = true or a.townshipCode in :townships)")
    Optional<Appointment> find(UUID id, boolean district, Collection<String> townships);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Appointment a where a.id = :id and (:district = true or a.townshipCode in :townships)")
    Optional<Appointment> findLocked(UUID id, boolean district, Collection<String> townships);

    /** By day and hour: those of these days, and those before them that nobody went to. */
    @Query("""
            from Appointment a
            where (:district = true or a.townshipCode in :townships)
                and (a.visitOn between :from and :to or (a.state = PLANNED and a.visitOn < :from))
            order by a.visitOn, a.visitAt nulls last, a.villageCode, a.id
            """)
    List<Appointment> ofDays(boolean district, Collection<String> townships, LocalDate from, LocalDate to, Limit limit);
}
