package cn.yimen.referral;

/** 这一步现在不能办: the state of the referral does not allow the act. */
public class IllegalTransition extends RuntimeException {

    private final ReferralState from;
    private final ReferralAct act;

    IllegalTransition(ReferralId id, ReferralState from, ReferralAct act) {
        super("referral " + id + " in " + from + " allows no " + act);
        this.from = from;
        this.act = act;
    }

    public ReferralState from() {
        return from;
    }

    public ReferralAct act() {
        return act;
    }
}
