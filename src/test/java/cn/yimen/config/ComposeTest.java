package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** OP-1: what `docker compose up` is told, read as a file: no engine is needed, and none is asked. */
class ComposeTest {

    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final Path EXAMPLE = Path.of(".env.example");
    private static final Path DOCKERFILE = Path.of("src/docker/Dockerfile");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[?-][^}]*)?}");

    @Test
    void op1TheApplicationWaitsForAHealthyDatabaseAndWorksAsTheRestrictedUser() throws IOException {
        var application = service("application");
        assertThat(application.get("depends_on")).asString().contains("condition=service_healthy");
        assertThat(map(application, "environment"))
                .containsEntry("SPRING_PROFILES_ACTIVE", "production")
                .containsEntry("SPRING_DATASOURCE_USERNAME", EmbeddedDatabase.APPLICATION)
                .containsEntry("SPRING_FLYWAY_USER", EmbeddedDatabase.OWNER);
        assertThat(service("database")).containsKey("healthcheck");
        assertThat(Files.readString(DOCKERFILE)).contains("HEALTHCHECK", "USER yimen");
    }

    @Test
    void op1DataLiesInVolumes() throws IOException {
        assertThat(service("database").get("volumes")).asString().contains("database:/var/lib/postgresql");
        assertThat(service("application").get("volumes")).asString().contains("attachments:/data");
        assertThat(map(compose(), "volumes").keySet()).containsExactlyInAnyOrder("database", "attachments");
    }

    @Test
    void op1EverySettingIsExplainedAndNoSecretStandsInAFile() throws IOException {
        var used = new TreeSet<String>();
        var text = Files.readString(COMPOSE);
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        var lines = Files.readAllLines(EXAMPLE);
        var explained = new TreeSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.matches("[A-Z_]+=.*")) {
                var name = line.substring(0, line.indexOf('='));
                explained.add(name);
                if (name.matches(".*(PASSWORD|KEY|KEYS)")) {
                    assertThat(line).as("a secret of the example").endsWith("=");
                    assertThat(name.equals("YIMEN_ADMINISTRATOR_PASSWORD") || text.contains("${" + name + ":?"))
                            .as(name + " must be asked for")
                            .isTrue();
                }
            }
        }
        assertThat(used).isEqualTo(explained);
    }

    @Test
    void op1ImagesAreNamedWithoutARegistry() throws IOException {
        var images = Pattern.compile("(?m)^\\s*(?:FROM|image:)\\s+(\\S+)")
                .matcher(Files.readString(COMPOSE) + "\n" + Files.readString(DOCKERFILE))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(images).contains("postgres:18", "yimen").hasSizeGreaterThanOrEqualTo(4);
        assertThat(images).allSatisfy(image -> assertThat(image).doesNotContain("/"));
    }

    @Test
    void op1TheUsersOfTheDatabaseAreMadeAsTheProductExpectsThem() throws IOException {
        var script = Path.of("src/docker/postgres/10-users.sh");
        assertThat(Files.isExecutable(script)).isTrue();
        assertThat(Files.readString(script))
                .contains(
                        "create role " + EmbeddedDatabase.OWNER + " login nosuperuser",
                        "create role " + EmbeddedDatabase.APPLICATION + " login nosuperuser",
                        "owner " + EmbeddedDatabase.OWNER);
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(map(compose(), "services"), name);
    }

    private static Map<String, Object> compose() throws IOException {
        return new Yaml().load(Files.readString(COMPOSE));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String key) {
        var value = from.get(key);
        assertThat(value).as(key).isNotNull().isNotInstanceOf(List.class);
        return (Map<String, Object>) java.util.Objects.requireNonNull(value);
    }
}
