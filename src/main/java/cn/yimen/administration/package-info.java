/**
 * 系统管理: the administrator's pages for places, offices and accounts (REG-1, REG-2, AU-3). Web only: the modules whose
 * facts it shows lie too deep in the ground to know officers, the audit trail and pages.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.yimen.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
