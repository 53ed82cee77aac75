package cn.yimen.notice;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** 公示清单的分页签. */
public enum NoticeFilter {
    RUNNING("公示中", "n.state = 'POSTED' and d.due_at > :edge"),
    OBJECTED("有异议", """
            exists (select 1 from notice_objection o where o.notice_id = n.id and o.settled_at is null)
            """),
    OVER("期满无异议", """
            (n.state = 'ENDED' or (n.state = 'POSTED' and d.due_at <= :edge))
            and not exists (select 1 from notice_objection o where o.notice_id = n.id and o.settled_at is null)
            """),
    DOWN("撤下、停止", "n.state in ('STOPPED', 'WITHDRAWN', 'SUPERSEDED')"),
    ALL("全部", "true");

    private final String words;
    private final String condition;

    NoticeFilter(String words, String condition) {
        this.words = words;
        this.condition = condition;
    }

    public String words() {
        return words;
    }

    /** On the tables {@code n} and {@code d}. */
    String condition() {
        return condition;
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the parameter of an address; what is unknown is what hangs. */
    public static NoticeFilter of(@Nullable String key) {
        return Arrays.stream(values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElse(RUNNING);
    }
}
