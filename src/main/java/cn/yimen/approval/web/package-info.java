/** 审核确认的页面. */
@NullMarked
package cn.yimen.approval.web;

import org.jspecify.annotations.NullMarked;
