/** 诚信与责任的页面. */
@NullMarked
package cn.yimen.integrity.web;

import org.jspecify.annotations.NullMarked;
