/** 装配: database, security chain, clock, profiles. */
@ApplicationModule
@NullMarked
package cn.yimen.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
