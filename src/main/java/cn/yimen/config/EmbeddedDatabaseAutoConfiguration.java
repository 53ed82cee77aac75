package cn.yimen.config;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** Starts the embedded PostgreSQL where no outside one is named ({@code spring.datasource.url}). */
@AutoConfiguration(before = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
class EmbeddedDatabaseAutoConfiguration {

    private static final String DATABASE = "yimen";

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(@Value("${yimen.data-folder}") Path folder) {
        var database = EmbeddedDatabase.start(folder, true);
        database.prepare(DATABASE);
        return database;
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(EmbeddedDatabase database) {
        return connection(database, EmbeddedDatabase.APPLICATION);
    }

    @Bean
    FlywayConnectionDetails flywayConnectionDetails(EmbeddedDatabase database) {
        return flyway(connection(database, EmbeddedDatabase.OWNER));
    }

    private static JdbcConnectionDetails connection(EmbeddedDatabase database, String user) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return database.url(DATABASE, user);
            }
        };
    }

    private static FlywayConnectionDetails flyway(JdbcConnectionDetails details) {
        return new FlywayConnectionDetails() {
            @Override
            public String getUsername() {
                return String.valueOf(details.getUsername());
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return details.getJdbcUrl();
            }
        };
    }
}
