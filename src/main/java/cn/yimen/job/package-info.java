/**
 * 后台作业 (OP-5): long work in pieces, with progress, cancelling and going on after a crash, each piece with exactly one
 * effect, on any number of nodes. Contract: a {@link cn.yimen.job.JobKind} does all its writing inside
 * {@link cn.yimen.job.JobRun#step}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.yimen.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
