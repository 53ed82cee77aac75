package cn.yimen.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 参数检查: gaps, overlaps, missing basis, use before effect, and what is still to be confirmed (lessons 8). */
@Component
public class PolicyLinter {

    private final Policy policy;
    private final List<ParameterUse> uses;
    private final JdbcClient jdbc;
    private final Clock clock;

    PolicyLinter(Policy policy, List<ParameterUse> uses, JdbcClient jdbc, Clock clock) {
        this.policy = policy;
        this.uses = uses;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** 检查结果的种类, the gravest first. */
    public enum Kind {
        NO_VALUE("今天没有值", true),
        BEFORE_EFFECT("用在生效之前", true),
        GAP("中间有空缺", true),
        OVERLAP("起止重叠", true),
        NO_BASIS("没有依据", true),
        ENDING("快到期", false),
        OUTDATED("超过一年没有新值", false),
        UNCONFIRMED("待核", false);

        private final String words;
        private final boolean grave;

        Kind(String words, boolean grave) {
            this.words = words;
            this.grave = grave;
        }

        public String words() {
            return words;
        }

        /** Whether something can be decided wrongly or not at all because of it. */
        public boolean grave() {
            return grave;
        }
    }

    /**
     * One thing to look at.
     *
     * @param words whole sentence, with days and what to do
     * @param question the open question behind it, if there is one
     */
    public record Finding(
            Kind kind,
            ParameterKey key,
            String words,
            @Nullable Question question) {}

    /** 待核事项. */
    public record Question(String code, String priority, String words) {

        /** 上线前必须由区民政局确认. */
        public boolean urgent() {
            return priority.equals("A");
        }
    }

    /** The open questions by their code. */
    public Map<String, Question> questions() {
        var questions = new HashMap<String, Question>();
        jdbc.sql("select code, priority, words from policy_question").query(row -> {
            var question = new Question(row.getString("code"), row.getString("priority"), row.getString("words"));
            questions.put(question.code(), question);
        });
        return questions;
    }

    /** Everything there is to look at, the gravest first, then in the order of the page. */
    public List<Finding> findings() {
        var today = LocalDate.now(clock);
        var questions = questions();
        var missed = policy.missed();
        var findings = new ArrayList<Finding>();
        for (var key : policy.keys()) {
            var values = policy.timeline(key.key());
            check(key, values, today, questions, findings);
            var first = values.isEmpty() ? null : values.get(0).from();
            for (var use : uses) {
                use.earliest()
                        .filter(day -> !key.informative() && (first == null || day.isBefore(first)))
                        .ifPresent(day -> findings.add(new Finding(
                                Kind.BEFORE_EFFECT,
                                key,
                                "%s用到 %s 的值，最早的值从 %s 起".formatted(use.what(), day, first == null ? "（没有）" : first),
                                null)));
            }
            var asked = missed.get(key.key());
            if (asked != null && policy.find(key.key(), asked).isEmpty()) {
                findings.add(new Finding(Kind.BEFORE_EFFECT, key, "测算要用 " + asked + " 的值，没有录入", null));
            }
        }
        findings.sort(Comparator.comparing(Finding::kind));
        return findings;
    }

    /** How many grave findings there are, for a notice on the administrator's workbench. */
    public long graveCount() {
        return findings().stream().filter(finding -> finding.kind().grave()).count();
    }

    private static void check(
            ParameterKey key,
            List<ParameterValue> values,
            LocalDate today,
            Map<String, Question> questions,
            List<Finding> findings) {
        boolean now = false;
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var next = i + 1 < values.size() ? values.get(i + 1) : null;
            var to = value.to();
            var question = value.question() == null ? null : questions.get(value.question());
            // the open question about the standards of the running year belongs to no row yet
            var awaited =
                    key.key().startsWith("dibao.") || key.key().startsWith("orphan.") ? questions.get("Q36") : question;
            boolean current = !value.from().isAfter(today) && (to == null || !to.isBefore(today));
            boolean lastOfNow = current && (next == null || next.from().isAfter(today));
            now |= current;
            if (to != null && next != null && to.plusDays(1).isBefore(next.from()) && !key.informative()) {
                findings.add(new Finding(
                        Kind.GAP,
                        key,
                        "%s 到 %s 没有值，请补录".formatted(to.plusDays(1), next.from().minusDays(1))
                                + (value.note().isEmpty() ? "。" : "。" + value.note()),
                        question));
            }
            if (to != null && next != null && !to.isBefore(next.from())) {
                findings.add(new Finding(
                        Kind.OVERLAP,
                        key,
                        "从 %s 起的值写到 %s 止，后一个值从 %s 起，请更正止日".formatted(value.from(), to, next.from()),
                        null));
            }
            if (value.basis().isBlank()) {
                findings.add(new Finding(Kind.NO_BASIS, key, "从 " + value.from() + " 起的值没有写依据", question));
            } else if (value.basis().startsWith("自拟") && lastOfNow) {
                findings.add(new Finding(Kind.UNCONFIRMED, key, "现用值是自拟的，没有文件依据", question));
            } else if (value.state() == ParameterState.UNCONFIRMED && lastOfNow) {
                findings.add(
                        new Finding(Kind.UNCONFIRMED, key, "现用值 " + key.show(value.value()) + " 待区民政局确认", question));
            }
            if (to != null && next == null && !to.isBefore(today) && to.isBefore(today.plusDays(60))) {
                findings.add(new Finding(Kind.ENDING, key, to + " 以后没有值，请录入后续的值", question));
            }
            if (key.yearly()
                    && lastOfNow
                    && next == null
                    && value.from().plusMonths(12).isBefore(today)) {
                findings.add(new Finding(Kind.OUTDATED, key, "现用值从 " + value.from() + " 起，已超过一年，请核对有没有新标准", awaited));
            }
        }
        if (!now && !key.informative()) {
            findings.add(new Finding(Kind.NO_VALUE, key, today + " 没有值，用到它的测算和时限都不能进行", null));
        }
    }
}
