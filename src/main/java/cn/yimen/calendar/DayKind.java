package cn.yimen.calendar;

/** 放假或调休上班:how an arrangement departs from the plain week. */
public enum DayKind {
    OFF("放假"),
    WORK("调休上班");

    private final String words;

    DayKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
