package cn.yimen.eligibility;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * 提标补发: what is paid in a month when amounts of earlier months became due later than they were paid (national-rules W14).
 *
 * @param regular due for the month itself
 * @param lines earlier months with a difference, oldest first; negative where too much was paid
 */
public record BackPay(YearMonth month, Money regular, List<Line> lines) implements Serializable {

    /** 一个月的应发与已发. */
    public record Line(YearMonth month, Money due, Money paid) implements Serializable {

        /** 补发; negative for 追缴. */
        public Money difference() {
            return due.minus(paid);
        }
    }

    public BackPay {
        lines = List.copyOf(lines);
    }

    /**
     * @param due by month, by the parameters now known; holds {@code month}
     * @param paid by month; a month of {@code due} that is not in it was not paid at all
     * @throws IllegalArgumentException if nothing is said about {@code month}
     */
    public static BackPay settle(YearMonth month, Map<YearMonth, Money> due, Map<YearMonth, Money> paid) {
        var regular = due.get(month);
        if (regular == null) {
            throw new IllegalArgumentException("nothing due is given for " + month);
        }
        var lines = new ArrayList<Line>();
        for (var entry : new TreeMap<>(due).headMap(month).entrySet()) {
            var line = new Line(entry.getKey(), entry.getValue(), paid.getOrDefault(entry.getKey(), Money.ZERO));
            if (line.difference().signum() != 0) {
                lines.add(line);
            }
        }
        return new BackPay(month, regular, lines);
    }

    /** 补发合计. */
    public Money arrears() {
        var sum = Money.ZERO;
        for (var line : lines) {
            sum = sum.plus(line.difference());
        }
        return sum;
    }

    /** 本月实发. */
    public Money total() {
        return regular.plus(arrears());
    }
}
