@NullMarked
package cn.yimen.pages.web;

import org.jspecify.annotations.NullMarked;
