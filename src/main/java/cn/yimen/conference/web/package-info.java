/** 个案会商的页面. */
@NullMarked
package cn.yimen.conference.web;

import org.jspecify.annotations.NullMarked;
