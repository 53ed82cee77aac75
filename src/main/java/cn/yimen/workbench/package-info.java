/**
 * 工作台: one page for whoever signs in, with a section for each post (ui-guide 4.1), and the to-dos that follow from what
 * happens to a case. It has no facts of its own.
 */
@ApplicationModule(allowedDependencies = {"household", "casefile", "intake", "referral", "approval"})
@NullMarked
package cn.yimen.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
