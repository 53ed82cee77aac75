/** 待遇台账的页面. */
@NullMarked
package cn.yimen.benefit.web;

import org.jspecify.annotations.NullMarked;
