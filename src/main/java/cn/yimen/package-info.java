/** 一门: one Spring Boot application, one package per module; the ground modules are shared by all others. */
@NullMarked
package cn.yimen;

import org.jspecify.annotations.NullMarked;
