/**
 * 用户、岗位、数据范围 (AU-3): who somebody is, which posts they hold, what they may see, and how they sign in.
 */
@ApplicationModule
@NullMarked
package cn.yimen.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
