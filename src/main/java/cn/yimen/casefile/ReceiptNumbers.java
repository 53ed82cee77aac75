package cn.yimen.casefile;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 编号: the counter's row stays locked until the case is committed, so that a case that fails gives its number to the
 * next one and there is no gap. Asked for last, to hold the lock briefly.
 */
@Component
class ReceiptNumbers {

    private final JdbcClient jdbc;
    private final Places places;

    ReceiptNumbers(JdbcClient jdbc, Places places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    Numbered next(PlaceId township, LocalDate day) {
        var letters = places.get(township).letters();
        if (letters == null) {
            throw new IllegalStateException("no letters for " + township);
        }
        var number = jdbc.sql("""
                        insert into case_number as n (township_code, year, last) values (?, ?, 1)
                        on conflict (township_code, year) do update set last = n.last + 1
                        returning last
                        """)
                .params(township.code(), day.getYear())
                .query(Integer.class)
                .single();
        return new Numbered(ReceiptNumber.of(day.getYear(), letters, number), day.getYear(), number);
    }

    record Numbered(ReceiptNumber text, int year, int number) {}
}
