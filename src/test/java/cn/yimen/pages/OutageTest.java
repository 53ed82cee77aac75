package cn.yimen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** OP-1: what can be tried again a little later, and what is a fault of ours and must not be called an outage. */
class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "53100", "53300", "57P01", "57P03", "58030"})
    void theDatabaseIsAwayFullOrStarting(String state) {
        assertThat(Outage.is(new IllegalStateException(new SQLException("x", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "40001", "42703", "57014"})
    void whatAStatementDidWrongIsNone(String state) {
        assertThat(Outage.is(new DataIntegrityViolationException("x", new SQLException("x", state))))
                .isFalse();
    }

    @Test
    void noConnectionIsGivenOut() {
        assertThat(Outage.is(new CannotCreateTransactionException("x"))).isTrue();
        assertThat(Outage.is(new RuntimeException(new SQLTransientConnectionException("x"))))
                .isTrue();
    }

    @Test
    void aConnectionThePoolHasClosedBearsNoCode() {
        assertThat(Outage.is(new RuntimeException(new SQLException("Connection is closed"))))
                .isTrue();
        assertThat(Outage.is(new RuntimeException(new SQLException("something else"))))
                .isFalse();
    }

    @Test
    void aRollbackThatFailsHidesWhatItWasToUndo() {
        var hiding = new TransactionSystemException("rollback failed", new IllegalStateException("x"));
        hiding.initApplicationException(new RuntimeException(new SQLException("gone", "08006")));
        assertThat(Outage.is(hiding)).isTrue();
    }

    @Test
    void aFaultOfOursIsNone() {
        assertThat(Outage.is(new IllegalStateException("x"))).isFalse();
    }
}
