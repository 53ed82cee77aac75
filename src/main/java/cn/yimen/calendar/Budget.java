package cn.yimen.calendar;

import java.io.Serializable;

/** 时限长度:so many working days, calendar days or minutes. */
public record Budget(Unit unit, int amount) implements Serializable {

    /** 计量单位. */
    public enum Unit {
        WORKING_DAYS("个工作日"),
        CALENDAR_DAYS("天"),
        MINUTES("分钟");

        private final String words;

        Unit(String words) {
            this.words = words;
        }
    }

    public Budget {
        if (amount < (unit == Unit.MINUTES ? 1 : 0)) {
            throw new IllegalArgumentException("a limit is not negative: " + amount);
        }
    }

    /** @param n 0 means the working day of the start itself */
    public static Budget workingDays(int n) {
        return new Budget(Unit.WORKING_DAYS, n);
    }

    /** Days of the week all alike (公示 7 天); the last one moves off a holiday where the policy says so. */
    public static Budget calendarDays(int n) {
        return new Budget(Unit.CALENDAR_DAYS, n);
    }

    /** Minutes by the clock, in and out of office hours. */
    public static Budget minutes(int n) {
        return new Budget(Unit.MINUTES, n);
    }

    Budget plus(int more) {
        return new Budget(unit, Math.addExact(amount, more));
    }

    /** {@code 6 个工作日}, {@code 7 天}, {@code 15 分钟}, {@code 8 小时}. */
    public String words() {
        if (unit == Unit.MINUTES && amount % 60 == 0) {
            return amount / 60 + " 小时";
        }
        return amount + " " + unit.words;
    }
}
