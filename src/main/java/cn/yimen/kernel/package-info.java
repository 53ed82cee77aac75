/**
 * 值对象: exact money, rounding, identity numbers, legal basis. Checked when made, never again. And what every module asks the
 * database by: {@link cn.yimen.kernel.Sql}, {@link cn.yimen.kernel.Questions}.
 */
@ApplicationModule
@NullMarked
package cn.yimen.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
