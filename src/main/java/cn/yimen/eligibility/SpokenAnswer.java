package cn.yimen.eligibility;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * 可以这样答复: what the clerk may say to the citizen (ui-guide 4.2 and 15): whole sentences, 您, what happened, then what to do. A
 * proposal to be edited, from a run with explanation.
 *
 * @param sentences in the order to say them
 */
public record SpokenAnswer(List<String> sentences) implements Serializable {

    public SpokenAnswer {
        sentences = List.copyOf(sentences);
    }

    public static SpokenAnswer of(Assessment assessment) {
        var said = new ArrayList<String>();
        tekun(assessment, said);
        dibao(assessment, said);
        edge(assessment, said);
        rigid(assessment, said);
        temporary(assessment, said);
        if (assessment.best() == null) {
            missing(assessment, said);
        }
        ending(assessment, said);
        return new SpokenAnswer(said);
    }

    public String text() {
        return String.join("", sentences);
    }

    private static void tekun(Assessment assessment, List<String> said) {
        for (var person : assessment.of(Scheme.TEKUN).persons()) {
            if (person.outcome() == Outcome.ELIGIBLE) {
                var amount = person.amount();
                said.add(who(person.label()) + "可能符合特困供养，每月大约 " + yuan(amount.total()) + " 元，其中基本生活 "
                        + yuan(amount.base()) + " 元、照料护理 " + yuan(amount.care()) + " 元。");
            }
        }
    }

    private static void dibao(Assessment assessment, List<String> said) {
        var dibao = assessment.of(Scheme.DIBAO);
        var counted = assessment.counted();
        switch (dibao.outcome()) {
            case ELIGIBLE -> {
                said.add("按您家现在的情况，可能符合低保，每月大约 " + yuan(dibao.amount().total()) + " 元"
                        + (dibao.amount().increments().signum() > 0
                                ? "，其中分类施保增发 " + yuan(dibao.amount().increments()) + " 元"
                                : "")
                        + "。");
                for (var reason : dibao.reasons()) {
                    if (reason.code() == Reason.Code.REFUSAL_WARNING || reason.code() == Reason.Code.REFUSAL_REDUCED) {
                        said.add(reason.words() + "。");
                    }
                }
            }
            case NOT_ELIGIBLE -> {
                var why = new StringBuilder();
                if (dibao.because(Reason.Code.INCOME_OVER.name())) {
                    boolean equal = dibao.excess() == null || dibao.excess().signum() == 0;
                    why.append("按您家现在的收入，每人每月 ")
                            .append(yuan(counted.monthlyPerPerson()))
                            .append(" 元，")
                            .append(equal ? "没有低于" : "高于")
                            .append("低保标准 ")
                            .append(yuan(counted.monthlyStandard()))
                            .append(" 元");
                }
                for (var reason : dibao.reasons()) {
                    if (reason.code() == Reason.Code.ASSET_OVER) {
                        why.append(why.isEmpty() ? "您家" : "，").append(reason.words());
                    }
                }
                said.add(why + "，这次不能办低保。");
            }
            case MISSING_FACTS, NOT_APPLICABLE -> {}
        }
    }

    private static void edge(Assessment assessment, List<String> said) {
        if (assessment.fits(Scheme.BIANYUAN)) {
            said.add("可以申请低保边缘家庭认定，看病、上学有减免。");
        }
        for (var person : assessment.of(Scheme.SINGLE).persons()) {
            if (person.outcome() == Outcome.ELIGIBLE) {
                said.add(who(person.label()) + "可以参照单人户单独申请低保，每月大约 "
                        + yuan(person.amount().total()) + " 元。");
            }
        }
    }

    private static void rigid(Assessment assessment, List<String> said) {
        if (assessment.fits(Scheme.GANGXING)) {
            said.add("您家看病、上学等必需的支出大，可以申请刚性支出困难家庭认定，认定后可以申请医疗、教育等救助。");
        }
    }

    private static void temporary(Assessment assessment, List<String> said) {
        var quick = assessment.of(Scheme.TEMPORARY_QUICK);
        if (quick.eligible()) {
            said.add("眼前急用的，可以先给小额快救，最多 " + yuan(quick.amount().total()) + " 元，三天内办结。");
        }
        for (var scheme : new Scheme[] {Scheme.TEMPORARY_EMERGENCY, Scheme.TEMPORARY_EXPENDITURE}) {
            var general = assessment.of(scheme);
            if (general.eligible()) {
                said.add("可以申请临时救助，一次性大约 " + yuan(general.amount().total()) + " 元"
                        + (general.confirm() == Determination.Confirm.CASE_CONFERENCE ? "，超过上限的部分要会商后再定。" : "。"));
            }
        }
    }

    private static void missing(Assessment assessment, List<String> said) {
        var asked = new ArrayList<String>();
        for (var determination : assessment.ladder()) {
            for (var fact : determination.missing()) {
                if (!asked.contains(fact.words())) {
                    asked.add(fact.words());
                }
            }
        }
        if (!asked.isEmpty()) {
            said.add("还要请您说一下：" + String.join("；", asked) + "。");
        }
    }

    private static void ending(Assessment assessment, List<String> said) {
        boolean refused = assessment.of(Scheme.DIBAO).outcome() == Outcome.NOT_ELIGIBLE;
        if (assessment.best() != null) {
            said.add("这是预估，要经过核对和审核，以审核结果为准。");
        }
        if (refused) {
            said.add("您可以照样提出书面申请；收到书面决定后不同意的，可以在 60 日内申请行政复议。");
        }
    }

    /** The head and the applicant are spoken to; the roles of the register are said as one says them. */
    private static String who(String label) {
        return switch (label) {
            case "本人", "户主" -> "您";
            case "子" -> "您儿子";
            case "女" -> "您女儿";
            case "妻" -> "您妻子";
            case "夫" -> "您丈夫";
            case "父" -> "您父亲";
            case "母" -> "您母亲";
            default -> "您家" + label;
        };
    }

    /** Without decimals where there are none. */
    private static String yuan(Money amount) {
        var text = amount.grouped();
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
