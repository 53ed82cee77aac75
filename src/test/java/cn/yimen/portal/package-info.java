@NullMarked
package cn.yimen.portal;

import org.jspecify.annotations.NullMarked;
