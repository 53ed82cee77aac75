package cn.yimen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** OP-1: what the package is made of can be listed: every version is fixed, and the list is made before it is packed. */
class ComponentsTest {

    private final String pom;

    ComponentsTest() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
    }

    @Test
    void theListIsMadeBeforeThePackage() {
        var plugin = Pattern.compile("<artifactId>cyclonedx-maven-plugin</artifactId>.*?</plugin>", Pattern.DOTALL)
                .matcher(pom);
        assertThat(plugin.find()).isTrue();
        assertThat(plugin.group()).contains("<phase>prepare-package</phase>", "<projectType>application</projectType>");
    }

    @Test
    void noVersionIsLeftToTheDay() {
        assertThat(pom).doesNotContain("LATEST", "RELEASE<").doesNotContainPattern("<version>[\\[(]");
        var snapshots = Pattern.compile("-SNAPSHOT").matcher(pom).results().count();
        assertThat(snapshots).as("only our own version is a snapshot").isEqualTo(1);
    }
}
