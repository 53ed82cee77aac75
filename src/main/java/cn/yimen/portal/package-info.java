/** 公众端 (PB-1, IN-10): what can be applied for and where, and rating with the receipt. No session, no personal data. */
@ApplicationModule(allowedDependencies = {"casefile"})
@NullMarked
package cn.yimen.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
