package io.sampan.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Jazzer in a process of its own, with one harness.
///
/// @param folder of what it finds and of what it has learned, kept from run to run
record Fuzzer(Harnesses harness, Path corpus, Path folder) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Fuzzes for so long.
    ///
    /// @return what was found, in words for whoever has to mend it; empty if nothing was
    Optional<String> run(Duration time) throws IOException, InterruptedException {
        var grown = Files.createDirectories(folder.resolve("corpus"));
        var log = folder.resolve("log");
        var files = Folder.inMemory();
        var builder = new ProcessBuilder(command(time, grown, files));
        // What is refused is refused a hundred times a second.
        builder.environment().put("SAMPAN_LOG", "off");
        var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var ended = process.waitFor(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        files.clear("");
        var said = Files.readString(log);
        if (!ended) {
            return Optional.of("the fuzzer of " + harness.corpus() + " did not end:\n" + said);
        }
        var done = said.lines().filter(line -> line.startsWith("Done ")).findFirst();
        if (process.exitValue() != 0 || done.isEmpty()) {
            return Optional.of(report(said));
        }
        System.out.println("    fuzz: " + harness.corpus() + ": " + done.get());
        return Optional.empty();
    }

    /// What broke, the input, and how to have it again.
    private String report(String said) {
        var inputs = after("Test unit written to ", said);
        return """
        the harness '%s' found an input that breaks a law: %s
        In base64 it is %s
        To have it again, and for good:
            cp %s fuzz/%s/
            ./verify --only FuzzTest --fuzz 1
        What the fuzzer said:
        %s
        """
                .formatted(harness.corpus(), inputs, after("Base64: ", said), inputs, corpus, said);
    }

    /// What follows a word, wherever it stands.
    private static String after(String word, String said) {
        return said.lines()
                .filter(line -> line.contains(word))
                .map(line -> line.substring(line.indexOf(word) + word.length()).strip())
                .collect(Collectors.joining(" "));
    }

    private List<String> command(Duration time, Path grown, Folder files) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // In a minute the optimizing compiler gains nothing: the same code is reached.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-D" + Target.HARNESS + "=" + harness.corpus(),
                "-D" + Folder.GIVEN + "=" + files.path(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Target.class.getName(),
                "--instrumentation_includes=io.sampan.**",
                // What protobuf generates is large, and its paths say nothing of our rules.
                "--instrumentation_excludes=io.sampan.wire.proto.**",
                "--disabled_hooks=*",
                // Not in libraries: a database would be several times slower.
                "--custom_hook_includes=io.sampan.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + time.toSeconds(),
                "-max_len=4096",
                "-timeout=60",
                grown.toString(),
                corpus.toString());
    }
}
