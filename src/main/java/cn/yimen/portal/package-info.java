/**
 * 公众端 (PB-1, PB-2, IN-10): what can be applied for and where, which help may fit a household, notices and objections to
 * them, and rating with the receipt.
 * No session, no personal data.
 */
@ApplicationModule(allowedDependencies = {"household", "eligibility", "casefile", "notice"})
@NullMarked
package cn.yimen.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
