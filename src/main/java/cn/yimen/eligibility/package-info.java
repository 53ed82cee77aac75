/**
 * 资格与待遇测算:the means test (EL-1…4, EL-7). Pure: household facts and the parameters of a day in, an explained result out; no
 * clock, no database, no framework, no number of the policy in the code.
 *
 * <p>Contract: {@link cn.yimen.eligibility.MeansTest} evaluates the whole ladder at once and gives an {@link
 * cn.yimen.eligibility.Assessment}, which is stored as it is and replayed later; {@link cn.yimen.eligibility.Comparison} compares
 * two of them; {@link cn.yimen.eligibility.GradualExit} and {@link cn.yimen.eligibility.BackPay} say what is paid in which month;
 * {@link cn.yimen.eligibility.SpokenAnswer} says it to the citizen.
 */
@ApplicationModule(allowedDependencies = {"household"})
@NullMarked
package cn.yimen.eligibility;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
