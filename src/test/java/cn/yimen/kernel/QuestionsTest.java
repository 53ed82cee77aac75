package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** OP-2: what a page asks twice is asked once, what it knows beforehand is asked together, and nothing outlives the page. */
@ProductTest
class QuestionsTest {

    private static final Question<Integer> THREE =
            Question.sql("select * from generate_series(1, 3)").query((row, n) -> row.getInt(1));
    private static final Question<String> NOTHING =
            Question.sql("select 'x' where false -- it says nothing").query((row, n) -> row.getString(1));

    @Autowired
    Questions questions;

    @Autowired
    PlatformTransactionManager transactions;

    TransactionTemplate reading;
    TransactionTemplate writing;

    @BeforeEach
    void transactions() {
        reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        writing = new TransactionTemplate(transactions);
    }

    private static Question<String> words(UUID[] ids, String name) {
        return Question.sql("select cardinality(:ids) || :name || coalesce(:none, '-')")
                .param("ids", ids)
                .param("name", name)
                .param("none", null)
                .query((row, n) -> row.getString(1));
    }

    @Test
    void eachAnswerComesToItsOwnQuestion() {
        var ids = new UUID[] {UUID.randomUUID(), UUID.randomUUID()};

        reading.executeWithoutResult(status -> {
            questions.remember();
            questions.ahead(List.of(THREE, words(ids, "甲"), NOTHING, words(ids, "乙"), THREE));

            assertThat(questions.list(THREE)).containsExactly(1, 2, 3);
            assertThat(questions.one(words(ids.clone(), "甲"))).isEqualTo("2甲-");
            assertThat(questions.one(words(new UUID[0], "甲"))).isEqualTo("0甲-");
            assertThat(questions.first(words(ids, "乙"))).contains("2乙-");
            assertThat(questions.first(NOTHING)).isEmpty();
        });
    }

    @Test
    void whatIsKnownBeforehandIsSentTogetherAndAskedOnce() {
        var ids = new UUID[] {UUID.randomUUID()};
        Runnable page = () -> reading.executeWithoutResult(status -> {
            questions.remember();
            questions.ahead(List.of(THREE, NOTHING));
            questions.ahead(List.of(NOTHING, THREE));
            questions.list(THREE);
            questions.list(words(ids, "甲"));
            questions.list(words(ids, "甲"));
            questions.list(NOTHING);
        });

        assertThat(Statements.of(page)).isEqualTo(2);
        assertThat(Statements.questions(page)).isEqualTo(3);
    }

    @Test
    void nothingIsRememberedUnlessAPageSaysSo() {
        Runnable twice = () -> {
            questions.ahead(List.of(THREE));
            questions.list(THREE);
            questions.list(THREE);
        };

        assertThat(Statements.of(twice)).as("outside of a transaction").isEqualTo(2);
        assertThat(Statements.of(() -> reading.executeWithoutResult(status -> twice.run())))
                .as("an export")
                .isEqualTo(2);
        writing.executeWithoutResult(status -> {
            questions.remember();
            assertThat(Statements.of(twice))
                    .as("what writes sees what it wrote")
                    .isEqualTo(2);
        });
    }

    @Test
    void aTransactionWithinAPageHasAMemoryOfItsOwn() {
        var inner = new TransactionTemplate(transactions);
        inner.setReadOnly(true);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        reading.executeWithoutResult(status -> {
            questions.remember();
            questions.list(THREE);
            var there = Statements.of(() -> inner.executeWithoutResult(own -> questions.list(THREE)));
            assertThat(there).isEqualTo(1);
            assertThat(Statements.of(() -> questions.list(THREE))).isZero();
        });
    }
}
