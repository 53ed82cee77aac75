/**
 * 区划与机构: the district's places down to the village, with their urban or rural attribute by date, and the offices
 * that work in it (REG-1, REG-2). Names and codes are data: nothing here knows which district it is.
 *
 * <p>Reads come from memory and follow a change within seconds on every node; changes go through {@link DistrictRegister}.
 */
@ApplicationModule
@NullMarked
package cn.yimen.district;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
