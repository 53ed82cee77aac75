@NullMarked
package cn.yimen.document.web;

import org.jspecify.annotations.NullMarked;
