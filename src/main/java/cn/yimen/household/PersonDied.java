package cn.yimen.household;

import cn.yimen.identity.Officer;
import java.time.LocalDate;

/**
 * 人员死亡 was recorded for the first time; published within the transaction that records it, after the person's row is
 * locked. Death is a chain (lessons 16): what the person receives ends, the household is calculated anew, visits are cancelled.
 *
 * @param by who recorded it
 */
public record PersonDied(PersonId person, LocalDate diedOn, Officer by) {}
