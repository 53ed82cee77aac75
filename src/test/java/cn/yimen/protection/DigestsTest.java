package cn.yimen.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** AU-2: digests and random numbers come from one place each, so that a weak one cannot creep in elsewhere. */
class DigestsTest {

    @Test
    void onlyOnePlaceMakesDigests() throws IOException {
        assertThat(sourcesWith("MessageDigest\\.getInstance|new SM3Digest\\(|Mac\\.getInstance"))
                .containsExactlyInAnyOrder("Digest.java", "KeyedDigest.java");
        assertThat(sourcesWith("\"(MD5|SHA-?1|DES|RC4|AES/ECB[^\"]*|SM4/ECB[^\"]*)\""))
                .isEmpty();
    }

    /** A seeded generator is for the demo's people, and for draws that must come out the same again. */
    @Test
    void nothingSecretComesFromAWeakGenerator() throws IOException {
        assertThat(sourcesWith("new Random\\(|Math\\.random\\(|ThreadLocalRandom|SplittableRandom"))
                .allMatch(file -> file.startsWith("Demo") || OF_THE_DEMO.contains(file));
    }

    private static final List<String> OF_THE_DEMO = List.of("Folk.java", "People.java", "VolumeLives.java");

    private static List<String> sourcesWith(String pattern) throws IOException {
        var wanted = Pattern.compile(pattern);
        var found = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (wanted.matcher(Files.readString(file)).find()) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
        }
        return found;
    }
}
