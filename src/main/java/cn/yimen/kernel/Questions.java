package cn.yimen.kernel;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * 一页的提问: a page is put together from many modules that do not know each other; this is where their questions meet. Once a
 * page says so ({@link #remember}), the same question is asked once, and questions that are known beforehand go to the
 * database together, sent in one piece and answered in one ({@link #ahead}).
 *
 * <p>What was answered is forgotten with the reading transaction, so nothing is older than the page that shows it. In a
 * transaction that writes, outside of any, and where nobody has said so (an export goes over a hundred thousand rows), every
 * question is asked and nothing is kept.
 */
@Component
public class Questions {

    /** Between questions that go together; the driver takes them apart again. */
    private static final String AND = "\n;\n";

    private final JdbcTemplate jdbc;

    public Questions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All rows; not to be changed. */
    public <T> List<T> list(Question<T> question) {
        var answers = Answers.ofTransaction();
        if (answers == null) {
            return jdbc.query(question.sql(), question.mapper(), question.values());
        }
        var known = answers.to(question);
        if (known == null) {
            ask(List.of(question), answers);
            known = Objects.requireNonNull(answers.to(question));
        }
        return known;
    }

    /** The first row; none if there is no row. */
    public <T> Optional<T> first(Question<T> question) {
        return list(question).stream().findFirst();
    }

    /** The one row of a question that always has one, e.g. a count. */
    public <T> T one(Question<T> question) {
        return list(question).get(0);
    }

    /**
     * From now on until this reading transaction ends, what is asked is remembered: for one page, whose rows are few. In a
     * transaction that writes, and outside of any, nothing happens.
     */
    public void remember() {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && Answers.ofTransaction() == null) {
            TransactionSynchronizationManager.registerSynchronization(new Answers());
        }
    }

    /**
     * Asks together what has not been asked yet: whoever asks one of them later in this reading transaction finds it answered.
     * Nothing happens where nothing is remembered.
     */
    public void ahead(Collection<? extends Question<?>> questions) {
        var answers = Answers.ofTransaction();
        if (answers != null) {
            ask(questions, answers);
        }
    }

    private void ask(Collection<? extends Question<?>> questions, Answers answers) {
        var asked = questions.stream()
                .distinct()
                .filter(each -> answers.to(each) == null)
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        jdbc.execute(
                asked.stream().map(Question::sql).collect(Collectors.joining(AND)), (PreparedStatement statement) -> {
                    set(statement, asked);
                    statement.execute();
                    for (var question : asked) {
                        answers.keep(question, statement);
                        statement.getMoreResults();
                    }
                    return asked.size();
                });
    }

    private static void set(PreparedStatement statement, List<? extends Question<?>> asked) throws SQLException {
        var place = 1;
        for (var question : asked) {
            for (var value : question.values()) {
                StatementCreatorUtils.setParameterValue(statement, place++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
        }
    }

    /** What one reading transaction has been told; a suspended transaction keeps its own. */
    private static final class Answers implements TransactionSynchronization {

        private final Map<Question<?>, List<?>> told = new HashMap<>();

        static @Nullable Answers ofTransaction() {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                return null;
            }
            for (var each : TransactionSynchronizationManager.getSynchronizations()) {
                if (each instanceof Answers answers) {
                    return answers;
                }
            }
            return null;
        }

        @SuppressWarnings("unchecked") // kept under the same question, whose mapper made them
        <T> @Nullable List<T> to(Question<T> question) {
            return (List<T>) told.get(question);
        }

        <T> void keep(Question<T> question, PreparedStatement statement) throws SQLException {
            var rows = new ArrayList<T>();
            try (var result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(question.mapper().mapRow(result, rows.size()));
                }
            }
            told.put(question, Collections.unmodifiableList(rows));
        }
    }
}
