@NullMarked
package cn.yimen.notice.web;

import org.jspecify.annotations.NullMarked;
