@NullMarked
package cn.yimen.portal.web;

import org.jspecify.annotations.NullMarked;
