package cn.yimen.verification;

/** 文件读不出: the reason is for the reader, nothing was changed. */
public class UnreadableFile extends RuntimeException {

    public UnreadableFile(String words) {
        super(words);
    }
}
