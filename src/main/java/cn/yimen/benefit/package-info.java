/**
 * 待遇 (BN-1): what a household or a person receives, from which month, in which parts and why; every change is added and
 * none overwritten, so that any month can be told again. One-time assistance is beside it.
 *
 * <p>Contract: {@link cn.yimen.benefit.Awards} is the only door. Who may decide, and on what, is the business of the module that
 * decides; here stand the rules an award itself has: two of one kind never run at once, it starts in the month after the
 * decision, a gradual exit is not for property, death or fraud, and who died receives nothing from the month after.
 */
@ApplicationModule(allowedDependencies = {"household", "eligibility", "casefile"})
@NullMarked
package cn.yimen.benefit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
