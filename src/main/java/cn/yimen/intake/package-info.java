/**
 * 一门受理 (IN-1…8, IN-10): the reception at the window with its clock, the one form with its draft and preview, the
 * one-time notice, appointments for home visits, and the submission that opens a case.
 */
@ApplicationModule(allowedDependencies = {"household", "eligibility", "casefile", "benefit", "integrity", "document"})
@NullMarked
package cn.yimen.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
