/**
 * 诚信与责任: near relatives of staff and village cadres (近亲属备案, AP-3), the blacklist with its due process (失信名单, IG-1)
 * and the chain of who did what for an application (责任倒查, IG-2). It knows people, households and cases; what later
 * modules know of a chain they say through {@link cn.yimen.integrity.ChainSource}.
 */
@ApplicationModule(allowedDependencies = {"household", "casefile"})
@NullMarked
package cn.yimen.integrity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
