/**
 * 个案会商 (CC-1): what the system proposes to confer about, and why: urgent, above the cap, several schemes at once, complex
 * or disputed. The bureau takes a proposal up or declines it with a reason. Modules that know of a reason call
 * {@link cn.yimen.conference.Conferences#propose}; several schemes at once are noticed here.
 */
@ApplicationModule(allowedDependencies = {"casefile"})
@NullMarked
package cn.yimen.conference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
