@NullMarked
package cn.yimen.document;

import org.jspecify.annotations.NullMarked;
