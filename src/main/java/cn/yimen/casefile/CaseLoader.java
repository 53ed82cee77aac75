package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineLoader;
import cn.yimen.calendar.DeadlineLoader.Limit;
import cn.yimen.calendar.DeadlineLoader.Reckoner;
import cn.yimen.config.CopyTable;
import cn.yimen.district.Place;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.policy.Item;
import cn.yimen.policy.Material;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * 成批的个案: cases with their matters, limits, materials and lines of time as they would stand had they been accepted and
 * handled one by one, by COPY. Nothing is announced: whoever loads a matter loads its referral or application too.
 */
@Service
public class CaseLoader {

    private final CaseSecrets secrets;
    private final DeadlineLoader deadlines;
    private final JdbcClient jdbc;

    CaseLoader(CaseSecrets secrets, DeadlineLoader deadlines, JdbcClient jdbc) {
        this.secrets = secrets;
        this.deadlines = deadlines;
        this.jdbc = jdbc;
    }

    /**
     * 事项的结果.
     *
     * @param conclusion null for a withdrawal
     * @param told null while the applicant has not been told
     */
    public record Ending(
            Instant at,
            @Nullable Conclusion conclusion,
            String words,
            @Nullable Told told) {}

    /** 告知. */
    public record Told(Instant at, ToldHow how, Officer by) {}

    /** 一个事项. */
    public record PastMatter(
            MatterId id,
            Item item,
            UUID person,
            String personName,
            MatterState state,
            Instant acceptedAt,
            @Nullable Limit legal,
            @Nullable Limit promise,
            @Nullable Ending ending) {

        /** The limit that people see. */
        public @Nullable Limit due() {
            return promise != null ? promise : legal;
        }
    }

    /** 经过的一条. */
    public record Line(
            @Nullable MatterId matter,
            Instant at,
            String title,
            @Nullable String detail,
            Officer by) {}

    /** 收件编号 with its parts. */
    public record Number(ReceiptNumber text, int year, int running) {}

    /**
     * 一件个案; accepted at the window, complete.
     *
     * @param queryCode eight digits
     */
    public record PastCase(
            CaseId id,
            Number number,
            UUID household,
            UUID applicant,
            String applicantName,
            int members,
            PlaceId village,
            Channel channel,
            String hardship,
            @Nullable String phone,
            String queryCode,
            Officer officer,
            Instant firstContactAt,
            Instant acceptedAt) {}

    /** 一件个案 with all that belongs to it. */
    public record Past(PastCase of, List<PastMatter> matters, List<Line> lines) {}

    /** 编号计数, going on where the windows are; kept with the cases that bear the numbers. */
    public final class Numbers {

        private final Map<Counter, Integer> last = new HashMap<>();

        private Numbers() {
            jdbc.sql("select township_code, year, last from case_number").query(row -> {
                last.put(new Counter(row.getString("township_code"), row.getInt("year")), row.getInt("last"));
            });
        }

        public Number next(Place township, int year) {
            var number = last.merge(new Counter(township.code(), year), 1, Integer::sum);
            return new Number(ReceiptNumber.of(year, Objects.requireNonNull(township.letters()), number), year, number);
        }
    }

    private record Counter(String township, int year) {}

    public Numbers numbers() {
        return new Numbers();
    }

    /**
     * 一个事项 with its limits, in the state that its ending and what happened before tell.
     *
     * @param referred whether another department has it
     */
    public PastMatter matter(
            Supplier<UUID> ids,
            Reckoner reckoner,
            Item item,
            UUID person,
            String personName,
            Instant acceptedAt,
            boolean referred,
            @Nullable Ending ending) {
        var budget = item.legal();
        var legal = budget == null ? null : reckoner.limit(ids.get(), Cases.LEGAL, budget, acceptedAt, null);
        var promised = item.promise();
        var promise = promised == null ? null : reckoner.limit(ids.get(), Cases.PROMISE, promised, acceptedAt, legal);
        return new PastMatter(
                new MatterId(ids.get()),
                item,
                person,
                personName,
                state(item, referred, ending),
                acceptedAt,
                ended(legal, ending),
                ended(promise, ending),
                ending);
    }

    private static MatterState state(Item item, boolean referred, @Nullable Ending ending) {
        if (ending == null) {
            return item.own() ? MatterState.ACCEPTED : referred ? MatterState.REFERRED : MatterState.TO_REFER;
        }
        if (ending.conclusion() == null) {
            return MatterState.WITHDRAWN;
        }
        return ending.told() == null ? MatterState.CONCLUDED : MatterState.TOLD;
    }

    private static @Nullable Limit ended(@Nullable Limit limit, @Nullable Ending ending) {
        if (limit == null || ending == null) {
            return limit;
        }
        return ending.conclusion() == null ? limit.cancelled(ending.at()) : limit.met(ending.at());
    }

    /** Loads within the connection's transaction. */
    public void load(Connection connection, List<Past> batch) {
        deadlines.load(
                connection,
                batch.stream()
                        .flatMap(past -> past.matters().stream())
                        .flatMap(matter ->
                                Stream.of(matter.legal(), matter.promise()).filter(Objects::nonNull))
                        .map(Objects::requireNonNull)
                        .toList());
        cases(connection, batch);
        matters(connection, batch);
        materials(connection, batch);
        lines(connection, batch);
        counters(batch);
    }

    private void cases(Connection connection, List<Past> batch) {
        try (var copy = new CopyTable(
                connection,
                "case_file",
                "id, receipt_no, year, number, query_code_enc, query_code_idx, household_id, applicant_id, applicant_name,"
                        + " members, township_code, village_code, channel, near_kin, hardship_enc, phone_enc,"
                        + " first_officer_id, first_contact_at, officer_id, accepted_at, state, closed_at, due_at")) {
            for (var past : batch) {
                var of = past.of();
                var number = of.number();
                var state = state(past.matters());
                copy.put(of.id().id())
                        .put(number.text())
                        .put(number.year())
                        .put(number.running())
                        .put(secrets.queryCode(of.queryCode()))
                        .put(secrets.queryCodeIndex(number.text().text(), of.queryCode()))
                        .put(of.household())
                        .put(of.applicant())
                        .put(of.applicantName())
                        .put(of.members())
                        .put(of.village().township().code())
                        .put(of.village().code())
                        .put(of.channel().name())
                        .put(false)
                        .put(secrets.hardship(of.hardship()))
                        .put(secrets.phone(of.phone()))
                        .put(of.officer().id())
                        .put(of.firstContactAt())
                        .put(of.officer().id())
                        .put(of.acceptedAt())
                        .put(state.name())
                        .put(
                                state == CaseState.CLOSED || state == CaseState.WITHDRAWN
                                        ? lastEnding(past.matters())
                                        : null)
                        .put(due(past.matters()))
                        .end();
            }
        }
    }

    /** As {@link MatterStore#settle} has it. */
    private static CaseState state(List<PastMatter> matters) {
        if (matters.stream().allMatch(matter -> matter.state() == MatterState.WITHDRAWN)) {
            return CaseState.WITHDRAWN;
        }
        if (matters.stream().anyMatch(matter -> matter.state().open())) {
            return CaseState.ACCEPTED;
        }
        return matters.stream().anyMatch(matter -> matter.state() == MatterState.CONCLUDED)
                ? CaseState.CONCLUDED
                : CaseState.CLOSED;
    }

    private static @Nullable Instant lastEnding(List<PastMatter> matters) {
        Instant last = null;
        for (var matter : matters) {
            var ending = matter.ending();
            if (ending != null) {
                var told = ending.told();
                var at = told == null ? ending.at() : told.at();
                last = last == null || at.isAfter(last) ? at : last;
            }
        }
        return last;
    }

    private static @Nullable Instant due(List<PastMatter> matters) {
        Instant first = null;
        for (var matter : matters) {
            var due = matter.due();
            if (matter.state().open() && due != null) {
                first = first == null || due.dueAt().isBefore(first) ? due.dueAt() : first;
            }
        }
        return first;
    }

    private static void matters(Connection connection, List<Past> batch) {
        try (var copy = new CopyTable(
                connection,
                "matter",
                "id, case_id, no, item_code, item_version_id, item_name, dept_code, own, person_id, person_name,"
                        + " household_id, household_wide, township_code, village_code, state, opened_at, accepted_at,"
                        + " legal_deadline_id, promise_deadline_id, due_at, conclusion, conclusion_words, concluded_at,"
                        + " told_at, told_how, told_by, ended_at")) {
            for (var past : batch) {
                var of = past.of();
                var no = 0;
                for (var matter : past.matters()) {
                    var item = matter.item();
                    var due = matter.due();
                    var ending = matter.ending();
                    var conclusion = ending == null ? null : ending.conclusion();
                    var told = ending == null ? null : ending.told();
                    copy.put(matter.id().id())
                            .put(of.id().id())
                            .put(++no)
                            .put(item.code())
                            .put(item.versionId())
                            .put(item.name())
                            .put(item.deptCode())
                            .put(item.own())
                            .put(matter.person())
                            .put(matter.personName())
                            .put(of.household())
                            .put(item.householdWide())
                            .put(of.village().township().code())
                            .put(of.village().code())
                            .put(matter.state().name())
                            .put(matter.acceptedAt())
                            .put(matter.acceptedAt())
                            .put(id(matter.legal()))
                            .put(id(matter.promise()))
                            .put(due == null ? null : due.dueAt())
                            .put(conclusion == null ? null : conclusion.name())
                            .put(ending == null || conclusion == null ? null : ending.words())
                            .put(ending == null || conclusion == null ? null : ending.at())
                            .put(told == null ? null : told.at())
                            .put(told == null ? null : told.how().name())
                            .put(told == null ? null : told.by().id())
                            .put(ending == null ? null : ending.at())
                            .end();
                }
            }
        }
    }

    private static @Nullable UUID id(@Nullable Limit limit) {
        return limit == null ? null : limit.id().id();
    }

    /** What every application of an item brings, seen at the window. */
    private static void materials(Connection connection, List<Past> batch) {
        var links = new ArrayList<UUID[]>();
        try (var copy =
                new CopyTable(connection, "case_material", "id, case_id, code, name, state, settled_at, settled_by")) {
            for (var past : batch) {
                var given = new LinkedHashMap<String, UUID>();
                for (var matter : past.matters()) {
                    for (var material : matter.item().materials()) {
                        if (!material.always() || material.source() != Material.Source.APPLICANT) {
                            continue;
                        }
                        var id = given.get(material.code());
                        if (id == null) {
                            id = new UUID(
                                    past.of().id().id().getMostSignificantBits(),
                                    past.of().id().id().getLeastSignificantBits() ^ (0xFFFFL + given.size()));
                            given.put(material.code(), id);
                            copy.put(id)
                                    .put(past.of().id().id())
                                    .put(material.code())
                                    .put(material.name())
                                    .put(MaterialState.RECEIVED.name())
                                    .put(past.of().acceptedAt())
                                    .put(past.of().officer().id())
                                    .end();
                        }
                        links.add(new UUID[] {id, matter.id().id()});
                    }
                }
            }
        }
        try (var copy = new CopyTable(connection, "case_material_matter", "material_id, matter_id")) {
            for (var link : links) {
                copy.put(link[0]).put(link[1]).end();
            }
        }
    }

    private static void lines(Connection connection, List<Past> batch) {
        try (var copy = new CopyTable(
                connection, "case_event", "case_id, matter_id, at, title, detail, officer_id, who, place")) {
            for (var past : batch) {
                past.lines().stream()
                        .sorted(Comparator.comparing(Line::at))
                        .forEach(line -> copy.put(past.of().id().id())
                                .put(
                                        line.matter() == null
                                                ? null
                                                : line.matter().id())
                                .put(line.at())
                                .put(line.title())
                                .put(line.detail())
                                .put(line.by().id())
                                .put(line.by().name())
                                .put(line.by().officeName())
                                .end());
            }
        }
    }

    private void counters(List<Past> batch) {
        var last = new HashMap<Counter, Integer>();
        for (var past : batch) {
            var number = past.of().number();
            last.merge(
                    new Counter(past.of().village().township().code(), number.year()), number.running(), Integer::max);
        }
        last.forEach((counter, number) ->
                jdbc.sql("""
                        insert into case_number (township_code, year, last) values (?, ?, ?)
                        on conflict (township_code, year) do update set last = excluded.last
                        """).params(counter.township(), counter.year(), number).update());
    }
}
