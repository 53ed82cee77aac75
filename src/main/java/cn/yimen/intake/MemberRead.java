package cn.yimen.intake;

import cn.yimen.household.Absence;
import cn.yimen.household.Disability;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.Masks;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sex;
import cn.yimen.kernel.YuanInput;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 一位成员, read from the row: what can be understood of it; the rest is nothing or empty.
 *
 * @param key of the row
 * @param no 1 for the applicant
 * @param name as typed
 * @param id the resident number, if it is one
 * @param permit number of a permit that has not the form of a resident number, in its stored form
 * @param noNumberReason why there is none; empty with one
 */
public record MemberRead(
        String key,
        int no,
        String name,
        @Nullable ResidentId id,
        @Nullable String permit,
        String noNumberReason,
        @Nullable LocalDate birth,
        Sex sex,
        @Nullable Relation relation,
        Typed typed) {

    static MemberRead of(String key, int no, Typed typed, LocalDate today) {
        var id = number(typed.get("idno"));
        var permit = id == null && permitKind(typed).isPresent() && typed.has("idno")
                ? IdentityKind.permitNumber(typed.get("idno"))
                : null;
        var birth = id != null
                ? id.birthDate()
                : DateInput.read(typed.get("birth"), today).orElse(null);
        var sex = id != null ? id.sex() : sex(typed.get("sex"));
        return new MemberRead(
                key,
                no,
                typed.get("name"),
                id,
                permit,
                id == null && permit == null ? typed.get("noId") : "",
                birth,
                sex,
                key.equals(DraftContent.SELF)
                        ? Relation.HEAD
                        : one(Relation.class, typed.get("relation")).orElse(null),
                typed);
    }

    public boolean self() {
        return key.equals(DraftContent.SELF);
    }

    /** 「第 4 位成员赵玉珍」; the applicant is 「申请人王建国」. */
    public String who() {
        return (self() ? "申请人" : "第 " + no + " 位成员") + name;
    }

    public IdentityKind identityKind() {
        if (id == null && permit == null) {
            return IdentityKind.NONE;
        }
        return permitKind(typed).orElseGet(() -> id == null ? IdentityKind.NONE : IdentityKind.of(id));
    }

    /** 港澳台、外国人 chosen as the kind of paper. */
    static Optional<IdentityKind> permitKind(Typed typed) {
        return one(IdentityKind.class, typed.get("idKind")).filter(IdentityKind::permit);
    }

    /** The number in its stored form, of whatever kind. */
    public @Nullable String number() {
        return id != null ? id.value() : permit;
    }

    /** {@code 520499********3410}, or that there is none. */
    public String idMasked() {
        if (number() != null) {
            return Masks.identity(number());
        }
        return noNumberReason.isEmpty() ? "" : "暂无证件号";
    }

    public @Nullable Integer ageOn(LocalDate day) {
        return birth == null ? null : java.time.Period.between(birth, day).getYears();
    }

    /** 「男 56」; empty if neither is known. */
    public String sexAge(LocalDate day) {
        var age = ageOn(day);
        return (sex == Sex.UNKNOWN ? "" : sex.label()) + (age == null ? "" : " " + age);
    }

    public String relationWords() {
        return relation == null ? "" : relation.label();
    }

    public Optional<Condition> condition() {
        return one(Condition.class, typed.get("condition"));
    }

    public List<Disability> disabilities() {
        var category = one(Disability.Category.class, typed.get("disCategory"));
        var grade = typed.get("disGrade");
        return category.isPresent() && grade.matches("[1-4]")
                ? List.of(new Disability(category.get(), Integer.parseInt(grade)))
                : List.of();
    }

    public boolean seriouslyIll() {
        return condition().filter(each -> each == Condition.ILL).isPresent() || typed.ticked("ill");
    }

    /** The stage told, or for a pupil whose stage was not told, the one of the age. */
    StudyStage study(LocalDate day) {
        var told = one(StudyStage.class, typed.get("study")).orElse(StudyStage.NONE);
        var age = ageOn(day);
        if (told != StudyStage.NONE
                || condition().filter(each -> each == Condition.STUDENT).isEmpty()
                || age == null) {
            return told;
        }
        if (age < 6) {
            return StudyStage.KINDERGARTEN;
        }
        if (age < 12) {
            return StudyStage.PRIMARY;
        }
        return age < 15 ? StudyStage.JUNIOR : age < 18 ? StudyStage.SENIOR : StudyStage.NONE;
    }

    Absence absence() {
        return one(Absence.class, typed.get("absence")).orElse(Absence.NONE);
    }

    /** The indicators not passed; nothing if they were not assessed. */
    @Nullable
    Set<SelfCareItem> failedSelfCare() {
        var failed = EnumSet.noneOf(SelfCareItem.class);
        typed.all("selfCare").forEach(each -> one(SelfCareItem.class, each).ifPresent(failed::add));
        return failed.isEmpty() && !typed.ticked("selfCareDone") ? null : failed;
    }

    /** 集中供养 wanted, 分散, or nothing. */
    @Nullable
    Boolean institutional() {
        return switch (typed.get("institutional")) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    Optional<YuanInput> income() {
        return money(typed.get("income"));
    }

    /** 「重度残疾（肢体残疾二级）、慢性病」 for the row. */
    public String conditionWords() {
        var words = new ArrayList<String>();
        var disabilities = disabilities();
        condition().ifPresent(each -> {
            if (disabilities.isEmpty() || (each != Condition.SEVERE && each != Condition.DISABLED)) {
                words.add(each.words());
            }
        });
        disabilities.forEach(each -> words.add(each.words()));
        if (typed.ticked("ill")
                && condition().filter(each -> each == Condition.ILL).isEmpty()) {
            words.add(Condition.ILL.words());
        }
        if (typed.has("illness")) {
            words.add(typed.get("illness"));
        }
        one(StudyStage.class, typed.get("study"))
                .filter(each -> each != StudyStage.NONE)
                .ifPresent(each -> words.add(each.label()));
        var failed = failedSelfCare();
        if (failed != null) {
            words.add(failed.isEmpty() ? "能自理" : "自理 " + failed.size() + " 项不能");
        }
        if (absence() != Absence.NONE) {
            words.add(absence().label());
        }
        if (typed.ticked("apart")) {
            words.add("不在一起住");
        }
        return String.join("、", words);
    }

    public String incomeWords() {
        return income().map(each -> each.amount().grouped()).orElse("");
    }

    /** GB/T 4761, as the register keeps it. */
    String relationCode(Sex applicant) {
        if (relation == null) {
            return "99";
        }
        return switch (relation) {
            case HEAD -> "01";
            case SPOUSE -> "10";
            case CHILD -> sex == Sex.FEMALE ? "30" : "20";
            case CHILD_IN_LAW -> sex == Sex.FEMALE ? "38" : "28";
            case GRANDCHILD -> "40";
            case PARENT -> "50";
            case PARENT_IN_LAW ->
                applicant == Sex.FEMALE ? (sex == Sex.FEMALE ? "54" : "53") : (sex == Sex.FEMALE ? "56" : "55");
            case GRANDPARENT -> "60";
            case SIBLING -> "70";
            case OTHER_KIN -> "97";
            case NO_KIN -> "99";
        };
    }

    static @Nullable ResidentId number(String typed) {
        return typed.isEmpty() || ResidentId.problem(typed) != null ? null : ResidentId.parse(typed);
    }

    static Optional<YuanInput> money(String typed) {
        return typed.isEmpty() || YuanInput.problem(typed) != null
                ? Optional.empty()
                : Optional.of(YuanInput.parse(typed));
    }

    static <E extends Enum<E>> Optional<E> one(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private static Sex sex(String typed) {
        return one(Sex.class, typed).orElse(Sex.UNKNOWN);
    }

    @Override
    public String toString() {
        return "MemberRead[" + key + "]";
    }
}
