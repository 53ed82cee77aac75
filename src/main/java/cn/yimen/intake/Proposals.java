package cn.yimen.intake;

import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.StudyStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * 建议的事项 (IN-4): which items of the catalogue fit what was entered, with one reason each. The means test says it for
 * the bureau's own; for the others it is a hint, their departments decide.
 */
final class Proposals {

    /** 可能符合, 缺信息, 暂不符合. */
    enum Mark {
        YES,
        ASK,
        NO
    }

    /**
     * 一项建议.
     *
     * @param item code of the catalogue
     * @param person key of the member it is for
     * @param missing field and words of what is not known; empty without
     */
    record Proposal(String item, String name, Mark mark, String reason, String person, List<Missing> missing) {}

    /** 缺的一项信息 and the control where it is told. */
    record Missing(String field, String words) {}

    private Proposals() {}

    static String itemOf(Scheme scheme) {
        return switch (scheme) {
            case TEKUN -> "MZ-02A";
            case DIBAO, SINGLE -> "MZ-01";
            case BIANYUAN -> "MZ-05";
            case GANGXING -> "MZ-06";
            case TEMPORARY_QUICK, TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> "MZ-03";
        };
    }

    /** What departments besides the means test may give. */
    static List<Proposal> beside(Reading reading, Assessment assessment) {
        var found = new ArrayList<Proposal>();
        var low = Set.of(Scheme.TEKUN, Scheme.DIBAO, Scheme.BIANYUAN, Scheme.GANGXING).stream()
                .anyMatch(assessment::fits);
        var dibao = assessment.fits(Scheme.DIBAO) || assessment.fits(Scheme.SINGLE);
        var labels = reading.labels();
        var today = reading.today();
        var ill = reading.members().stream()
                .filter(each -> each.seriouslyIll()
                        || each.condition().filter(c -> c == Condition.CHRONIC).isPresent())
                .findFirst();
        if (low
                && (ill.isPresent()
                        || reading.money("medical")
                                .filter(m -> m.amount().signum() > 0)
                                .isPresent())) {
            found.add(yes(
                    "YB-01",
                    "医疗救助",
                    dibao ? "认定低保后按低保对象救助，转区医保局。" : "认定后按低收入家庭救助，转区医保局。",
                    ill.map(MemberRead::key).orElse(DraftContent.SELF)));
        }
        reading.members().stream()
                .filter(each -> low && each.study(today) != StudyStage.NONE)
                .max(java.util.Comparator.comparing(each -> each.study(today)))
                .ifPresent(each -> found.add(yes(
                        "JT-01",
                        "教育救助",
                        labels.get(each.key()) + "在读" + each.study(today).label() + "，转区教育局。",
                        each.key())));
        reading.members().stream()
                .filter(each -> low
                        && each.study(today) == StudyStage.NONE
                        && each.condition().filter(c -> c == Condition.STUDENT).isPresent())
                .findFirst()
                .filter(each -> found.stream().noneMatch(other -> other.item().equals("JT-01")))
                .ifPresent(each -> found.add(new Proposal(
                        "JT-01",
                        "教育救助",
                        Mark.ASK,
                        "",
                        each.key(),
                        List.of(new Missing("row." + each.key(), labels.get(each.key()) + "在读的学段")))));
        reading.members().stream()
                .filter(each -> each.disabilities().stream().anyMatch(d -> d.grade() <= 2))
                .findFirst()
                .filter(each -> !assessment.fits(Scheme.TEKUN))
                .ifPresent(each ->
                        found.add(yes("MZ-04B", "重度残疾人护理补贴", labels.get(each.key()) + "持一、二级残疾人证，不看收入。", each.key())));
        reading.members().stream()
                .filter(each -> dibao && !each.disabilities().isEmpty())
                .findFirst()
                .ifPresent(each ->
                        found.add(yes("MZ-04A", "困难残疾人生活补贴", labels.get(each.key()) + "持残疾人证，认定低保后可以申请。", each.key())));
        old(reading)
                .ifPresent(each -> found.add(yes("MZ-07", "高龄津贴", labels.get(each.key()) + "已满 80 岁。", each.key())));
        if (low) {
            housing(reading, found);
            reading.members().stream()
                    .filter(each -> Set.of("5", "6").contains(each.typed().get("employment")))
                    .findFirst()
                    .ifPresent(each ->
                            found.add(yes("RS-01", "就业援助", labels.get(each.key()) + "有劳动能力、没有工作，转区人社局。", each.key())));
        }
        return found;
    }

    private static void housing(Reading reading, List<Proposal> found) {
        switch (reading.form().get("housing")) {
            case "C", "D", "NONE" -> found.add(yes("ZJ-01", "住房救助", "住房不安全或没有住房，转区住建局。", DraftContent.SELF));
            case "SAFE" -> {}
            default ->
                found.add(new Proposal(
                        "ZJ-01", "住房救助", Mark.ASK, "", DraftContent.SELF, List.of(new Missing("housing", "现住房是否为危房"))));
        }
    }

    private static Optional<MemberRead> old(Reading reading) {
        return reading.members().stream()
                .filter(each -> {
                    var age = each.ageOn(reading.today());
                    return age != null && age >= 80;
                })
                .findFirst();
    }

    private static Proposal yes(String item, String name, String reason, String person) {
        return new Proposal(item, name, Mark.YES, reason, person, List.of());
    }

    /** The control of a fact the means test misses. */
    static String control(String fact) {
        var open = fact.indexOf('[');
        if (open > 0) {
            var key = fact.substring(open + 1, Math.max(open + 1, fact.indexOf(']')));
            return switch (fact.substring(0, open)) {
                case "members", "supporters" -> "row." + key;
                case "properties" -> key.startsWith("house") ? "houseArea" : "assets";
                case "incomes" -> key.startsWith("migrant-") ? "row." + key.substring("migrant-".length()) : key;
                default -> "name";
            };
        }
        return switch (fact) {
            case "area" -> "village";
            case "members" -> "entry.name";
            case "incomes" -> "wage";
            case "properties" -> "assets";
            case "supporters" -> "noSupporters";
            case "emergency.months" -> "emMonths";
            default -> "emCause";
        };
    }

    static Mark mark(Outcome outcome) {
        return switch (outcome) {
            case ELIGIBLE -> Mark.YES;
            case MISSING_FACTS -> Mark.ASK;
            case NOT_ELIGIBLE, NOT_APPLICABLE -> Mark.NO;
        };
    }
}
