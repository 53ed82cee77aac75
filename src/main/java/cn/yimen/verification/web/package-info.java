/** 核对的页面. */
@NullMarked
package cn.yimen.verification.web;

import org.jspecify.annotations.NullMarked;
