package cn.yimen.verification;

import cn.yimen.casefile.CaseId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 核对报告: what was asked, what came back and what became of each finding, as it was when it was issued (VR-1).
 *
 * @param asOf the oldest day any of its answers is of
 * @param confirmed findings that are true
 */
public record Report(
        UUID id,
        CaseId caseId,
        int round,
        Instant issuedAt,
        String by,
        LocalDate asOf,
        Content content,
        int confirmed) {

    /** 报告内容, kept sealed. */
    public record Content(List<String> members, List<SourceLine> sources, List<FindingLine> findings) {

        public Content {
            members = List.copyOf(members);
            sources = List.copyOf(sources);
            findings = List.copyOf(findings);
        }
    }

    /**
     * 一个来源.
     *
     * @param asOf null for a source that was left out
     * @param words 「查到 2 条」, 「查无记录」, 「未核对：原因」
     */
    public record SourceLine(
            String name, String department, @Nullable String asOf, String words) {}

    /** 一条疑点及其处置. */
    public record FindingLine(
            String person, String check, String declared, String verified, String disposition, String reason) {}

    @Override
    public String toString() {
        return "Report[" + id + "]";
    }
}
