package cn.yimen.calendar;

import java.io.Serializable;

/**
 * 时限种类. The module whose limit it is declares it as a constant, e.g.
 * {@code DeadlineKind.promise("referral.dispatch", "转办")}.
 *
 * @param code stable name, in figures and in the database
 * @param name as the page calls it, without 「时限」
 * @param end when on its last day it is over
 */
public record DeadlineKind(String code, String name, End end) implements Serializable {

    /** 到期时刻. */
    public enum End {
        /** 法定时限: with the day, at 24 o'clock. */
        DAY,
        /** 承诺时限: with the office hours. */
        OFFICE_HOURS,
        /** 计时: to the second; for limits in minutes. */
        INSTANT
    }

    /** 法定时限, in days; over at the end of its last day. */
    public static DeadlineKind statute(String code, String name) {
        return new DeadlineKind(code, name, End.DAY);
    }

    /** 承诺时限, in days; over when the office closes on its last day. */
    public static DeadlineKind promise(String code, String name) {
        return new DeadlineKind(code, name, End.OFFICE_HOURS);
    }

    /** 计时, in minutes. */
    public static DeadlineKind clock(String code, String name) {
        return new DeadlineKind(code, name, End.INSTANT);
    }
}
