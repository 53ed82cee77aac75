/**
 * 演示区县: an invented district that has lived for three months, and any number of households for measuring. The people
 * are invented, their identity numbers bear the unassigned division code 520499. Knows everybody; nobody knows it.
 */
@ApplicationModule
@NullMarked
package cn.yimen.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
