package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** AU-2, OP-1: no secret in the source, in what the source once was, or in the package. */
class SecretsTest {

    /** What keys and tokens of the usual kinds look like; also written for git, which searches the history with it. */
    private static final String LIKE_A_SECRET =
            "-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
                    + "|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10}|eyJhbGciOi[A-Za-z0-9_-]{20}"
                    + "|(password|passwd|secret|api_?key)[\"']? *[:=] *[\"'][A-Za-z0-9+/=_-]{20,}[\"']";

    @Test
    void noSecretStandsInAFile() throws IOException {
        var pattern = Pattern.compile(LIKE_A_SECRET);
        var found = new ArrayList<String>();
        try (var files = Stream.concat(Files.walk(Path.of("src")), Files.list(Path.of(".")))) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(
                            one -> String.valueOf(one.getFileName())
                                    .matches(
                                            ".*\\.(java|ya?ml|properties|html|js|sql|md|xml|sh|json|csv|txt|example)|\\.env|new-env"))
                    .filter(one -> !one.endsWith("SecretsTest.java"))
                    .toList()) {
                var text = Files.readString(file);
                var match = pattern.matcher(text);
                if (match.find()) {
                    found.add(file + ": " + match.group().substring(0, 12) + "…");
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(Path.of(".env")).doesNotExist();
    }

    /** The same in every commit there ever was; only where the source is a working copy. */
    @Test
    void noSecretStandsInTheHistory() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of(".git")), "no working copy");
        var git = new ProcessBuilder(List.of(
                        "git",
                        "log",
                        "--all",
                        "--oneline",
                        "--name-only",
                        "-G",
                        LIKE_A_SECRET,
                        "--",
                        ".",
                        ":!*SecretsTest.java"))
                .redirectErrorStream(true)
                .start();
        var found = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(found).isEmpty();
    }

    /** What only serves the workshop is no dependency of the package: the scopes in the build say so. */
    @Test
    void noToolOfTheWorkshopIsPackaged() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var dependencies = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                .matcher(pom);
        while (dependencies.find()) {
            var one = dependencies.group(1);
            if (!one.contains("-plugin</artifactId>")
                    && Pattern.compile(
                                    "-test</art|testcontainers|playwright|axe-core|jqwik|jazzer|junit|archunit|devtools|jmh")
                            .matcher(one)
                            .find()) {
                assertThat(one).contains("<scope>test</scope>");
            }
        }
        assertThat(pom).doesNotContain("devtools");
    }
}
