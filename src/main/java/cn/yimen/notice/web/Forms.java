package cn.yimen.notice.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** 公示的表单. */
final class Forms {

    private Forms() {}

    /** 书面异议. */
    record Paper(
            @NotBlank(message = "填写收到日期") @Nullable String receivedOn,

            @NotBlank(message = "填写异议内容") @Size(max = 1000, message = "异议内容不超过 1000 字") @Nullable
            String content,

            @Size(max = 30, message = "提出人不超过 30 字") @Nullable
            String name,

            @Nullable String phone,
            @Nullable String toBureau) {}

    /** 处理异议. */
    record Settle(
            @NotBlank(message = "选择处理结果") @Nullable String result,

            @NotBlank(message = "填写调查情况和理由") @Size(max = 500, message = "调查情况和理由不超过 500 字") @Nullable
            String reason) {}

    /** 撤下. */
    record Withdraw(
            @NotBlank(message = "填写撤下原因") @Size(max = 200, message = "撤下原因不超过 200 字") @Nullable
            String reason) {}

    /** 张贴凭证. */
    record Posted(
            @NotBlank(message = "填写地点") @Nullable String place,

            @NotBlank(message = "填写日期") @Nullable String day,

            @NotBlank(message = "填写时间") @Nullable String time,

            @Size(max = 200, message = "说明不超过 200 字") @Nullable
            String statement) {}
}
