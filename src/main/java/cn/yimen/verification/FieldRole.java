package cn.yimen.verification;

/** 字段的含义: what a column of a department's file means to the comparison. */
public enum FieldRole {
    IDENTITY("身份证号"),
    NAME("姓名"),
    BIRTH("出生日期"),
    AMOUNT("金额"),
    FROM("开始日期"),
    UNTIL("结束日期"),
    WORDS("文字");

    private final String words;

    FieldRole(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
