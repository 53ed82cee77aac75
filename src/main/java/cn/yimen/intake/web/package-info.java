@NullMarked
package cn.yimen.intake.web;

import org.jspecify.annotations.NullMarked;
