package cn.yimen.conference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 启动会商的条件 (西秀区社会救助方案三(二)2). */
public enum ProposalReason {
    URGENT("情形急难"),
    ABOVE_CAP("救助额度超出封顶线"),
    SEVERAL_SCHEMES("涉及两种以上救助"),
    COMPLEX("情况复杂，难以甄别界定"),
    DISPUTED("有异议，评议意见不一致");

    private final String words;

    ProposalReason(String words) {
        this.words = words;
    }

    /** Reads the parameter of an address; unknown ones are dropped. */
    public static Optional<ProposalReason> of(@Nullable String key) {
        return Arrays.stream(values())
                .filter(reason -> reason.key().equals(key))
                .findFirst();
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }
}
