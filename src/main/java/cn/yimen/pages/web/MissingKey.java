package cn.yimen.pages.web;

/** A changing request without the one-time key of a form. */
class MissingKey extends RuntimeException {

    MissingKey() {
        super("no one-time key", null, false, false);
    }
}
