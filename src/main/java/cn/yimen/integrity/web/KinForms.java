package cn.yimen.integrity.web;

import cn.yimen.district.PlaceId;
import cn.yimen.integrity.KinRegister.NewTerm;
import cn.yimen.integrity.KinRelation;
import cn.yimen.integrity.PostKind;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.ResidentId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** 近亲属备案的表单; what was typed is checked here and handed on as values. */
final class KinForms {

    private static final int MOST_NAME = 50;

    private KinForms() {}

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** 任职人员. */
    record CadreForm(
            @Nullable String officer,
            @Nullable String name,
            @Nullable String idno,
            @Nullable String kind,
            @Nullable String title,
            @Nullable String place,
            @Nullable String from,
            @Nullable String until) {

        static final CadreForm EMPTY = new CadreForm("", "", "", PostKind.VILLAGE_CADRE.name(), "", "", "", "");

        TermForm term() {
            return new TermForm(kind, title, place, from, until);
        }

        @Nullable
        UUID account(Collection<UUID> known, BindingResult errors) {
            if (text(officer).isEmpty()) {
                return null;
            }
            var found = known.stream()
                    .filter(each -> each.toString().equals(text(officer)))
                    .findFirst();
            if (found.isEmpty()) {
                errors.rejectValue("officer", "unknown", "选择账号，没有账号的选「没有账号」");
            }
            return found.orElse(null);
        }

        @Nullable
        ResidentId number(boolean needed, BindingResult errors) {
            if (text(idno).isEmpty() && !needed) {
                return null;
            }
            var problem = ResidentId.problem(text(idno));
            if (problem != null) {
                errors.rejectValue("idno", "wrong", problem);
                return null;
            }
            return ResidentId.parse(text(idno));
        }

        String name(boolean needed, BindingResult errors) {
            return KinForms.name(name, needed, errors);
        }

        @Override
        public String toString() {
            return "CadreForm[…]";
        }
    }

    /** 任职. */
    record TermForm(
            @Nullable String kind,
            @Nullable String title,
            @Nullable String place,
            @Nullable String from,
            @Nullable String until) {

        static final TermForm EMPTY = new TermForm(PostKind.VILLAGE_CADRE.name(), "", "", "", "");

        /** @return null if anything is wrong; then it is said */
        @Nullable
        NewTerm read(Collection<String> places, LocalDate today, BindingResult errors) {
            var before = errors.getErrorCount();
            PostKind what = null;
            for (var each : PostKind.values()) {
                if (each.name().equals(kind)) {
                    what = each;
                }
            }
            if (what == null) {
                errors.rejectValue("kind", "missing", "选择任职类别");
            }
            if (text(title).isEmpty() || text(title).length() > 40) {
                errors.rejectValue("title", "wrong", text(title).isEmpty() ? "填写职务，例如：村委会委员" : "职务不超过 40 字");
            }
            PlaceId where = null;
            if (what != PostKind.BUREAU_STAFF) {
                if (!places.contains(text(place))) {
                    errors.rejectValue("place", "missing", "选择任职的乡镇或村（社区）");
                } else if ((text(place).length() == 12) != (what == PostKind.VILLAGE_CADRE)) {
                    errors.rejectValue(
                            "place", "wrong", what == PostKind.VILLAGE_CADRE ? "村（居）委会成员要选到村（社区）" : "乡镇经办人员选乡镇");
                } else {
                    where = PlaceId.of(text(place));
                }
            }
            var begun = DateInput.read(text(from), today);
            if (begun.isEmpty()) {
                errors.rejectValue("from", "wrong", "填写任职开始的日期，例如 2024-1-1");
            }
            LocalDate end = null;
            if (!text(until).isEmpty()) {
                end = DateInput.read(text(until), today).orElse(null);
                if (end == null) {
                    errors.rejectValue("until", "wrong", "任职结束日期看不懂，例如 2026-12-31；还在任的空着");
                } else if (begun.isPresent() && end.isBefore(begun.get())) {
                    errors.rejectValue("until", "wrong", "任职结束日期早于开始日期");
                }
            }
            return errors.getErrorCount() > before
                    ? null
                    : new NewTerm(Objects.requireNonNull(what), text(title), where, begun.orElseThrow(), end);
        }
    }

    /** 近亲属. */
    record LinkForm(
            @Nullable String name,
            @Nullable String idno,
            @Nullable String relation) {

        static final LinkForm EMPTY = new LinkForm("", "", "");

        cn.yimen.integrity.KinRegister.@Nullable NewLink read(Collection<KinRelation> relations, BindingResult errors) {
            var before = errors.getErrorCount();
            var who = KinForms.name(name, true, errors);
            var problem = ResidentId.problem(text(idno));
            if (problem != null) {
                errors.rejectValue("idno", "wrong", problem);
            }
            var what = relations.stream()
                    .filter(each -> each.name().equals(relation))
                    .findFirst();
            if (what.isEmpty()) {
                errors.rejectValue("relation", "missing", "选择与任职人员的关系");
            }
            return errors.getErrorCount() > before
                    ? null
                    : new cn.yimen.integrity.KinRegister.NewLink(who, ResidentId.parse(text(idno)), what.orElseThrow());
        }

        @Override
        public String toString() {
            return "LinkForm[…]";
        }
    }

    /** 结束. */
    record EndForm(@Nullable String on, @Nullable String reason) {

        static final EndForm EMPTY = new EndForm("", "");

        String why(BindingResult errors) {
            if (text(reason).isEmpty() || text(reason).length() > 200) {
                errors.rejectValue("reason", "wrong", text(reason).isEmpty() ? "填写原因" : "原因不超过 200 字");
            }
            return text(reason);
        }

        @Nullable
        LocalDate day(LocalDate begun, LocalDate today, BindingResult errors) {
            var day = DateInput.read(text(on), today).orElse(null);
            if (day == null) {
                errors.rejectValue("on", "wrong", "填写任职的最后一天，例如 2026-3-11");
            } else if (day.isBefore(begun)) {
                errors.rejectValue("on", "wrong", "最后一天早于任职开始的日期");
            }
            return day;
        }
    }

    private static String name(@Nullable String typed, boolean needed, BindingResult errors) {
        var name = text(typed);
        if (needed && name.isEmpty()) {
            errors.rejectValue("name", "missing", "填写姓名");
        } else if (name.codePointCount(0, name.length()) > MOST_NAME) {
            errors.rejectValue("name", "long", "姓名不超过 50 字");
        }
        return name;
    }
}
