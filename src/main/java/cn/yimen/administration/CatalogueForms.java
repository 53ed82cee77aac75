package cn.yimen.administration;

import cn.yimen.calendar.Budget;
import cn.yimen.policy.CatalogueEditing.NewVersion;
import cn.yimen.policy.ConfirmLevel;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 事项清单页的表单和表格. */
final class CatalogueForms {

    /** More papers than any item asks for; guards the page and the server against a forged form. */
    private static final int MOST_MATERIALS = 40;

    private CatalogueForms() {}

    /** The items of one department. */
    record Department(String name, List<Item> items) {}

    /** 一种材料. A row without a name is left out. */
    record MaterialForm(
            @Nullable String code,
            @Nullable String name,
            @Nullable String how,
            @Nullable String source,
            @Nullable String when) {

        static final MaterialForm EMPTY = new MaterialForm("", "", "", "", "");

        boolean blank() {
            return Typed.orNull(name) == null && Typed.orNull(how) == null && Typed.orNull(when) == null;
        }
    }

    /** 新的一版. Everything is text as typed. */
    record ItemForm(
            @Nullable String from,
            @Nullable String offered,
            @Nullable String name,
            @Nullable String subject,
            @Nullable String repeatable,
            @Nullable String conditions,
            @Nullable String standard,
            @Nullable List<MaterialForm> materials,
            @Nullable String legalDays,
            @Nullable String legalUnit,
            @Nullable String extendedDays,
            @Nullable String promiseDays,
            @Nullable String promiseUnit,
            @Nullable String limitWords,
            @Nullable String basis,
            @Nullable String form,
            @Nullable String confirmLevel,
            @Nullable String publicWords,
            @Nullable String question,
            @Nullable String reason,
            @Nullable String last) {

        ItemForm {
            var rows = new ArrayList<MaterialForm>();
            for (int i = 0; materials != null && i < Math.min(materials.size(), MOST_MATERIALS); i++) {
                var row = materials.get(i);
                rows.add(row == null ? MaterialForm.EMPTY : row);
            }
            materials = rows;
        }

        /** The same with three more rows to fill in. */
        ItemForm longer() {
            var rows = new ArrayList<>(materials == null ? List.<MaterialForm>of() : materials);
            rows.addAll(List.of(MaterialForm.EMPTY, MaterialForm.EMPTY, MaterialForm.EMPTY));
            return new ItemForm(
                    from,
                    offered,
                    name,
                    subject,
                    repeatable,
                    conditions,
                    standard,
                    rows,
                    legalDays,
                    legalUnit,
                    extendedDays,
                    promiseDays,
                    promiseUnit,
                    limitWords,
                    basis,
                    form,
                    confirmLevel,
                    publicWords,
                    question,
                    reason,
                    last);
        }

        static ItemForm of(Item item) {
            var materials = new ArrayList<MaterialForm>();
            for (var material : item.materials()) {
                materials.add(new MaterialForm(
                        material.code(),
                        material.name(),
                        material.how(),
                        material.source().name(),
                        material.when()));
            }
            return new ItemForm(
                    "",
                    item.offered() ? "YES" : "NO",
                    item.name(),
                    item.subject().name(),
                    item.repeatable() ? "YES" : "NO",
                    item.conditions(),
                    item.standard(),
                    materials,
                    days(item.legal()),
                    unit(item.legal()),
                    days(item.extended()),
                    days(item.promise()),
                    unit(item.promise()),
                    item.limitWords(),
                    item.basis().text(),
                    item.form(),
                    item.confirmLevel().name(),
                    item.publicWords(),
                    Typed.show(item.question()),
                    "",
                    item.versionId().toString());
        }

        private static String days(@Nullable Budget budget) {
            return budget == null ? "" : Integer.toString(budget.amount());
        }

        private static String unit(@Nullable Budget budget) {
            return (budget == null ? Budget.Unit.WORKING_DAYS : budget.unit()).name();
        }

        int rows() {
            return materials == null ? 0 : materials.size();
        }

        /** A promise is amber before the law's limit is red. So many working days are never fewer days than so many days. */
        private static boolean longer(Budget promise, Budget legal) {
            return promise.amount() > legal.amount()
                    && (promise.unit() == legal.unit() || promise.unit() == Budget.Unit.WORKING_DAYS);
        }

        /** The version the administrator started from; one that does not exist when the form was forged. */
        UUID lastVersion() {
            try {
                return UUID.fromString(Typed.text(last));
            } catch (IllegalArgumentException e) {
                return new UUID(0, 0);
            }
        }

        /**
         * What is entered; none when something is wrong, which is told at its field.
         *
         * @param codes of the papers by their names
         */
        @Nullable
        NewVersion toVersion(LocalDate today, Map<String, String> codes, Set<String> questions, Errors errors) {
            var day = Typed.day(from, today, words -> errors.rejectValue("from", "day", words));
            if (day == null && !errors.hasFieldErrors("from")) {
                errors.rejectValue("from", "required", "填写从哪一天起用");
            }
            if (day != null && (day.isBefore(today) || day.getYear() > 2100)) {
                errors.rejectValue("from", "past", "%s 已经过去，新的一版从今天或以后起用".formatted(day));
            }
            choice(errors, "offered", offered, "选择能不能申请", "YES", "NO");
            Typed.required(errors, "name", "事项名称", name, 60);
            choice(errors, "subject", subject, "选择以家庭还是个人为单位", "HOUSEHOLD", "PERSON");
            choice(errors, "repeatable", repeatable, "选择在办时能不能再申请", "YES", "NO");
            Typed.required(errors, "conditions", "条件", conditions, 1000);
            Typed.atMost(errors, "standard", "给什么", standard, 1000);
            var legal = budget(errors, "legal", "法定时限", legalDays, legalUnit);
            var promise = budget(errors, "promise", "承诺时限", promiseDays, promiseUnit);
            var extended = number(errors, "extendedDays", "延长后的时限", extendedDays);
            if (extended != null && legal == null && promise == null) {
                errors.rejectValue("extendedDays", "alone", "先填法定时限或承诺时限，再填延长后的时限");
            }
            if (extended != null && legal != null && extended < legal.amount()) {
                errors.rejectValue(
                        "extendedDays", "less", "延长后 %d 天比法定 %d 天还短，请改其中一个".formatted(extended, legal.amount()));
            }
            if (legal != null && promise != null && longer(promise, legal)) {
                errors.rejectValue(
                        "promiseDays", "more", "承诺 %s比法定 %s还长，请改其中一个".formatted(promise.words(), legal.words()));
            }
            Typed.required(errors, "limitWords", "时限说明", limitWords, 200);
            Typed.required(errors, "basis", "依据", basis, 300);
            Typed.required(errors, "form", "申请表", form, 100);
            choice(errors, "confirmLevel", confirmLevel, "选择谁审核确认", "COUNTY", "TOWN");
            Typed.required(errors, "publicWords", "给群众的说法", publicWords, 500);
            var asked = Typed.orNull(question);
            if (asked != null && !questions.contains(asked)) {
                errors.rejectValue("question", "unknown", "待核清单里没有 " + asked + "，请重新选择");
            }
            Typed.required(errors, "reason", "修改原因", reason, 300);
            var papers = papers(errors, codes);
            if (errors.hasErrors() || day == null) {
                return null;
            }
            return new NewVersion(
                    day,
                    "YES".equals(offered),
                    Typed.text(name),
                    Item.Subject.valueOf(Typed.text(subject)),
                    "YES".equals(repeatable),
                    Typed.text(conditions),
                    Typed.text(standard),
                    papers,
                    legal,
                    extended,
                    promise,
                    Typed.text(limitWords),
                    Typed.text(basis),
                    Typed.text(form),
                    ConfirmLevel.valueOf(Typed.text(confirmLevel)),
                    Typed.text(publicWords),
                    asked,
                    Typed.text(reason));
        }

        private List<Material> papers(Errors errors, Map<String, String> codes) {
            var papers = new ArrayList<Material>();
            var used = new HashSet<String>();
            for (int i = 0; i < rows(); i++) {
                var row = materials == null ? null : materials.get(i);
                if (row == null || row.blank()) {
                    continue;
                }
                var field = "materials[" + i + "].";
                var row1 = "第 " + (i + 1) + " 种材料";
                Typed.required(errors, field + "name", row1 + "的名称", row.name(), 60);
                Typed.atMost(errors, field + "how", row1 + "怎么取得", row.how(), 100);
                Typed.atMost(errors, field + "when", row1 + "什么情况要", row.when(), 60);
                choice(errors, field + "source", row.source(), row1 + "选择由谁提供", "APPLICANT", "SHARED", "WINDOW");
                var code = code(row, codes);
                if (!used.add(code)) {
                    errors.rejectValue(field + "name", "twice", row1 + "「" + Typed.text(row.name()) + "」写了两次，请留一行");
                }
                if (!errors.hasErrors()) {
                    papers.add(new Material(
                            code,
                            Typed.text(row.name()),
                            Typed.text(row.how()),
                            Material.Source.valueOf(Typed.text(row.source())),
                            Typed.text(row.when())));
                }
            }
            return papers;
        }

        /** A paper keeps its code; a new one gets that of the same name elsewhere, or its own. */
        private static String code(MaterialForm row, Map<String, String> codes) {
            var kept = Typed.text(row.code());
            if (codes.containsValue(kept)) {
                return kept;
            }
            var name = Typed.text(row.name());
            var same = codes.get(name);
            return same != null
                    ? same
                    : "M_"
                            + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                    .toString()
                                    .substring(0, 8)
                                    .toUpperCase(Locale.ROOT);
        }

        private static void choice(Errors errors, String field, @Nullable String typed, String words, String... of) {
            if (!Set.of(of).contains(Typed.text(typed))) {
                errors.rejectValue(field, "required", words);
            }
        }

        private static @Nullable Budget budget(
                Errors errors, String field, String label, @Nullable String days, @Nullable String unit) {
            var amount = number(errors, field + "Days", label, days);
            if (amount == null) {
                return null;
            }
            return "CALENDAR_DAYS".equals(unit) ? Budget.calendarDays(amount) : Budget.workingDays(amount);
        }

        private static @Nullable Integer number(Errors errors, String field, String label, @Nullable String typed) {
            var text = Typed.orNull(typed);
            if (text == null) {
                return null;
            }
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 400) {
                errors.rejectValue(field, "number", label + "填 0 到 400 的整数，没有就空着");
                return null;
            }
            return Integer.parseInt(text);
        }
    }
}
