package cn.yimen.referral;

import static cn.yimen.identity.Role.LIAISON;
import static cn.yimen.identity.Role.WINDOW_CLERK;

import cn.yimen.identity.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** 转办的动作: what leads from one state to the next, and who may do it. */
public enum ReferralAct {
    /** 窗口转出; after a return to the department it belongs to. */
    DISPATCH("转办", WINDOW_CLERK),
    SIGN("签收", LIAISON),
    /** 转错部门. */
    GIVE_BACK("退回", LIAISON),
    /** 审查: it may fit, the first check goes on. */
    PASS("审查通过", LIAISON),
    /** 书面答复不符合. */
    REFUSE("答复不符合", LIAISON),
    ANSWER("反馈初核", LIAISON),
    FINISH("填办结", LIAISON),
    /** 告知申请人, by the department or by the window for it. */
    TELL("记录告知", LIAISON, WINDOW_CLERK),
    /** The applicant does not want it any more. */
    WITHDRAW("撤回", WINDOW_CLERK);

    private final String words;
    private final Set<Role> roles;

    ReferralAct(String words, Role first, Role... others) {
        this.words = words;
        this.roles = EnumSet.of(first, others);
    }

    /** As it stands in an address: {@code give-back}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ReferralAct> ofPath(String path) {
        return Arrays.stream(values()).filter(act -> act.path().equals(path)).findFirst();
    }

    /** The verb of the button. */
    public String words() {
        return words;
    }

    /** Who may do it; the department's or the township's own people only. */
    public Set<Role> roles() {
        return roles;
    }
}
