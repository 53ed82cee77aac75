/**
 * 系统管理: the administrator's pages for places, offices, accounts, calendar, policy parameters and catalogue (REG-1…5,
 * AU-3), the last three read-only for everybody else (政策速查). Web only: the modules whose facts it shows lie too deep
 * in the ground to know officers, the audit trail and pages.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.yimen.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
