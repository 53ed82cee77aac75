package cn.yimen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** src/docs/asvs.md says the truth: each test it names is there, each page too, and no requirement has slipped out. */
class AsvsTest {

    private static final Path TABLE = Path.of("src/docs/asvs.md");

    /** Requirements of level 1 and 2 by chapter of ASVS 5.0.0. */
    private static final Map<Integer, Integer> REQUIREMENTS = Map.ofEntries(
            Map.entry(1, 27),
            Map.entry(2, 11),
            Map.entry(3, 19),
            Map.entry(4, 10),
            Map.entry(5, 9),
            Map.entry(6, 35),
            Map.entry(7, 18),
            Map.entry(8, 7),
            Map.entry(11, 14),
            Map.entry(12, 9),
            Map.entry(13, 13),
            Map.entry(14, 9),
            Map.entry(15, 13),
            Map.entry(16, 16));

    @Test
    void everyRequirementHasItsLine() throws IOException {
        var lines = new HashMap<Integer, Integer>();
        var numbers = new ArrayList<String>();
        for (var line : Files.readAllLines(TABLE)) {
            var row = Pattern.compile("\\| ((\\d+)\\.\\d+\\.\\d+) \\| ([12]) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|")
                    .matcher(line);
            if (!row.matches()) {
                continue;
            }
            numbers.add(row.group(1));
            lines.merge(Integer.valueOf(row.group(2)), 1, Integer::sum);
            assertThat(row.group(5)).isIn("held", "operator", "not there", "not yet", "deviates");
            if (row.group(5).equals("not yet") || row.group(5).equals("deviates")) {
                assertThat(row.group(6))
                        .as("day and reason of " + row.group(1))
                        .containsPattern("20\\d\\d-\\d\\d-\\d\\d");
            }
        }
        assertThat(lines).isEqualTo(REQUIREMENTS);
        assertThat(numbers).doesNotHaveDuplicates();
    }

    @Test
    void everyTestItNamesIsThere() throws IOException {
        var sources = new HashMap<String, String>();
        try (var files = Stream.concat(Files.walk(Path.of("src/test/java")), Files.walk(Path.of("src/browser/java")))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                sources.put(String.valueOf(file.getFileName()).replace(".java", ""), Files.readString(file));
            }
        }
        var missing = new ArrayList<String>();
        var named = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`").matcher(Files.readString(TABLE));
        while (named.find()) {
            var source = sources.get(named.group(1));
            if (source == null || named.group(2) != null && !source.contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPageItNamesIsThere() throws IOException {
        var manual = Files.readString(Path.of("src/docs/security.md"));
        var links = Pattern.compile("]\\(([\\w./-]+)(?:#([\\w-]+))?\\)").matcher(Files.readString(TABLE));
        while (links.find()) {
            assertThat(TABLE.resolveSibling(links.group(1))).exists();
            if (links.group(2) != null) {
                assertThat(manual.lines()
                                .filter(line -> line.startsWith("## "))
                                .map(line -> line.substring(3)
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace(' ', '-')))
                        .contains(links.group(2));
            }
        }
    }
}
