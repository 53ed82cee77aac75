package cn.yimen.approval.web;

import cn.yimen.approval.Delivery;
import cn.yimen.kernel.DateInput;
import cn.yimen.pages.Choice;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** 登记送达的表单: of a decision, and of what answers an appeal. */
record DeliveryForm(
        @NotBlank(message = "填写送达日期") @Nullable String on,

        @NotNull(message = "选择怎样送达的") Delivery.@Nullable How how,

        @NotBlank(message = "填写签收人") @Size(max = 50, message = "签收人不超过 50 字") @Nullable
        String receiver,

        @Size(max = 200, message = "说明不超过 200 字") @Nullable String note) {

    static DeliveryForm to(String receiver, LocalDate today) {
        return new DeliveryForm(today.toString(), null, receiver, "");
    }

    static List<Choice> hows() {
        return Arrays.stream(Delivery.How.values())
                .map(how -> new Choice(how.name(), how.words()))
                .toList();
    }

    /** What is recorded; empty if something is wrong, which the errors then say at its field. */
    Optional<Delivery> read(BindingResult errors, LocalDate decidedOn, LocalDate today, String by) {
        var day = DateInput.read(text(on), today).orElse(null);
        if (day == null && !errors.hasFieldErrors("on")) {
            errors.rejectValue("on", "date", "送达日期不是日期，例如 2026-3-11");
        } else if (day != null && day.isAfter(today)) {
            errors.rejectValue("on", "date", "送达日期在今天之后，请填已经送达的日期");
        } else if (day != null && day.isBefore(decidedOn)) {
            errors.rejectValue("on", "date", "送达日期早于决定日期");
        }
        if (errors.hasErrors() || day == null || how == null) {
            return Optional.empty();
        }
        var words = text(note);
        return Optional.of(new Delivery(day, how, text(receiver), words.isEmpty() ? null : words, by));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
