package cn.yimen.casefile;

/** 受理渠道 (IN-3): the way an application reached the desk. */
public enum Channel {
    WINDOW("坐诊", "本人到窗口"),
    HOME_VISIT("出诊", "上门受理"),
    TELEPHONE("电话", "电话提出"),
    ON_BEHALF("代办", "他人代办"),
    DISCOVERY("主动发现", "走访摸排发现"),
    VILLAGE_BOX("信息箱", "村(社区)信息箱"),
    PASSED_DOWN("上级交办", "民政局交办"),
    PASSED_ON("部门转来", "其他部门转来");

    private final String words;
    private final String hint;

    Channel(String words, String hint) {
        this.words = words;
        this.hint = hint;
    }

    /** As the documents call it: 坐诊、出诊 … */
    public String words() {
        return words;
    }

    /** What it means, for somebody who reads it the first time. */
    public String hint() {
        return hint;
    }
}
