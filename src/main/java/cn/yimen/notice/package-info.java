/**
 * 公示 (AP-1, PB-2): shows what may be shown of a decision to come, masked by kind, for its days only; takes objections,
 * and keeps the list of those in benefit that stays public. What it is about, it does not know.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.yimen.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
