package cn.yimen.notice;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 公示栏 (PB-2): what everybody may read, by township and village. Reads nothing but what was stored to be shown; what is
 * over is gone with its last second, whether or not the job has come by.
 */
@Service
@Transactional(readOnly = true)
public class Board {

    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final NoticeStore store;
    private final Places places;

    Board(JdbcClient jdbc, NoticeStore store, Places places) {
        this.jdbc = jdbc;
        this.store = store;
        this.places = places;
    }

    /** 乡镇 with how many notices hang. */
    public record Town(String code, String name, int count) {}

    /** 村（社区）. */
    public record Village(String name, List<Entry> entries) {
        public Village {
            entries = List.copyOf(entries);
        }
    }

    /** One line of the board. */
    public record Entry(NoticeId id, String name, String title, Instant until) {}

    /**
     * 一份公示.
     *
     * @param township its code, for the way back
     */
    public record Posted(
            NoticeId id, String township, Shown shown, Instant until, String office, String phone, String basis) {}

    /** The townships in which something hangs. */
    public List<Town> towns() {
        return jdbc.sql("""
                        select n.township_code, count(*) as hanging from notice n join deadline d on d.id = n.deadline_id
                        where n.state = 'POSTED' and d.due_at > ? group by n.township_code order by n.township_code
                        """)
                .param(store.edge())
                .query((row, n) -> new Town(
                        row.getString("township_code"), name(row.getString("township_code")), row.getInt("hanging")))
                .list();
    }

    /** What hangs in one township, by village, what ends first on top; empty for an unknown one. */
    public List<Village> villages(String township) {
        var byVillage = new LinkedHashMap<String, List<Entry>>();
        jdbc.sql(NoticeStore.READ + """
                        where n.state = 'POSTED' and d.due_at > ? and n.township_code = ?
                        order by n.village_code nulls first, d.due_at, n.id limit ?
                        """)
                .params(store.edge(), township, MOST)
                .query(NoticeStore::read)
                .list()
                .forEach(row -> byVillage
                        .computeIfAbsent(
                                row.villageCode() == null ? name(township) : name(row.villageCode()),
                                village -> new ArrayList<>())
                        .add(new Entry(
                                row.id(), row.shown().value("申请人"), row.shown().title(), row.endsAt())));
        return byVillage.entrySet().stream()
                .map(each -> new Village(each.getKey(), each.getValue()))
                .toList();
    }

    /** The name of a township; null if there is none of that code. */
    public @Nullable String township(String code) {
        return code.matches("[0-9]{9}")
                ? places.find(new PlaceId(code)).map(place -> place.shortName()).orElse(null)
                : null;
    }

    /** @throws NoSuchElementException if it does not hang, or there is none */
    public Posted posted(NoticeId id) {
        return jdbc.sql(NoticeStore.READ + " where n.id = ? and n.state = 'POSTED' and d.due_at > ?")
                .params(id.id(), store.edge())
                .query(NoticeStore::read)
                .optional()
                .map(row -> new Posted(
                        row.id(),
                        row.townshipCode(),
                        row.shown(),
                        row.endsAt(),
                        name(row.townshipCode()),
                        row.phone(),
                        row.basis()))
                .orElseThrow(() -> new NoSuchElementException("no notice " + id));
    }

    private String name(String code) {
        return places.find(new PlaceId(code)).map(place -> place.shortName()).orElse("");
    }
}
