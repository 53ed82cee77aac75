package cn.yimen.administration;

import cn.yimen.policy.ParameterKey;
import cn.yimen.policy.ParameterState;
import cn.yimen.policy.ParameterType;
import cn.yimen.policy.ParameterValue;
import cn.yimen.policy.Parameters;
import cn.yimen.policy.PolicyLinter;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 政策参数页的表单和表格. */
final class ParameterForms {

    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    private ParameterForms() {}

    /** The keys under one heading. */
    record Group(String name, List<Line> lines) {}

    /**
     * One key on a day.
     *
     * @param next the value that begins next
     */
    record Line(
            ParameterKey key,
            @Nullable ParameterValue value,
            @Nullable ParameterValue next,
            PolicyLinter.@Nullable Question question) {

        public boolean unconfirmed() {
            return value != null && value.state() == ParameterState.UNCONFIRMED;
        }
    }

    /**
     * 录入或更正一个值. Everything is text as typed.
     *
     * @param codes what was ticked, of a list of codes
     */
    record ParameterForm(
            @Nullable String value,
            @Nullable List<String> codes,
            @Nullable String from,
            @Nullable String to,
            @Nullable String basis,
            @Nullable String state,
            @Nullable String question,
            @Nullable String note) {

        /** A form for the value after {@code current}. */
        static ParameterForm after(@Nullable ParameterValue current) {
            return current == null
                    ? new ParameterForm("", List.of(), "", "", "", "", "", "")
                    : new ParameterForm(current.value(), codes(current), "", "", "", "", "", "");
        }

        static ParameterForm of(ParameterValue row) {
            return new ParameterForm(
                    row.value(),
                    codes(row),
                    row.from().toString(),
                    Typed.show(row.to()),
                    row.basis(),
                    row.state().name(),
                    Typed.show(row.question()),
                    row.note());
        }

        private static List<String> codes(ParameterValue row) {
            return List.of(row.value().split(","));
        }

        /** What is entered; none when something is wrong, which is told at its field. */
        Parameters.@Nullable Entry toEntry(ParameterKey key, LocalDate today, Set<String> questions, Errors errors) {
            var field = key.type() == ParameterType.CODES ? "codes" : "value";
            var kept = "";
            try {
                var typed = key.type() == ParameterType.CODES
                        ? String.join(",", codes == null ? List.of() : codes)
                        : Typed.text(value);
                kept = key.type().parse(key.key(), typed);
                if (kept.length() > 300) {
                    errors.rejectValue(field, "long", key.name() + "太长");
                }
            } catch (IllegalArgumentException e) {
                errors.rejectValue(field, "value", e.getMessage() == null ? "填写数值" : e.getMessage());
            }
            var first = day("from", from, today, errors);
            if (first == null && !errors.hasFieldErrors("from")) {
                errors.rejectValue("from", "required", "填写从哪一天起生效");
            }
            var last = day("to", to, today, errors);
            if (first != null && last != null && last.isBefore(first)) {
                errors.rejectValue("to", "order", "止日 %s 在生效日 %s 之前，请改其中一个".formatted(last, first));
            }
            Typed.required(errors, "basis", "依据", basis, 200);
            if (!"CONFIRMED".equals(state) && !"UNCONFIRMED".equals(state)) {
                errors.rejectValue("state", "required", "选择已确认还是待核");
            }
            var asked = Typed.orNull(question);
            if (asked != null && !questions.contains(asked)) {
                errors.rejectValue("question", "unknown", "待核清单里没有 " + asked + "，请重新选择");
            }
            Typed.atMost(errors, "note", "说明", note, 300);
            return errors.hasErrors() || first == null
                    ? null
                    : new Parameters.Entry(
                            kept,
                            first,
                            last,
                            Typed.text(basis),
                            "CONFIRMED".equals(state),
                            "CONFIRMED".equals(state) ? null : asked,
                            Typed.text(note));
        }

        private static @Nullable LocalDate day(String field, @Nullable String typed, LocalDate today, Errors errors) {
            var day = Typed.day(typed, today, words -> errors.rejectValue(field, "day", words));
            if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
                errors.rejectValue(field, "range", "%s 太早或太晚，请填 1990 年到 2100 年之间的日期".formatted(day));
                return null;
            }
            return day;
        }
    }
}
