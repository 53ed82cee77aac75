package cn.yimen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProductTest
class StartTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void theApplicationWorksAsAUserWhoOwnsNothing() {
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("yimen_app");
        assertThat(jdbc.sql("select count(*) from pg_tables where tableowner = current_user and schemaname = 'public'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
