package cn.yimen.intake;

/** 手上还有一位没有答复或挂起: a clerk receives one person at a time. */
public class ReceptionBusy extends RuntimeException {

    private final String number;

    ReceptionBusy(String number) {
        super("a reception is running: " + number);
        this.number = number;
    }

    /** Ticket number of the running one. */
    public String number() {
        return number;
    }
}
