package cn.yimen.referral.web;

import cn.yimen.casefile.ToldHow;
import cn.yimen.referral.ReferralView;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** 转办的表单. */
final class Forms {

    private Forms() {}

    /** The form of a step before anything is typed. */
    static Record empty(String step, ReferralView view) {
        return switch (step) {
            case "dispatch" -> new Dispatch(view.deptCode(), "");
            case "withdraw" -> new Withdraw("");
            case "give-back" -> new GiveBack("DEPARTMENT", "", "");
            case "examine" -> new Examine(null, "", "");
            case "refuse" -> new Refuse("", "");
            case "answer" -> new Answer("");
            case "finish" -> new Finish("");
            case "await" -> new Await("");
            case "tell" -> new Tell(null, "");
            case "urge" -> new Urge("请尽快办理，并回复进度。");
            default -> new Urge("");
        };
    }

    /** 转办. */
    record Dispatch(
            @NotBlank(message = "选择转给哪个部门") @Nullable String dept,

            @NotBlank(message = "填写请部门办理的事") @Size(max = 300, message = "请部门办理的事不超过 300 字") @Nullable
            String wish) {}

    /** 退回. */
    record GiveBack(
            @NotBlank(message = "选择由谁退回") @Nullable String who,

            @NotBlank(message = "填写退回原因") @Size(max = 200, message = "退回原因不超过 200 字") @Nullable
            String reason,

            @Nullable String suggested) {}

    /** 审查结果. */
    record Examine(
            @NotBlank(message = "选择审查结果") @Nullable String result,

            @Size(max = 300, message = "不符合的原因不超过 300 字") @Nullable
            String reason,

            @Size(max = 100, message = "依据不超过 100 字") @Nullable
            String basis) {}

    /** 答复不符合. */
    record Refuse(
            @NotBlank(message = "填写不符合的原因") @Size(max = 300, message = "不符合的原因不超过 300 字") @Nullable
            String reason,

            @NotBlank(message = "填写依据") @Size(max = 100, message = "依据不超过 100 字") @Nullable
            String basis) {}

    /** 反馈初核. */
    record Answer(
            @NotBlank(message = "填写初步核查情况") @Size(max = 500, message = "初步核查情况不超过 500 字") @Nullable
            String words) {}

    /** 填办结. */
    record Finish(
            @NotBlank(message = "填写办理结果") @Size(max = 500, message = "办理结果不超过 500 字") @Nullable
            String result) {}

    /** 记录告知. */
    record Tell(
            @NotNull(message = "选择怎样告知的") @Nullable ToldHow how,

            @Size(max = 200, message = "说明不超过 200 字") @Nullable
            String note) {}

    /** 撤回. */
    record Withdraw(
            @NotBlank(message = "填写撤回原因") @Size(max = 200, message = "撤回原因不超过 200 字") @Nullable
            String reason) {}

    /** 等待补材料. */
    record Await(
            @NotBlank(message = "填写缺什么材料") @Size(max = 200, message = "缺的材料不超过 200 字") @Nullable
            String what) {}

    /** 催办、回复催办. */
    record Urge(
            @NotBlank(message = "填写内容") @Size(max = 200, message = "内容不超过 200 字") @Nullable
            String words) {}

    /** 看全号. */
    record Reveal(@Nullable String field, @Nullable String reason) {}
}
