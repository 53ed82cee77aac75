/**
 * 人员与家庭:who lives together, their income, property, expenses and supporters (HH-1…6).
 *
 * <p>Contract: {@link cn.yimen.household.HouseholdFacts} and the records it is made of are plain values as of a day, without
 * names, numbers or addresses; the means test reads nothing else. Any module may make one, e.g. for a preview.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.yimen.household;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
