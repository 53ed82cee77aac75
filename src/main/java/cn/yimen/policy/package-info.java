/**
 * 政策参数与事项清单 (REG-3, REG-5): every number a policy can change, chosen by a day and with its legal basis, and the
 * catalogue of items with its versions. Nothing here is changed in place: a new value or version takes effect from a day.
 */
@ApplicationModule
@NullMarked
package cn.yimen.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
