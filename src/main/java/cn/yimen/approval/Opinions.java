package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.casefile.Determinations;
import cn.yimen.eligibility.Amount;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.Determination;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.MissingFact;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Reason;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.StaleEdit;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 初审意见 (AP-1; 57 第十九条): the township's proposal, reckoned on the verified facts with the parameters of the day of
 * acceptance, kept whole. What is proposed is what the engine finds; who wants something else corrects the facts.
 */
@Service
@Transactional
public class Opinions {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final VerifiedFacts verified;
    private final Determinations determinations;
    private final Policy policy;
    private final SurveySecrets secrets;
    private final AuditLog audit;
    private final Clock clock;
    /** Its own: what is stored must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    Opinions(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            VerifiedFacts verified,
            Determinations determinations,
            Policy policy,
            SurveySecrets secrets,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.verified = verified;
        this.determinations = determinations;
        this.policy = policy;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 情况已变化: what is not any more as it was when the opinion was drafted.
     *
     * @param facts line by line
     * @param lines of the two runs that differ
     * @param now what would be proposed now under the scheme of the opinion
     */
    public record Changed(Opinion opinion, List<FactChange> facts, List<Comparison.Line> lines, Proposal.Option now) {

        /** In one line, for a reason of sending back. */
        public String words() {
            return facts.stream()
                    .map(change -> "%s：%s → %s".formatted(change.what(), change.before(), change.after()))
                    .collect(Collectors.joining("；"));
        }
    }

    /** The last one of the application; the caller has read the application. */
    @Transactional(readOnly = true)
    public Optional<Opinion> latest(ApplicationId id) {
        return all(id).stream().findFirst();
    }

    /** All of them, the last one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Opinion> all(ApplicationId id) {
        return questions.list(asks(id));
    }

    /** What {@link #latest} and {@link #changedSince} ask, to be asked ahead. */
    Stream<Question<?>> asks(ApplicationView application, Officer by) {
        return application.ended()
                ? Stream.of(asks(application.id()))
                : Stream.concat(Stream.of(asks(application.id())), verified.asksOf(application, by));
    }

    private Question<Opinion> asks(ApplicationId id) {
        return Question.sql("""
                        select p.*, o.name from opinion p join officer o on o.id = p.given_by
                        where p.application_id = ? order by p.given_at desc
                        """).param(id.id()).query((row, n) -> opinion(row));
    }

    private Opinion opinion(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Opinion(
                Sql.id(row, "id"),
                row.getInt("round"),
                row.getBoolean("favourable"),
                Scheme.valueOf(row.getString("scheme")),
                Money.fen(row.getLong("monthly_fen")),
                Money.fen(row.getLong("once_fen")),
                secrets.reasons(row.getBytes("reasons_enc")),
                row.getString("basis"),
                json.readValue(secrets.assessment(row.getBytes("assessment_enc")), Assessment.class),
                row.getString("facts_digest"),
                Sql.id(row, "given_by"),
                row.getString("name"),
                Sql.instant(row, "given_at"));
    }

    /**
     * 初审测算, stored nowhere.
     *
     * @throws NoSuchElementException if the officer's reach has no such application
     * @throws cn.yimen.policy.NoParameter if the parameters of the day of acceptance are not whole
     */
    @Transactional(readOnly = true)
    public Proposal proposal(ApplicationId id, Officer by) {
        return proposal(applications.get(id, by), by);
    }

    private Proposal proposal(ApplicationView application, Officer by) {
        var facts = verified.of(application, by);
        var run = MeansTest.determine(facts, policy.eligibilityOn(verified.acceptedOn(application)));
        var before = determinations.latest(application.caseId(), by).orElse(null);
        var lines = before == null
                ? List.<Comparison.Line>of()
                : Comparison.of(before.assessment(), run).differences().stream()
                        .filter(line -> !line.section().equals("版本"))
                        .toList();
        return new Proposal(
                application,
                run,
                digest(facts),
                options(application, run),
                before,
                lines,
                verified.lines(application, by).stream()
                        .filter(FactLine::differs)
                        .toList());
    }

    private String digest(HouseholdFacts facts) {
        return HexFormat.of().formatHex(SurveySecrets.digest(json.writeValueAsString(facts)));
    }

    /** The schemes an item may end in. */
    static List<Scheme> schemes(String itemCode) {
        return switch (itemCode) {
            case "MZ-01" -> List.of(Scheme.DIBAO, Scheme.SINGLE);
            case "MZ-02A" -> List.of(Scheme.TEKUN);
            case "MZ-05" -> List.of(Scheme.BIANYUAN);
            case "MZ-06" -> List.of(Scheme.GANGXING);
            default -> List.of(Scheme.TEMPORARY_EMERGENCY, Scheme.TEMPORARY_EXPENDITURE, Scheme.TEMPORARY_QUICK);
        };
    }

    private static List<Proposal.Option> options(ApplicationView application, Assessment run) {
        return schemes(application.itemCode()).stream()
                .map(scheme -> option(application, run, run.of(scheme)))
                .sorted(Comparator.comparing((Proposal.Option option) -> !option.fits()))
                .toList();
    }

    private static Proposal.Option option(ApplicationView application, Assessment run, Determination found) {
        var outcome = found.outcome();
        var amount = found.amount();
        List<Reason> reasons = found.reasons();
        List<MissingFact> missing = found.missing();
        if (found.scheme().unit() == Scheme.Unit.PERSON) {
            // judged person by person: it is about the one the matter is for
            for (var person : found.persons()) {
                if (person.member().equals(application.personId().toString())) {
                    outcome = person.outcome();
                    amount = person.amount();
                    reasons = person.reasons();
                    missing = person.missing();
                }
            }
        }
        var fits = outcome == Outcome.ELIGIBLE && run.toConfirm().isEmpty();
        var paid = outcome == Outcome.ELIGIBLE ? amount.total() : Money.ZERO;
        var monthly = amount.period() == Amount.Period.MONTHLY;
        var steps = new ArrayList<Proposal.Line>();
        run.steps()
                .forEach(step -> steps.add(new Proposal.Line(
                        step.what(), step.value(), step.how(), step.basis().text())));
        found.steps()
                .forEach(step -> steps.add(new Proposal.Line(
                        step.what(), step.value(), step.how(), step.basis().text())));
        return new Proposal.Option(
                found.scheme(),
                fits,
                fits ? "符合" : outcome == Outcome.ELIGIBLE ? "推算值待确认" : outcome == Outcome.MISSING_FACTS ? "缺信息" : "不符合",
                monthly ? paid : Money.ZERO,
                monthly ? Money.ZERO : paid,
                words(run, found.scheme(), outcome, reasons, missing),
                basis(reasons, found),
                steps);
    }

    /** The explanation as whole sentences, to be edited. */
    private static String words(
            Assessment run, Scheme scheme, Outcome outcome, List<Reason> reasons, List<MissingFact> missing) {
        var counted = run.counted();
        var words = new StringBuilder("经调查核实，家庭人口 ").append(counted.size()).append(" 人");
        if (scheme == Scheme.DIBAO
                || scheme == Scheme.BIANYUAN
                || scheme == Scheme.GANGXING
                || scheme == Scheme.SINGLE) {
            words.append("，人均月收入 ")
                    .append(counted.monthlyPerPerson().grouped())
                    .append(" 元，低保标准每人每月 ")
                    .append(counted.monthlyStandard().grouped())
                    .append(" 元");
        }
        words.append("。");
        if (!missing.isEmpty()) {
            words.append("还缺：")
                    .append(missing.stream().map(MissingFact::words).collect(Collectors.joining("、")))
                    .append("。");
        }
        if (!run.toConfirm().isEmpty()) {
            words.append("推算值待确认：")
                    .append(run.toConfirm().stream().map(MissingFact::words).collect(Collectors.joining("、")))
                    .append("。");
        }
        for (var reason : reasons) {
            if (!reason.words().isEmpty()) {
                words.append(reason.words()).append("。");
            }
        }
        words.append(outcome == Outcome.ELIGIBLE ? "符合" : "不符合")
                .append(scheme.label())
                .append("条件。");
        return words.toString();
    }

    private static String basis(List<Reason> reasons, Determination found) {
        return reasons.stream()
                .filter(reason -> found.eligible() == reason.code().favourable())
                .map(reason -> reason.basis().text())
                .findFirst()
                .orElse(found.basis().text());
    }

    /**
     * 提出初审意见: kept, and the application moves on; all or nothing.
     *
     * @param scheme one of the proposal's options
     * @param once less than what the engine finds, for a single payment; null for as much
     * @param digest of the facts the officer has seen
     * @throws StaleEdit if the facts have changed since
     * @throws IllegalArgumentException if the scheme does not fit, more than the engine finds is asked for, or what fits is
     *     refused with the reasons why it fits
     * @throws OwnWork if the officer has investigated
     * @throws NoWay if a precondition is missing
     */
    public void give(
            ApplicationId id,
            boolean favourable,
            Scheme scheme,
            @Nullable Money once,
            String reasons,
            String basis,
            String digest,
            Officer by) {
        var application = applications.locked(id, by);
        var proposal = proposal(application, by);
        if (!proposal.digest().equals(digest)) {
            throw new StaleEdit(
                    latestDifferences(application, proposal), null, null, "/applications/" + id + "/opinion");
        }
        var option = proposal.options().stream()
                .filter(one -> one.scheme() == scheme)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a scheme of the item: " + scheme));
        if (favourable && !option.fits()) {
            throw new IllegalArgumentException("does not fit: " + scheme);
        }
        if (!favourable
                && option.fits()
                && reasons.strip().equals(option.reasons().strip())) {
            throw new IllegalArgumentException("a refusal of what fits has a reason of its own");
        }
        if (once != null && (once.compareTo(option.once()) > 0 || once.signum() <= 0)) {
            throw new IllegalArgumentException("more than the engine finds, or nothing");
        }
        applications.take(id, Part.REVIEWER, by);
        jdbc.sql("""
                        insert into opinion (id, application_id, round, favourable, scheme, monthly_fen, once_fen,
                            reasons_enc, basis, facts_digest, parameters, engine, assessment_enc, given_by, given_at)
                        values (:id, :application, :round, :favourable, :scheme, :monthly, :once, :reasons, :basis, :digest,
                            :parameters, :engine, :assessment, :by, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("application", id.id())
                .param("round", application.round())
                .param("favourable", favourable)
                .param("scheme", scheme.name())
                .param("monthly", favourable ? option.monthly().fen() : 0)
                .param("once", favourable ? (once == null ? option.once() : once).fen() : 0)
                .param("reasons", secrets.reasons(reasons))
                .param("basis", basis)
                .param("digest", digest)
                .param("parameters", proposal.run().parameters().version())
                .param("engine", proposal.run().engineVersion())
                .param("assessment", secrets.assessment(json.writeValueAsString(proposal.run())))
                .param("by", by.id())
                .param("now", Sql.at(clock.instant()))
                .update();
        audit.changed(by, favourable ? "初审：建议确认" : "初审：建议不予确认", application.subject(), "");
        applications.go(id, favourable ? Way.PROPOSE : Way.PROPOSE_REFUSAL, null, by);
    }

    private List<StaleEdit.Difference> latestDifferences(ApplicationView application, Proposal now) {
        return now.lines().stream()
                .map(line -> new StaleEdit.Difference(
                        line.what(), line.verified() == null ? line.declared() : line.verified(), line.declared()))
                .toList();
    }

    /**
     * What changed since the last opinion was drafted; empty if nothing did, or there is no opinion. The confirmation asks
     * this again in its own transaction (lessons 12).
     *
     * @throws NoSuchElementException if the officer's reach has no such application
     */
    @Transactional(readOnly = true)
    public Optional<Changed> changedSince(ApplicationId id, Officer by) {
        return changedSince(applications.get(id, by), by);
    }

    /** The same; the caller has read the application. */
    @Transactional(readOnly = true)
    Optional<Changed> changedSince(ApplicationView application, Officer by) {
        var opinion = latest(application.id()).orElse(null);
        if (opinion == null) {
            return Optional.empty();
        }
        var facts = verified.of(application, by);
        if (digest(facts).equals(opinion.factsDigest())) {
            return Optional.empty();
        }
        var before = opinion.assessment();
        var now = MeansTest.determine(facts, before.parameters());
        return Optional.of(new Changed(
                opinion,
                FactLines.changes(before.facts(), facts),
                Comparison.of(before, now).differences().stream()
                        .filter(line -> !line.section().equals("版本"))
                        .toList(),
                option(application, now, now.of(opinion.scheme()))));
    }

    /** Whether an opinion was given since the application came to be investigated, on the facts of now. */
    @Nullable
    String whyNotCurrent(ApplicationView application, boolean favourable, Officer by) {
        var opinion = latest(application.id()).orElse(null);
        if (opinion == null
                || opinion.round() != application.round()
                || opinion.favourable() != favourable
                || !givenSinceTheSurveyBegan(application, opinion)) {
            return "还没有写初审意见";
        }
        return digest(verified.of(application, by)).equals(opinion.factsDigest()) ? null : "家庭情况在初审意见之后有变化，请重新测算";
    }

    private boolean givenSinceTheSurveyBegan(ApplicationView application, Opinion opinion) {
        return jdbc.sql("""
                        select coalesce(:at >= max(at), true) from application_step
                        where application_id = :id and to_state = 'SURVEY'
                        """)
                .param("at", Sql.at(opinion.at()))
                .param("id", application.id().id())
                .query(Boolean.class)
                .single();
    }
}
