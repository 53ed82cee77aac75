/**
 * 转办: hands another department's matter to that department and follows it until the applicant knows the answer, with its
 * own clocks, urging and overruns (RF-1…RF-4). Passing on to charities (转介) is {@code charity}.
 */
@ApplicationModule(allowedDependencies = {"casefile", "household", "document"})
@NullMarked
package cn.yimen.referral;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
