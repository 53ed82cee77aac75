package cn.yimen.referral.web;

import cn.yimen.referral.ReferralAct;
import cn.yimen.referral.ReferralView;

/**
 * 每一步的话: title, what it means, and the button that says what happens.
 *
 * @param hint one sentence under the title
 */
record Steps(String title, String hint, String button) {

    /** Whether the step can be done now by whoever looks. */
    static boolean open(String step, ReferralView view) {
        return switch (step) {
            case "await" -> view.mayAwait();
            case "urge" -> view.mayUrge();
            case "urging" -> view.mayAnswerUrging();
            case "examine" -> view.canBe(ReferralAct.PASS);
            default -> ReferralAct.ofPath(step).filter(view::canBe).isPresent();
        };
    }

    static Steps of(String step, ReferralView view) {
        return switch (step) {
            case "dispatch" -> new Steps("转办", "转出后部门会看到申请人姓名、证件号、电话、住址和下面写的事，看不到家庭其他情况。", "转出，生成转办单");
            case "withdraw" -> new Steps("撤回", "申请人不再需要这项救助时撤回，这件事项随之结束。", "撤回这件事项");
            case "give-back" -> new Steps("退回", "不归本部门办的退回窗口，由窗口改转。", "退回窗口");
            case "examine" -> new Steps("填审查结果", "不符合的要书面答复本人，写明原因和依据。", "保存审查结果");
            case "refuse" -> new Steps("答复不符合", "书面答复本人，写明原因和依据，本人可以看到。", "答复不符合");
            case "answer" -> new Steps("反馈初核", "窗口会看到，也可以据此答复本人。", "反馈初核");
            case "finish" -> new Steps("填办结", "写给申请人看的结果：给了什么、给多少、什么时候到。", "填办结");
            case "tell" -> new Steps("记录告知", "告诉申请人结果以后再记。", "记录告知");
            case "await" -> new Steps("等待补材料", "时限从现在起暂停，窗口会通知申请人。", "暂停时限，等待材料");
            case "urge" -> new Steps("催办", "对方在待办里看到，回复会记在这里。", "催办" + target(view));
            case "urging" -> new Steps("回复催办", "写明进度和打算什么时候办完。", "回复催办");
            default -> throw new IllegalArgumentException("no step " + step);
        };
    }

    private static String target(ReferralView view) {
        return view.sentAt() == null ? view.township() : view.department();
    }
}
