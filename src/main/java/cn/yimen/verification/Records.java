package cn.yimen.verification;

import cn.yimen.config.CopyTable;
import cn.yimen.household.PersonMatching;
import cn.yimen.kernel.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 部门数据的入库和比对: each fact once, each match with the moment it was made. Works by thousands: keys are looked up by
 * one statement, new rows go in by COPY.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Records {

    private final JdbcClient jdbc;
    private final DataSource database;
    private final PersonMatching people;
    private final Sealed sealed;
    private final Clock clock;

    Records(JdbcClient jdbc, DataSource database, PersonMatching people, Sealed sealed, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.people = people;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** 入库的结果. */
    record Stored(int added, int known, int matched, int candidates, Set<UUID> persons) {}

    /** Two jobs of one source wait for each other here, piece by piece. */
    void lock(String source) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 41)) is null")
                .param("verification:" + source)
                .query(Boolean.class)
                .single();
    }

    /**
     * Stores what is new, refreshes what is known, and matches both with the register.
     *
     * @param batch the file they came with; null for an answer of a connector
     */
    Stored store(VerificationSource source, @Nullable UUID batch, LocalDate asOf, List<RowReader.Read> rows) {
        lock(source.code());
        var byKey = new LinkedHashMap<Key, RowReader.Read>();
        for (var row : rows) {
            byKey.put(new Key(sealed.rowKey(content(source, row))), row);
        }
        var known = refresh(source, batch, asOf, byKey.keySet());
        var fresh = new ArrayList<Fresh>();
        for (var row : byKey.entrySet()) {
            if (!known.contains(row.getKey())) {
                var read = row.getValue();
                fresh.add(new Fresh(
                        row.getKey().bytes(), read.identity() == null ? null : people.index(read.identity()), read));
            }
        }
        if (fresh.isEmpty()) {
            return new Stored(0, byKey.size(), 0, 0, persons(source, byKey.keySet()));
        }
        var numbers = numbers("verification_record_no", fresh.size());
        copyRecords(source, batch, asOf, fresh, numbers);
        var stored = match(source, asOf, fresh, numbers);
        var persons = new HashSet<>(stored.persons());
        if (!known.isEmpty()) {
            persons.addAll(persons(source, known));
        }
        return new Stored(fresh.size(), byKey.size() - fresh.size(), stored.matched(), stored.candidates(), persons);
    }

    private record Fresh(byte[] key, byte @Nullable [] index, RowReader.Read row) {}

    /** A digest as a key of maps. */
    private record Key(byte[] bytes) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private static String content(VerificationSource source, RowReader.Read row) {
        var content = new StringBuilder(source.code());
        for (var part : Arrays.asList(
                row.identity(), row.name(), row.birthOn(), row.amountFen(), row.fromOn(), row.untilOn())) {
            content.append('\u0001').append(part == null ? "" : part);
        }
        // in the order of the source's fields, whatever the order of the columns
        for (var field : source.fields()) {
            var words = row.words().get(field.code());
            content.append('\u0001').append(words == null ? "" : words);
        }
        return content.toString();
    }

    /** Which are known; those are as of the later day from now on, and in the list again. */
    private Set<Key> refresh(VerificationSource source, @Nullable UUID batch, LocalDate asOf, Collection<Key> keys) {
        var known = new HashSet<Key>();
        jdbc.sql("""
                        update verification_record
                        set as_of = greatest(as_of, :asOf), last_batch = coalesce(cast(:batch as uuid), last_batch),
                            gone_on = case when gone_on <= :asOf then null else gone_on end
                        where source = :source and row_key = any(:keys)
                        returning row_key
                        """)
                .param("asOf", asOf)
                .param("batch", batch, java.sql.Types.OTHER)
                .param("source", source.code())
                .param("keys", keys.stream().map(Key::bytes).toArray(byte[][]::new))
                .query(row -> {
                    known.add(new Key(row.getBytes(1)));
                });
        return known;
    }

    private Set<UUID> persons(VerificationSource source, Collection<Key> keys) {
        return new HashSet<>(jdbc.sql("""
                        select distinct m.person_id from verification_record r
                        join verification_match m on m.record_id = r.id and m.state in ('MATCHED', 'CONFIRMED')
                        where r.source = ? and r.row_key = any(?)
                        """)
                .params(source.code(), keys.stream().map(Key::bytes).toArray(byte[][]::new))
                .query(UUID.class)
                .list());
    }

    private long[] numbers(String sequence, int n) {
        return jdbc
                .sql("select nextval('" + sequence + "') from generate_series(1, ?)")
                .param(n)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private void copyRecords(
            VerificationSource source, @Nullable UUID batch, LocalDate asOf, List<Fresh> fresh, long[] numbers) {
        copying(connection -> {
            try (var copy = new CopyTable(
                    connection,
                    "verification_record",
                    "id, source, batch_id, last_batch, row_key, identity_idx, name, birth_on, amount_fen, from_on,"
                            + " until_on, words_enc, as_of")) {
                for (var i = 0; i < fresh.size(); i++) {
                    var one = fresh.get(i);
                    var row = one.row();
                    copy.put(numbers[i])
                            .put(source.code())
                            .put(batch)
                            .put(batch)
                            .put(one.key())
                            .put(one.index())
                            .put(row.name())
                            .put(row.birthOn())
                            .put(row.amountFen())
                            .put(row.fromOn())
                            .put(row.untilOn())
                            .put(sealed.words(row.identity(), row.words()))
                            .put(asOf)
                            .end();
                }
            }
        });
    }

    /** Exactly by the identity number; by name and day of birth only as a candidate that a person decides. */
    private Stored match(VerificationSource source, LocalDate asOf, List<Fresh> fresh, long[] numbers) {
        var wanted = fresh.stream()
                .map(Fresh::index)
                .filter(java.util.Objects::nonNull)
                .map(Key::new)
                .distinct()
                .map(Key::bytes)
                .toList();
        var byIndex = new HashMap<Key, PersonMatching.Known>();
        for (var person : people.byIndex(wanted)) {
            var index = person.index();
            if (index != null) {
                byIndex.put(new Key(index), person);
            }
        }
        var rows = new ArrayList<Matched>();
        var names = new LinkedHashMap<String, List<Integer>>();
        for (var i = 0; i < fresh.size(); i++) {
            var one = fresh.get(i);
            var index = one.index();
            var person = index == null ? null : byIndex.get(new Key(index));
            if (person != null) {
                rows.add(new Matched(numbers[i], person, true));
            } else if (one.row().name() != null && birth(one.row()) != null) {
                names.computeIfAbsent(one.row().name() + "|" + birth(one.row()), any -> new ArrayList<>())
                        .add(i);
            }
        }
        var matched = rows.size();
        candidates(fresh, numbers, names, rows);
        if (!rows.isEmpty()) {
            copyMatches(source, asOf, rows);
        }
        var persons = new HashSet<UUID>();
        rows.stream()
                .filter(Matched::exact)
                .forEach(one -> persons.add(one.person().person()));
        return new Stored(fresh.size(), 0, matched, rows.size() - matched, persons);
    }

    private record Matched(long record, PersonMatching.Known person, boolean exact) {}

    private void candidates(List<Fresh> fresh, long[] numbers, Map<String, List<Integer>> wanted, List<Matched> rows) {
        var names = new ArrayList<String>();
        var births = new ArrayList<LocalDate>();
        for (var places : wanted.values()) {
            var row = fresh.get(places.get(0)).row();
            names.add(String.valueOf(row.name()));
            births.add(java.util.Objects.requireNonNull(birth(row)));
        }
        for (var person : people.byNameAndBirth(names, births)) {
            for (var at : wanted.getOrDefault(person.name() + "|" + person.birthOn(), List.of())) {
                rows.add(new Matched(numbers[at], person, false));
            }
        }
    }

    private static @Nullable LocalDate birth(RowReader.Read row) {
        if (row.birthOn() != null) {
            return row.birthOn();
        }
        var identity = row.identity();
        return identity == null
                ? null
                : LocalDate.of(
                        Integer.parseInt(identity, 6, 10, 10),
                        Integer.parseInt(identity, 10, 12, 10),
                        Integer.parseInt(identity, 12, 14, 10));
    }

    private void copyMatches(VerificationSource source, LocalDate asOf, List<Matched> rows) {
        var ids = numbers("verification_match_no", rows.size());
        var now = Sql.at(clock.instant());
        copying(connection -> {
            try (var copy = new CopyTable(
                    connection,
                    "verification_match",
                    "id, record_id, source, person_id, household_id, how, state, as_of, matched_at, township_code,"
                            + " village_code")) {
                for (var i = 0; i < rows.size(); i++) {
                    var one = rows.get(i);
                    copy.put(ids[i])
                            .put(one.record())
                            .put(source.code())
                            .put(one.person().person())
                            .put(one.person().household())
                            .put(one.exact() ? "IDENTITY" : "NAME_BIRTH")
                            .put(one.exact() ? "MATCHED" : "CANDIDATE")
                            .put(asOf)
                            .put(now)
                            .put(one.person().townshipCode())
                            .put(one.person().villageCode())
                            .end();
                }
            }
        });
    }

    /**
     * Matches what lies there already with people who came to the register since.
     *
     * @return the people who have records now
     */
    Set<UUID> matchAgain(Collection<UUID> persons) {
        var found = people.byIds(persons);
        for (var person : found) {
            if (person.index() == null) {
                continue;
            }
            jdbc.sql("""
                            insert into verification_match (id, record_id, source, person_id, household_id, how, state,
                                as_of, matched_at, township_code, village_code)
                            select nextval('verification_match_no'), r.id, r.source, :person, :household, 'IDENTITY',
                                'MATCHED', r.as_of, :now, :township, :village
                            from verification_record r where r.identity_idx = :index
                            on conflict (record_id, person_id) do nothing
                            """)
                    .param("person", person.person())
                    .param("household", person.household(), java.sql.Types.OTHER)
                    .param("now", Sql.at(clock.instant()))
                    .param("township", person.townshipCode())
                    .param("village", person.villageCode(), java.sql.Types.VARCHAR)
                    .param("index", person.index())
                    .update();
        }
        return new HashSet<>(jdbc.sql("""
                        select distinct person_id from verification_match
                        where person_id = any(?) and state in ('MATCHED', 'CONFIRMED')
                        """)
                .param(persons.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    private interface Copying {
        void on(Connection connection) throws SQLException;
    }

    private void copying(Copying work) {
        var connection = DataSourceUtils.getConnection(database); // the transaction's
        try {
            work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
