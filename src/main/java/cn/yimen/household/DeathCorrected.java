package cn.yimen.household;

import cn.yimen.identity.Officer;
import java.time.LocalDate;

/**
 * 死亡登记已更正: the person lives; published within the transaction that puts it right. What the death ended is brought back by
 * people, nothing by itself.
 *
 * @param diedOn the day that had been registered
 * @param reason why it was wrong
 * @param by who put it right
 */
public record DeathCorrected(PersonId person, LocalDate diedOn, String reason, Officer by) {}
