/** 后台作业的页面. */
@NullMarked
package cn.yimen.job.web;

import org.jspecify.annotations.NullMarked;
