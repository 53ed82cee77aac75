package cn.yimen.intake;

/** 这一步现在不能做: the reception is no longer in the state the page showed. */
public class IllegalReceptionStep extends RuntimeException {

    private final String words;

    IllegalReceptionStep(String words) {
        super(words);
        this.words = words;
    }

    /** What is wrong and what to do, for the clerk. */
    public String words() {
        return words;
    }
}
