@NullMarked
package cn.yimen.pages;

import org.jspecify.annotations.NullMarked;
