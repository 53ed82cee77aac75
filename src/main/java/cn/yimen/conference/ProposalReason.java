package cn.yimen.conference;

/** 启动会商的条件 (西秀区社会救助方案三(二)2). */
public enum ProposalReason {
    URGENT("情形急难"),
    ABOVE_CAP("救助额度超出封顶线"),
    SEVERAL_SCHEMES("涉及两种以上救助"),
    COMPLEX("情况复杂，难以甄别界定"),
    DISPUTED("有异议，评议意见不一致");

    private final String words;

    ProposalReason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
