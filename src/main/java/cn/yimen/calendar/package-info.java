/**
 * 工作日历与时限 (REG-4, RF-2): which days are worked, and every limit counted in them. What is overdue is decided here
 * and nowhere else: pages, worklists, jobs and figures ask {@link cn.yimen.calendar.Deadlines} or compare with the
 * database function {@code deadline_level}, which reads the same instants.
 */
@ApplicationModule
@NullMarked
package cn.yimen.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
