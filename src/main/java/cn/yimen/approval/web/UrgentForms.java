package cn.yimen.approval.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 临时救助的表单; amounts, days and times as typed. */
final class UrgentForms {

    private UrgentForms() {}

    /** 小额快救、先行救助. */
    record Aid(
            @NotBlank(message = "选择困难事由") @Nullable String cause,

            @Nullable List<String> persons,

            @NotBlank(message = "写明发生了什么") @Size(max = 300, message = "情况不超过 300 字") @Nullable
            String story,

            @Nullable String amount,
            @NotBlank(message = "选择支付方式") @Nullable String means,

            @Size(max = 200, message = "实物不超过 200 字") @Nullable
            String goods,

            @NotBlank(message = "填写领款人") @Size(max = 50, message = "领款人不超过 50 字") @Nullable
            String payee,

            @Size(max = 200, message = "理由不超过 200 字") @Nullable
            String repeatReason,

            @Nullable String reportedOn,
            @Nullable String reportedTime) {}

    /** 补齐手续. */
    record Complete(@NotBlank(message = "选择怎样办") @Nullable String how) {}

    /** 事由和需求. */
    record Need(
            @NotBlank(message = "选择困难事由") @Nullable String cause,

            @Nullable String urgent,
            @Nullable String reportedOn,
            @Nullable String reportedTime,
            @Nullable String persons,
            @Nullable String months,

            @Size(max = 200, message = "理由不超过 200 字") @Nullable
            String repeatReason,

            long version) {}

    /** 提请会商. */
    record Confer(
            @NotBlank(message = "写明为什么要会商") @Size(max = 300, message = "理由不超过 300 字") @Nullable
            String words) {}
}
