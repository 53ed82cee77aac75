/** 值对象: exact money, rounding, identity numbers, legal basis. Checked when made, never again. */
@ApplicationModule
@NullMarked
package cn.yimen.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
