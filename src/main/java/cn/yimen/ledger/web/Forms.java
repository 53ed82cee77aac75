package cn.yimen.ledger.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 备用金的表单. */
final class Forms {

    private Forms() {}

    /** 申请拨款. */
    record Ask(
            @Nullable String amount,

            @NotBlank(message = "填写申请理由") @Size(max = 200, message = "申请理由不超过 200 字") @Nullable
            String reason) {}

    /** 核销. */
    record Settle(
            @Nullable List<String> payment,

            @Size(max = 200, message = "说明不超过 200 字") @Nullable
            String words) {}

    /** 不同意拨款. */
    record Refuse(
            @NotBlank(message = "填写不同意的原因") @Size(max = 200, message = "原因不超过 200 字") @Nullable
            String why) {}

    /** 冲正. */
    record Reverse(
            @NotBlank(message = "填写冲正原因") @Size(max = 200, message = "冲正原因不超过 200 字") @Nullable
            String reason) {}
}
