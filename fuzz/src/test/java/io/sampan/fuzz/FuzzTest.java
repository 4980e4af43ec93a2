package io.sampan.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each harness over its corpus, and then as long as its time lasts.
class FuzzTest {

    private static final Path CORPORA = Path.of("src/test/corpus");
    private static final Path FOUND = Path.of("target/fuzz");
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("fuzz.seconds", 60));

    @ParameterizedTest
    @EnumSource
    void whatIsInTheCorpusBreaksNothing(Harnesses which) throws IOException {
        var harness = which.make();
        try (var inputs = Files.list(CORPORA.resolve(which.corpus()))) {
            for (var input : inputs.sorted().toList()) {
                try {
                    harness.feed(Files.readAllBytes(input));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(input + " breaks a law: " + e.getMessage(), e);
                }
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void whatAMachineMakesUpBreaksNothing(Harnesses harness)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(FOUND.resolve(harness.corpus()).toAbsolutePath());

        var found =
                new Fuzzer(harness, CORPORA.resolve(harness.corpus()), folder)
                        .run(harness.shareOf(TIME));

        found.ifPresent(Assertions::fail);
    }
}
