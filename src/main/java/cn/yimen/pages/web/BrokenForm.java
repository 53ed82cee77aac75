package cn.yimen.pages.web;

import org.jspecify.annotations.Nullable;

/** A request no form of ours sends: fields of another shape, or signs nobody can see in a value that has no form. */
class BrokenForm extends RuntimeException {

    static final String UNSEEN = "填写的内容里有看不见的字符，请退回上一页，删掉后重新填写";

    private final @Nullable String words;

    BrokenForm() {
        this(null);
    }

    /** @param words what the sender can do about it */
    BrokenForm(@Nullable String words) {
        super("broken form", null, false, false);
        this.words = words;
    }

    @Nullable
    String words() {
        return words;
    }
}
