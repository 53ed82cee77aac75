/**
 * 审核确认 (AP-1, AP-2, AP-6): the lawful way of the bureau's own matters from acceptance to a decision. The way is data
 * ({@code approval_state}, {@code approval_way}): {@link cn.yimen.approval.Applications#go} is the only door, the database
 * refuses what the table does not know.
 */
@ApplicationModule(
        allowedDependencies = {
            "household",
            "eligibility",
            "casefile",
            "integrity",
            "benefit",
            "notice",
            "conference",
            "verification"
        })
@NullMarked
package cn.yimen.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
