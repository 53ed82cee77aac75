package cn.yimen.casefile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 重复申请 (IN-8): an item is already open for the same person or, for an item of the whole household, for one of its
 * members. Nothing was opened.
 */
public class DuplicateMatter extends RuntimeException {

    private final transient List<Existing> existing;

    DuplicateMatter(List<Existing> existing) {
        super("already open: " + existing.stream().map(Existing::itemCode).toList());
        this.existing = List.copyOf(existing);
    }

    public List<Existing> existing() {
        return existing;
    }

    /**
     * 在办的那一件.
     *
     * @param caseId null where it lies outside the scope of who asks, as is the number: then only the township is told
     */
    public record Existing(
            String itemCode,
            String itemName,
            @Nullable CaseId caseId,
            @Nullable ReceiptNumber receiptNumber,
            @Nullable String personName,
            String townshipCode,
            String townshipName,
            Instant openedAt,
            boolean mayRepeat) {}
}
