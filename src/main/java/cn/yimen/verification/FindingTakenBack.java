package cn.yimen.verification;

import cn.yimen.identity.Officer;
import java.util.UUID;

/** 属实的疑点改了处置: what had been called true is not any more; what rests on it alone falls away. */
public record FindingTakenBack(UUID finding, UUID person, Officer by) {}
