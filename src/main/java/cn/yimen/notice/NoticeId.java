package cn.yimen.notice;

import java.io.Serializable;
import java.util.UUID;

/** 公示的标识. */
public record NoticeId(UUID id) implements Serializable {

    public static NoticeId of(String id) {
        return new NoticeId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
