/**
 * 页面: what every page has - frame, navigation, one-time keys of forms, wording of dates, amounts and masks, error
 * pages, kept search words. Knows nobody above the kernel; modules hand in their entries and their clock by the
 * interfaces here.
 */
@ApplicationModule
@NullMarked
package cn.yimen.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
