package cn.yimen.benefit;

/** 变动种类. */
public enum ChangeKind {
    GRANT("开始享受"),
    CHANGE("调整金额"),
    SUSPEND("停发"),
    RESUME("恢复发放"),
    EXIT("进入渐退期"),
    RETURN("退出渐退，继续享受"),
    END("终止");

    private final String words;

    ChangeKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
