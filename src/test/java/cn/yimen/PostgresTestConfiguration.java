package cn.yimen;

import cn.yimen.config.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL a test run, one empty database a Spring context: in a container where a Docker engine answers, else
 * the embedded one. {@code -Dyimen.test.database=docker|embedded} decides by hand.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PostgresTestConfiguration {

    private static final Server SERVER = Server.start();

    private final String database = "test_" + UUID.randomUUID().toString().replace('-', '_');

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails() {
        SERVER.create(database);
        return new Details(SERVER.url(database, EmbeddedDatabase.APPLICATION), EmbeddedDatabase.APPLICATION);
    }

    @Bean
    FlywayConnectionDetails flywayConnectionDetails(JdbcConnectionDetails application) {
        return new OwnerDetails(SERVER.url(database, EmbeddedDatabase.OWNER), EmbeddedDatabase.OWNER);
    }

    /** The address of this context's database for the superuser: for tests of an attacker with all rights. */
    @Bean
    Superuser superuser(JdbcConnectionDetails application) {
        return new Superuser(SERVER.url(database, "postgres"));
    }

    /** 超级用户, only for tests. */
    public record Superuser(String url) {}

    private record Details(String url, String user) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return "yimen";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }

    // one class for both would be a second JdbcConnectionDetails bean
    private record OwnerDetails(String url, String user) implements FlywayConnectionDetails {
        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return "yimen";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }

    private interface Server {
        String url(String database, String user);

        void create(String database);

        static Server start() {
            var wanted = System.getProperty("yimen.test.database", "auto");
            return switch (wanted) {
                case "docker" -> inContainer();
                case "embedded" -> embedded();
                default -> dockerAnswers() ? inContainer() : embedded();
            };
        }

        private static boolean dockerAnswers() {
            // looked for first, so that a machine without Docker does not print Testcontainers' search for one
            var mayBeThere = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
            return mayBeThere && DockerClientFactory.instance().isDockerAvailable();
        }

        private static Server inContainer() {
            var container = new PostgreSQLContainer("postgres:18")
                    .withUsername("postgres")
                    .withPassword("yimen")
                    .withDatabaseName("postgres");
            container.start();
            var base = "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(5432) + "/";
            return new Server() {
                @Override
                public String url(String database, String user) {
                    return base + database + "?user=" + user + "&password=yimen&reWriteBatchedInserts=true";
                }

                @Override
                public void create(String database) {
                    sql(url("postgres", "postgres"), database);
                }
            };
        }

        private static Server embedded() {
            try {
                var folder = Files.createTempDirectory("yimen-test");
                var server = EmbeddedDatabase.start(folder, false);
                server.prepare("yimen");
                // after all contexts have closed their pools, or they wait for a server that is gone
                SpringApplication.getShutdownHandlers().add(() -> {
                    server.close();
                    FileSystemUtils.deleteRecursively(folder.toFile());
                });
                return new Server() {
                    @Override
                    public String url(String database, String user) {
                        return server.url(database, user);
                    }

                    @Override
                    public void create(String database) {
                        sql(url("postgres", "postgres"), database);
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void sql(String url, String database) {
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                for (var role : new String[] {EmbeddedDatabase.OWNER, EmbeddedDatabase.APPLICATION}) {
                    statement.execute("do $$ begin if not exists (select 1 from pg_roles where rolname = '" + role
                            + "') then create role " + role + " login password 'yimen'; end if; end $$");
                }
                statement.execute("create database " + database + " owner " + EmbeddedDatabase.OWNER);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
