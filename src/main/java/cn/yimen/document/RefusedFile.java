package cn.yimen.document;

/** 文件不收: the message is a sentence for the reader, with the neutral name of the file. */
public class RefusedFile extends RuntimeException {

    RefusedFile(String words) {
        super(words, null, false, false);
    }
}
