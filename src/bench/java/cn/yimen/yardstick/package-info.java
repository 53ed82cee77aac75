/** 尺子: handlers for measuring, on the class path only while {@code Load} measures. */
@NullMarked
package cn.yimen.yardstick;

import org.jspecify.annotations.NullMarked;
