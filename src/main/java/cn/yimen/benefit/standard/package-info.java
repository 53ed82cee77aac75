/**
 * 标准调整测算 (EL-5): what a change of the standards would do to everybody in benefit, before anything is applied. It reads awards
 * and writes only its own report.
 */
@NamedInterface("standard")
@NullMarked
package cn.yimen.benefit.standard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
