/**
 * 审计 (AU-1): every change and every look at personal data, only ever added to, sealed in chains by a keyed digest.
 *
 * <p>Changes of rows are noticed by the database itself and sealed before the commit of the same transaction, so no
 * service has to remember it; looks and what an officer did in words come through {@link cn.yimen.audit.AuditLog}.
 */
@ApplicationModule
@NullMarked
package cn.yimen.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
