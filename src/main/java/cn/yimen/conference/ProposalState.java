package cn.yimen.conference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 会商提议的状态. */
public enum ProposalState {
    PROPOSED("待处理", "amber"),
    TAKEN_UP("已采纳", "green"),
    DECLINED("未采纳", "plain");

    private final String words;
    private final String css;

    ProposalState(String words, String css) {
        this.words = words;
        this.css = css;
    }

    /** Reads the parameter of an address; unknown ones are dropped. */
    public static Optional<ProposalState> of(@Nullable String key) {
        return Arrays.stream(values()).filter(state -> state.key().equals(key)).findFirst();
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    /** The colour of its tag. */
    public String css() {
        return css;
    }
}
