/**
 * 核对: what the departments know about applicants and about those in benefit, compared with what was declared (VR-1…4).
 *
 * <p>Contract: a match and a finding are stored facts as of their moment; no request leaves without the signed
 * authorisation of the household (national-rules 2.7); a file that cannot be read changes nothing.
 */
@ApplicationModule(allowedDependencies = {"household", "casefile", "benefit"})
@NullMarked
package cn.yimen.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
