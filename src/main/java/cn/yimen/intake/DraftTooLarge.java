package cn.yimen.intake;

/** 填的内容太多: more than a form can be. Nothing was saved, the page still has it. */
public class DraftTooLarge extends RuntimeException {

    DraftTooLarge() {
        super("draft too large", null, false, false);
    }
}
