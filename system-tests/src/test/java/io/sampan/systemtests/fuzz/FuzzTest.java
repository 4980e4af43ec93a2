package io.sampan.systemtests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each harness over its corpus, and then all of them as long as the time lasts.
class FuzzTest {

    private static final Path CORPORA = Path.of("src/test/corpus");
    private static final long SECONDS = Long.getLong("fuzz.seconds", 60);
    private static final long PATIENCE = 180;

    @ParameterizedTest
    @EnumSource
    void whatIsInTheCorpusBreaksNothing(Harnesses harness) throws IOException {
        try (var inputs = Files.list(corpus(harness))) {
            for (var input : inputs.sorted().toList()) {
                harness.feed(Files.readAllBytes(input));
            }
        }
    }

    @Test
    void whatAMachineMakesUpBreaksNothing() throws IOException, InterruptedException {
        var found = Files.createDirectories(Path.of("target/fuzz"));
        var grown = Files.createDirectories(found.resolve("corpus"));
        var log = found.resolve("log");

        var fuzzer =
                new ProcessBuilder(command(found, grown, seeds(found)))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var ended = fuzzer.waitFor(SECONDS + PATIENCE, TimeUnit.SECONDS);
        fuzzer.destroyForcibly();

        assertThat(ended).as("it ends in time").isTrue();
        var said = Files.readString(log);
        assertThat(fuzzer.exitValue()).as(said).isZero();
        assertThat(said).as("it ran").contains("Done ");
        said.lines()
                .filter(line -> line.contains("DONE"))
                .forEach(line -> System.out.println("    fuzz: " + line));
    }

    /// All corpora in one folder, each input behind the byte that chooses its harness.
    private static Path seeds(Path found) throws IOException {
        var seeds = Files.createDirectories(found.resolve("seeds"));
        for (var harness : Harnesses.values()) {
            try (var inputs = Files.list(corpus(harness))) {
                for (var input : inputs.toList()) {
                    Files.write(
                            seeds.resolve(name(harness) + "-" + input.getFileName()),
                            Target.input(harness, Files.readAllBytes(input)));
                }
            }
        }
        return seeds;
    }

    private static List<String> command(Path found, Path grown, Path seeds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Target.class.getName(),
                "--instrumentation_includes=io.sampan.**",
                // What protobuf generates is large, and its paths say nothing of our rules.
                "--instrumentation_excludes=io.sampan.wire.proto.**",
                "--disabled_hooks=*",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-timeout=20",
                grown.toString(),
                seeds.toString());
    }

    private static Path corpus(Harnesses harness) {
        return CORPORA.resolve(name(harness));
    }

    private static String name(Harnesses harness) {
        return harness.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
