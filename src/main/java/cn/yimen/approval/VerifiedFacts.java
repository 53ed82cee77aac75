package cn.yimen.approval;

import cn.yimen.casefile.Determinations;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 核实情况 (HH-3): what was found stands beside what was declared and never in its place. The recalculation takes the found
 * value of a line where there is one, from a signed visit, a verification or a document.
 */
@Service
@Transactional(readOnly = true)
public class VerifiedFacts {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final Households households;
    private final Determinations determinations;
    private final TemporaryNeeds needs;
    private final SurveySecrets secrets;
    private final Clock clock;
    /** Its own: what is stored must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    VerifiedFacts(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            Households households,
            Determinations determinations,
            TemporaryNeeds needs,
            SurveySecrets secrets,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.households = households;
        this.determinations = determinations;
        this.needs = needs;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** 核实值的来源. */
    public enum Source {
        VISIT("入户调查"),
        VERIFICATION("信息核对"),
        DOCUMENT("证明材料");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 一条核实, the last one of its line. */
    public record Entry(
            String line, Found found, Source source, String sourceWords, Instant at, UUID by, String byName) {}

    /**
     * The facts to reckon with: the household as it is registered now, as of the day of acceptance, with what was found.
     *
     * @throws NoSuchElementException if the officer's scope has no such application
     */
    public HouseholdFacts of(ApplicationId id, Officer by) {
        return of(applications.get(id, by), by);
    }

    HouseholdFacts of(ApplicationView application, Officer by) {
        var view = households.get(new HouseholdId(application.householdId()), by);
        var facts = households.facts(view, acceptedOn(application));
        var first = determinations
                .latest(application.caseId(), by)
                .map(kept -> kept.assessment().facts().emergency())
                .orElse(null);
        var found = new LinkedHashMap<String, Found>();
        entries(application.id()).forEach((line, entry) -> found.put(line, entry.found()));
        return FactLines.over(
                facts.but().emergency(needs.emergency(application, first)).build(), found);
    }

    /** 受理之日: its parameters decide about the eligibility (national-rules 0.3). */
    LocalDate acceptedOn(ApplicationView application) {
        return LocalDate.ofInstant(application.receivedAt(), clock.getZone());
    }

    /** 申报与核实并列, every line of the household; what was found without having been declared stands at the end. */
    public List<FactLine> lines(ApplicationView application, Officer by) {
        var entries = new LinkedHashMap<>(entries(application.id()));
        var lines = new java.util.ArrayList<FactLine>();
        for (var line : FactLines.of(households.get(new HouseholdId(application.householdId()), by))) {
            var entry = entries.remove(line.key());
            lines.add(entry == null ? line : line.verifiedAs(entry.found().words(), source(entry)));
        }
        entries.values().stream()
                .filter(entry -> entry.found().added() != null
                        || entry.found().failed() != null
                        || entry.line().startsWith("a-"))
                .forEach(entry -> lines.add(new FactLine(
                        entry.line(),
                        entry.found().added() == null
                                ? FactLine.Kind.MEMBER
                                : entry.found().added().kind(),
                        entry.found().what(),
                        entry.found().declared(),
                        null,
                        entry.found().words(),
                        source(entry),
                        FactLine.Input.AMOUNT,
                        List.of())));
        return lines;
    }

    /** What nobody declared and the verification found: it is counted already, a visit does not write it down again. */
    public List<FactLine> foundByVerification(ApplicationView application, Officer by) {
        var found = entries(application.id());
        return lines(application, by).stream()
                .filter(line -> {
                    var entry = found.get(line.key());
                    return line.key().startsWith("x-") && entry != null && entry.source() == Source.VERIFICATION;
                })
                .toList();
    }

    private static String source(Entry entry) {
        return entry.source().words() + "：" + entry.sourceWords();
    }

    /** The last entry of each line, in the order they were made. */
    Map<String, Entry> entries(ApplicationId id) {
        var entries = new LinkedHashMap<String, Entry>();
        for (var entry : questions.list(asks(id))) {
            entries.remove(entry.line());
            entries.put(entry.line(), entry);
        }
        return entries;
    }

    /** What {@link #lines} asks, to be asked ahead. */
    Stream<Question<?>> asks(ApplicationView application) {
        return Stream.concat(
                households.asks(new HouseholdId(application.householdId())), Stream.of(asks(application.id())));
    }

    /** What {@link #of} asks, to be asked ahead. */
    Stream<Question<?>> asksOf(ApplicationView application, Officer by) {
        return Stream.of(
                        asks(application),
                        determinations.asks(application.caseId(), by),
                        Stream.of(TemporaryNeeds.asks(application.id())))
                .flatMap(each -> each);
    }

    /** Every entry in the order they were made. */
    private Question<Entry> asks(ApplicationId id) {
        return Question.sql("""
                        select f.line, f.found_enc, f.source, f.source_words, f.found_at, f.found_by, o.name
                        from verified_fact f join officer o on o.id = f.found_by
                        where f.application_id = :id
                            -- of what nobody declared the last record counts, else it would be counted twice
                            and (f.line not like 'x-%' or f.source <> 'VISIT' or f.source_id = (
                                select i.id from investigation i
                                where i.application_id = :id and i.state = 'SIGNED' order by i.signed_at desc limit 1))
                            -- a finding that was called true and is not any more
                            and not exists (select 1 from application_finding w
                                where w.application_id = :id and w.finding_id = f.source_id and w.state = 'WITHDRAWN')
                        order by f.id
                        """)
                .param("id", id.id())
                .query((row, n) -> new Entry(
                        row.getString("line"),
                        json.readValue(secrets.found(row.getBytes("found_enc")), Found.class),
                        Source.valueOf(row.getString("source")),
                        row.getString("source_words"),
                        Sql.instant(row, "found_at"),
                        Sql.id(row, "found_by"),
                        row.getString("name")));
    }

    /** From a signed visit, or another module's check. */
    @Transactional
    void record(
            ApplicationView application,
            String line,
            Found found,
            Source source,
            String sourceWords,
            @Nullable UUID sourceId,
            Officer by) {
        jdbc.sql("""
                        insert into verified_fact (application_id, round, line, source, source_words, source_id, found_enc,
                            found_at, found_by)
                        values (:application, :round, :line, :source, :words, :sourceId, :found, :now, :by)
                        """)
                .param("application", application.id().id())
                .param("round", application.round())
                .param("line", line)
                .param("source", source.name())
                .param("words", sourceWords)
                .param("sourceId", sourceId)
                .param("found", secrets.found(json.writeValueAsString(found)))
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .update();
    }

    /**
     * 依证明材料或核对结果登记核实值: one line, while the township investigates.
     *
     * @param typed as typed; {@link #problem} says before what is wrong with it
     * @param sourceWords which document or check result, 「2026年3月工资流水」
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if the investigation is over
     */
    @Transactional
    public void enter(ApplicationId id, FactLine line, String typed, Source source, String sourceWords, Officer by) {
        var application = applications.locked(id, by);
        if (!mayBeEntered(application, by)) {
            if (application.state() != ApplicationState.SURVEY) {
                throw new Conflict("本件现在是「%s」，不能再登记核实值".formatted(application.stateWords()));
            }
            throw new NotAllowed("核实值由乡镇审核登记");
        }
        record(application, line.key(), InvestigationContent.found(line, typed), source, sourceWords, null, by);
    }

    /** Whether the reader may enter a value found in a document now. */
    public boolean mayBeEntered(ApplicationView application, Officer by) {
        return application.state() == ApplicationState.SURVEY && application.reachedBy(by, Role.TOWNSHIP_REVIEWER);
    }

    /** What is wrong with a value typed for a line; null if nothing is. */
    public static @Nullable String problem(FactLine line, String typed) {
        return InvestigationContent.wrong(line, typed);
    }
}
