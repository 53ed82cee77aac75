/**
 * 个案与事项 (IN-5…IN-8, IN-10, IN-11, EL-1): what was accepted, under which number, what each item needs, who is
 * responsible, what happened and how it ended. A case (个案) is one application; each of its items is a matter (事项) with
 * its own path, limits and state. The path of another department's matter is {@code referral}, which writes the outcome
 * back through {@link cn.yimen.casefile.Matters}.
 */
@ApplicationModule(allowedDependencies = {"household", "eligibility", "document"})
@NullMarked
package cn.yimen.casefile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
