package io.sampan.systemtests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Each row of docs/seeds.md names the tests that show it, and they exist.
class SeedsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED =
            Pattern.compile("`([A-Z]\\w*(?:Test|Contract))\\.([a-z]\\w*)`");
    private static final Pattern HEADING = Pattern.compile("the seed \\| in Sampan.*|-+");

    @Test
    void everyTestThatARowNamesIsThere() throws IOException {
        var sources = testSources();
        var missing = new TreeSet<String>();

        var named = NAMED.matcher(document()).results().toList();
        for (MatchResult test : named) {
            var source = sources.getOrDefault(test.group(1), "");
            if (!source.contains(" " + test.group(2) + "(")) {
                missing.add(test.group(1) + "." + test.group(2));
            }
        }

        assertThat(named).hasSizeGreaterThan(80);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRowOfASeedNamesATest() throws IOException {
        var bare = new TreeSet<String>();
        for (var line : document().lines().toList()) {
            var cells = line.split("(?<!\\\\)\\|", -1);
            var isRow = cells.length == 6 && !HEADING.matcher(line.substring(2)).matches();
            if (isRow && !line.startsWith("|---") && !NAMED.matcher(cells[4]).find()) {
                bare.add(cells[1].strip());
            }
        }

        assertThat(bare).isEmpty();
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs/seeds.md"));
    }

    /// From the name of a test class to its source.
    private static Map<String, String> testSources() throws IOException {
        var sources = new HashMap<String, String>();
        try (var files = Files.walk(ROOT)) {
            for (var file : files.filter(SeedsTest::isTest).toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
        return sources;
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/src/test/java/") && file.toString().endsWith(".java");
    }
}
