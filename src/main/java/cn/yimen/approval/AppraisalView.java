package cn.yimen.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 民主评议, as pages read it.
 *
 * @param number {@code PY-2026-0003}
 * @param values what was typed, by name of field
 * @param quorum 至少参加人数, by parameter
 * @param panel those who took part, once recorded; empty before
 */
public record AppraisalView(
        UUID id,
        ApplicationView application,
        int round,
        String number,
        boolean recorded,
        Map<String, String> values,
        int quorum,
        List<Panelist> panel,
        @Nullable LocalDate heldOn,
        int votesFor,
        int votesAgainst,
        int votesAbstain,
        String writtenBy,
        @Nullable Instant recordedAt,
        long version) {

    /** 评议人. */
    public record Panelist(String name, String standing) {}

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** 多数的意见; a tie is none. */
    public String outcome() {
        return votesFor > votesAgainst ? "多数同意" : votesFor < votesAgainst ? "多数不同意" : "两种意见票数相同";
    }
}
