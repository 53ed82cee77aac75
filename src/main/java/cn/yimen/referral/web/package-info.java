/** 转办的页面. */
@NullMarked
package cn.yimen.referral.web;

import org.jspecify.annotations.NullMarked;
