package cn.yimen.casefile;

import java.time.LocalDate;
import java.util.UUID;

/** 一次性告知书已开出; a further one of a case ({@code no} above 1) counts against the window (IN-5). */
public record LetterIssued(CaseId caseId, UUID letter, int no, LocalDate replyBy, String townshipCode) {}
