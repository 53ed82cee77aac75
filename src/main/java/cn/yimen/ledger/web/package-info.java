/** 备用金的页面. */
@NullMarked
package cn.yimen.ledger.web;

import org.jspecify.annotations.NullMarked;
