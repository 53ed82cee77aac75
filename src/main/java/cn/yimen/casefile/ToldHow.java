package cn.yimen.casefile;

/** 告知方式. */
public enum ToldHow {
    FACE("当面告知"),
    TELEPHONE("电话告知"),
    WRITING("书面送达"),
    VISIT("上门告知"),
    RELATIVE("由家属、代理人转告");

    private final String words;

    ToldHow(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
