/** 人员与家庭的页面. */
@NullMarked
package cn.yimen.household.web;

import org.jspecify.annotations.NullMarked;
