package cn.yimen.policy;

import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * 政策参数, asked for a day (REG-5). Answers come from memory; a change is seen within two seconds on every node. Each
 * question throws {@link NoParameter} when no value holds on that day, and {@link IllegalArgumentException} for a key
 * that does not exist or is of another type.
 */
@Service
public class Policy {

    private static final Duration TRUST = Duration.ofSeconds(2);

    private static final Pattern VERSION = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/r(\\d{1,18})");

    private final JdbcClient jdbc;
    private final Map<String, LocalDate> missed = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    Policy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything as of a row of the table. */
    private record Known(
            long revision,
            Map<String, ParameterKey> keys,
            List<ParameterValue> rows,
            ParameterSet values,
            Map<String, EligibilityParameters> eligibility,
            long readAt) {

        Known readNow() {
            return new Known(revision, keys, rows, values, eligibility, System.nanoTime());
        }
    }

    /** A number: money in yuan, a percentage in percent, a multiple or a count. */
    public BigDecimal number(String key, LocalDate day) {
        return new BigDecimal(typed(
                key,
                day,
                ParameterType.MONEY,
                ParameterType.PERCENT,
                ParameterType.MULTIPLE,
                ParameterType.DECIMAL,
                ParameterType.COUNT));
    }

    /** Whole days, minutes, months, years or times. */
    public int days(String key, LocalDate day) {
        return Integer.parseInt(typed(key, day, ParameterType.COUNT));
    }

    public Money money(String key, LocalDate day) {
        return Money.yuan(typed(key, day, ParameterType.MONEY));
    }

    public Percent percent(String key, LocalDate day) {
        return Percent.of(typed(key, day, ParameterType.PERCENT));
    }

    public boolean flag(String key, LocalDate day) {
        return Boolean.parseBoolean(typed(key, day, ParameterType.FLAG));
    }

    public LocalTime time(String key, LocalDate day) {
        return LocalTime.parse(typed(key, day, ParameterType.TIME));
    }

    /** One code of a choice. */
    public String choice(String key, LocalDate day) {
        return typed(key, day, ParameterType.CHOICE);
    }

    /** The codes of a list; may be empty. */
    public Set<String> codes(String key, LocalDate day) {
        var text = typed(key, day, ParameterType.CODES);
        return text.isEmpty() ? Set.of() : Set.of(text.split(","));
    }

    /** The row that holds on a day, with its basis and state. */
    public ParameterValue value(String key, LocalDate day) {
        key(key);
        return known().values().on(key, day).orElseThrow(() -> {
            missed.merge(key, day, (one, other) -> one.isBefore(other) ? one : other);
            return new NoParameter(key, day);
        });
    }

    /** The same, where having none is a possible answer. */
    public Optional<ParameterValue> find(String key, LocalDate day) {
        key(key);
        return known().values().on(key, day);
    }

    /**
     * What the means test needs, as in force on a day. Equal days of one set give the same object.
     *
     * @throws NoParameter if any of it has no value on that day
     */
    public EligibilityParameters eligibilityOn(LocalDate day) {
        var now = known();
        var source = new EligibilitySource(now.values(), now.rows(), day);
        try {
            return now.eligibility().computeIfAbsent(source.version(), version -> source.build(version));
        } catch (NoParameter e) {
            missed.merge(e.key(), e.day(), (one, other) -> one.isBefore(other) ? one : other);
            throw e;
        }
    }

    /**
     * The means test's parameters once more, by the version kept with a result.
     *
     * @throws IllegalArgumentException if it is no version
     */
    public EligibilityParameters eligibilityOf(String version) {
        var match = VERSION.matcher(version);
        if (!match.matches()) {
            throw new IllegalArgumentException("no version of the parameters: " + version);
        }
        var day = LocalDate.parse(match.group(1));
        long revision = Long.parseLong(match.group(2));
        var rows = known().rows().stream().filter(row -> row.id() <= revision).toList();
        return new EligibilitySource(new ParameterSet(rows), rows, day).build(version);
    }

    /** All keys in the order of the page. */
    public Collection<ParameterKey> keys() {
        return known().keys().values();
    }

    /** @throws IllegalArgumentException if there is no such key */
    public ParameterKey key(String key) {
        var found = known().keys().get(key);
        if (found == null) {
            throw new IllegalArgumentException("no parameter " + key);
        }
        return found;
    }

    /** The values of a key that stand, in the order of their days; corrected and withdrawn rows are left out. */
    public List<ParameterValue> timeline(String key) {
        key(key);
        return known().values().of(key);
    }

    /** Every row that was ever entered for a key, newest first. */
    public List<ParameterValue> history(String key) {
        key(key);
        var rows = new ArrayList<ParameterValue>();
        for (var row : known().rows()) {
            if (row.key().equals(key)) {
                rows.add(0, row);
            }
        }
        return rows;
    }

    /** Keys that were asked for on a day without a value since the start, with the earliest such day. */
    Map<String, LocalDate> missed() {
        return Map.copyOf(missed);
    }

    private String typed(String key, LocalDate day, ParameterType... types) {
        if (!Set.of(types).contains(key(key).type())) {
            throw new IllegalArgumentException("parameter " + key + " is of another type");
        }
        return value(key, day).value();
    }

    /** Reads again: at once without a transaction, else after its commit. */
    void changed() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    known = null;
                }
            });
        } else {
            known = null;
        }
    }

    private Known known() {
        var last = known;
        if (last != null && System.nanoTime() - last.readAt() < TRUST.toNanos()) {
            return last;
        }
        long revision = jdbc.sql("select coalesce(max(id), 0) from policy_parameter")
                .query(Long.class)
                .single();
        var fresh = last != null && last.revision() == revision ? last.readNow() : read();
        known = fresh;
        return fresh;
    }

    private Known read() {
        var keys = new LinkedHashMap<String, ParameterKey>();
        jdbc.sql("select k.*, g.name as group_name from policy_key k join policy_group g on g.code = k.group_code"
                        + " order by k.position")
                .query(row -> {
                    var key = new ParameterKey(
                            row.getString("key"),
                            row.getString("group_name"),
                            row.getString("name"),
                            ParameterType.valueOf(row.getString("type")),
                            row.getString("unit"),
                            row.getString("hint"),
                            row.getBoolean("yearly"),
                            row.getBoolean("informative"));
                    keys.put(key.key(), key);
                });
        var rows = jdbc.sql("select * from policy_parameter order by id")
                .query((row, n) -> new ParameterValue(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getString("value"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        row.getString("basis"),
                        ParameterState.valueOf(row.getString("state")),
                        row.getString("question"),
                        row.getString("note"),
                        row.getObject("replaces", Long.class),
                        row.getString("entered_by_name"),
                        row.getObject("entered_at", OffsetDateTime.class).toInstant()))
                .list();
        long revision = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).id();
        return new Known(revision, keys, rows, new ParameterSet(rows), new ConcurrentHashMap<>(), System.nanoTime());
    }
}
