package cn.yimen.casefile;

import java.util.UUID;

/** 一次性告知书所列材料已补齐. */
public record LetterAnswered(CaseId caseId, UUID letter, String townshipCode) {}
