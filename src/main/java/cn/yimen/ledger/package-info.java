/**
 * 资金台账: accounts that are only posted to (AP-4). Each posting is counted by the command and again by the database,
 * carries the balance after it, never takes the balance below zero, and is taken back only by a posting of its own. The
 * reserve of a township (备用金) is asked for by the township and paid by the bureau.
 */
@ApplicationModule
@NullMarked
package cn.yimen.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
