package cn.yimen.referral;

import java.util.Map;

/** The words of what happened, for the line of time. */
final class Words {

    private static final Map<String, String> OTHERS = Map.of(
            "AWAIT", "等待补材料，时限暂停",
            "SUPPLEMENTED", "材料已补齐，时限继续",
            "URGED", "催办",
            "WARNED", "提醒",
            "ESCALATED", "升级督办",
            "URGING_ANSWERED", "回复催办");

    private Words() {}

    static String of(String act) {
        var other = OTHERS.get(act);
        return other != null ? other : ReferralAct.valueOf(act).words();
    }
}
