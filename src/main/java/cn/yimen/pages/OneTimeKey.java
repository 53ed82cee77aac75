package cn.yimen.pages;

import java.util.UUID;

/**
 * 一次性钥匙: made with each form, used up by its first submission (IN-8). A controller's POST method that changes
 * something takes it as an argument and hands it to {@link OneTimeKeys#run}.
 */
public record OneTimeKey(UUID value) {

    /** The name of the hidden field. */
    public static final String FIELD = "_key";

    public static OneTimeKey fresh() {
        return new OneTimeKey(UUID.randomUUID());
    }
}
