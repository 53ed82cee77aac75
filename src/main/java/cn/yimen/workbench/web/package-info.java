/** 工作台的页面. */
@NullMarked
package cn.yimen.workbench.web;

import org.jspecify.annotations.NullMarked;
