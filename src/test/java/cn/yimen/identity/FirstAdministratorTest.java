package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** AU-3, OP-1: an empty installation gets the account that opens all others. Rolled back: others need administrators. */
@ProductTest
@Transactional
class FirstAdministratorTest {

    @Autowired
    FirstAdministrator first;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Officers officers;

    @Test
    void op1WhereNobodyAdministersAnAccountIsOpenedThatMustChangeItsPassword() {
        nobodyAdministers();

        assertThat(first.open("first.admin", "seven rivers and a gate")).isTrue();

        var officer = officers.byLogin("first.admin").orElseThrow();
        assertThat(officer.has(Role.ADMINISTRATOR)).isTrue();
        assertThat(jdbc.sql("select must_change from officer where login = 'first.admin'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(first.open("second.admin", "seven rivers and a gate"))
                .as("the settings have no effect afterwards")
                .isFalse();
    }

    @Test
    void au3AWeakPasswordStopsTheStart() {
        nobodyAdministers();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> first.open("first.admin", "short"))
                .withMessageNotContaining("short\"");
    }

    private void nobodyAdministers() {
        jdbc.sql(
                        "update officer set disabled_at = now() where id in (select officer_id from post where role = 'ADMINISTRATOR')")
                .update();
    }
}
