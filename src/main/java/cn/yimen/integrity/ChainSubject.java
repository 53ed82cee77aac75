package cn.yimen.integrity;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 查谁的责任链: one matter of one case.
 *
 * @param application of the approval module; null for a matter without one
 */
public record ChainSubject(
        CaseId caseId, MatterId matter, @Nullable UUID application, UUID household) {}
