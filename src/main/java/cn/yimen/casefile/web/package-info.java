/** Pages of 个案与事项. */
@NullMarked
package cn.yimen.casefile.web;

import org.jspecify.annotations.NullMarked;
