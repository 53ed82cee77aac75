package cn.yimen.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 张贴凭证: without one no notice begins.
 *
 * @param place where it hangs, 「把士村村务公开栏」
 * @param at when it was put up
 * @param statement of whoever put it up; may be null only with photos
 */
public record Proof(String place, Instant at, @Nullable String statement, List<Photo> photos) {

    /** 张贴照片, as the browser sent it. */
    public record Photo(String name, byte[] content) {}

    public Proof {
        photos = List.copyOf(photos);
        if (photos.isEmpty() && statement == null) {
            throw new IllegalArgumentException("a photo or a statement");
        }
    }

    public static Proof statement(String place, Instant at, String statement) {
        return new Proof(place, at, statement, List.of());
    }
}
