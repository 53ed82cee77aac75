package cn.yimen.document;

import java.time.Instant;
import java.util.UUID;

/**
 * 附件: one scan or photo.
 *
 * @param material code of the material it is, or empty
 * @param name neutral: no path, no control characters, the ending is that of the content
 * @param type by content, never as the browser said
 * @param size in bytes
 */
public record Attachment(UUID id, String material, String name, String type, long size, Instant storedAt) {

    public boolean picture() {
        return type.startsWith("image/");
    }

    /** 「1.2 MB」. */
    public String sizeWords() {
        return size < 1_000_000 ? Math.max(1, size / 1000) + " KB" : "%.1f MB".formatted(size / 1_000_000.0);
    }
}
