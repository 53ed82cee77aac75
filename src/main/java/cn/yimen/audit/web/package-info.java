/** 审计页. */
@NullMarked
package cn.yimen.audit.web;

import org.jspecify.annotations.NullMarked;
