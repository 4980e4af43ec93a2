package io.sampan.systemtests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The document of guarantees names tests that there are.
class GuaranteesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`\\*?([A-Z]\\w*(?:Test|Contract))`");

    @Test
    void everyTestThatAPromiseNamesIsThere() throws IOException {
        var document = Files.readString(ROOT.resolve("docs/guarantees.md"));

        var named =
                NAMED.matcher(document)
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replaceAll("[`*]", ""))
                        .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
