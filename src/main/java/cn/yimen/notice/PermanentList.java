package cn.yimen.notice;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 长期公布 (national-rules 2.7, step 14): applicant's name, number of members and amount of those in benefit, nothing else;
 * not even kept here. A minor is a line without a name and without figures. Whoever leaves is gone from the page at once.
 */
@Service
@Transactional
public class PermanentList {

    private static final int MOST = 2000;

    private final JdbcClient jdbc;
    private final Masking masking;
    private final Places places;
    private final AuditLog audit;
    private final Clock clock;

    PermanentList(JdbcClient jdbc, Masking masking, Places places, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.masking = masking;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 名单的一行, as everybody reads it.
     *
     * @param members null for a minor
     * @param amount null for a minor, and where nothing is paid
     */
    public record Entry(
            UUID id,
            String name,
            @Nullable Integer members,
            @Nullable Money amount) {}

    /** 乡镇 with how many are listed. */
    public record Town(String code, String name, int count) {}

    /** 村（社区）. */
    public record Village(String name, List<Entry> entries) {
        public Village {
            entries = List.copyOf(entries);
        }
    }

    /**
     * 列入, or with new figures: the old line goes, the new one comes.
     *
     * @param subject the benefit it stands for; one line for each
     * @param monthly null where nothing is paid
     * @param minor whether the applicant is under age
     * @param endsOn the first day without it; null if it is open
     */
    public void list(
            Subject subject,
            PlaceId place,
            String applicantName,
            int members,
            @Nullable Money monthly,
            boolean minor,
            @Nullable LocalDate endsOn) {
        remove(subject, "数据更新");
        jdbc.sql("""
                        insert into permanent_list (id, subject_kind, subject_id, township_code, village_code, name, members,
                            amount_fen, listed_at, ends_on)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        subject.kind(),
                        subject.id(),
                        place.township().code(),
                        place.isVillage() ? place.code() : null,
                        masking.name(applicantName, minor).replaceAll("[0-9]", "*"),
                        minor ? null : members,
                        minor || monthly == null ? null : monthly.fen(),
                        Sql.at(clock.instant()),
                        endsOn))
                .update();
    }

    /** 移出: the benefit is over. Nothing happens if it is not listed. */
    public void remove(Subject subject, String why) {
        jdbc.sql("""
                        update permanent_list set removed_at = ?, removed_why = ?
                        where subject_kind = ? and subject_id = ? and removed_at is null
                        """)
                .params(Sql.at(clock.instant()), why, subject.kind(), subject.id())
                .update();
    }

    /**
     * 撤下一行 by hand, because it is wrong.
     *
     * @throws NoSuchElementException if none of the officer's scope is listed
     */
    public void withdraw(UUID id, String why, Officer by) {
        var township = jdbc.sql(
                        "select township_code from permanent_list where id = ? and removed_at is null for update")
                .param(id)
                .query(String.class)
                .optional()
                .filter(code -> by.scope().sees(code, null))
                .orElseThrow(() -> new NoSuchElementException("no entry " + id));
        if (!NoticeScope.mayDecide(by, township)) {
            throw new NotAllowed("名单由乡镇审核人员或区民政局撤下");
        }
        if (why.isBlank()) {
            throw new Conflict("撤下要写原因");
        }
        jdbc.sql("update permanent_list set removed_at = ?, removed_why = ? where id = ?")
                .params(Sql.at(clock.instant()), why, id)
                .update();
        audit.changed(by, "撤下长期公布", new Subject("permanent_list", id.toString()), "");
    }

    /**
     * 一行 of the officer's scope, to be taken off.
     *
     * @throws NoSuchElementException if none of the officer's scope is listed
     */
    @Transactional(readOnly = true)
    public Entry entry(UUID id, Officer by) {
        return jdbc.sql("""
                        select id, name, members, amount_fen from permanent_list
                        where id = :id and removed_at is null and (:district or township_code = any(:townships))
                        """)
                .param("id", id)
                .param("district", by.scope().district())
                .param("townships", by.scope().townshipArray())
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no entry " + id));
    }

    /** Whether the officer may take lines of a township off. */
    public static boolean mayWithdraw(Officer by, String township) {
        return NoticeScope.mayDecide(by, township);
    }

    /** The townships in which somebody is listed. */
    @Transactional(readOnly = true)
    public List<Town> towns() {
        return jdbc.sql("""
                        select township_code, count(*) as listed from permanent_list
                        where removed_at is null and (ends_on is null or ends_on > ?)
                        group by township_code order by township_code
                        """)
                .param(LocalDate.now(clock))
                .query((row, n) -> new Town(
                        row.getString("township_code"), name(row.getString("township_code")), row.getInt("listed")))
                .list();
    }

    /** Who is listed in one township, by village. */
    @Transactional(readOnly = true)
    public List<Village> villages(String township) {
        var byVillage = new LinkedHashMap<String, List<Entry>>();
        jdbc.sql("""
                        select id, village_code, name, members, amount_fen from permanent_list
                        where township_code = ? and removed_at is null and (ends_on is null or ends_on > ?)
                        order by village_code nulls first, listed_at, id limit ?
                        """).params(township, LocalDate.now(clock), MOST).query(row -> {
            var village = row.getString("village_code");
            byVillage
                    .computeIfAbsent(name(village == null ? township : village), each -> new ArrayList<>())
                    .add(read(row));
        });
        return byVillage.entrySet().stream()
                .map(each -> new Village(each.getKey(), each.getValue()))
                .toList();
    }

    private static Entry read(ResultSet row) throws SQLException {
        var fen = row.getLong("amount_fen");
        var amount = row.wasNull() ? null : new Money(fen);
        var members = row.getInt("members");
        return new Entry(Sql.id(row, "id"), row.getString("name"), members == 0 ? null : members, amount);
    }

    private String name(String code) {
        return places.find(new PlaceId(code)).map(place -> place.shortName()).orElse("");
    }
}
