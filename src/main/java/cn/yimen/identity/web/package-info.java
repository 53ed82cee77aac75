@NullMarked
package cn.yimen.identity.web;

import org.jspecify.annotations.NullMarked;
