/**
 * 待办 (AP-6): what somebody has to do, by when, and where it is done. Modules open a task where the need arises and close
 * it where it is met; the workbench shows them. A task holds no state of its own beyond open and done.
 */
@ApplicationModule
@NullMarked
package cn.yimen.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
