/**
 * 权限与隐私 (issue 4, 4): the served product is asked over HTTP, handler by handler, as everybody and about every record.
 * What may be is in {@code src/docs/access}.
 */
@NullMarked
package cn.yimen.access;

import org.jspecify.annotations.NullMarked;
