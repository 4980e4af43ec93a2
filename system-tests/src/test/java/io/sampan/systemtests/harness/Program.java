package io.sampan.systemtests.harness;

import io.sampan.systemtests.fault.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The launcher `./sampan` of this source tree, as everybody starts it.
public final class Program {

    private static final String JVM_OPTIONS = "SAMPAN_JAVA_OPTS";

    private final Path launcher;
    private final String jvmOptions;

    private Program(Path launcher, String jvmOptions) {
        this.launcher = launcher;
        this.jvmOptions = jvmOptions;
    }

    /// Finds the launcher above the working folder.
    ///
    /// @param jvmOptions for every process
    /// @throws IllegalStateException if nothing is built yet
    public static Program find(String jvmOptions) {
        var start = Path.of("").toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("sampan"))) {
                if (Files.notExists(folder.resolve("cli/target/sampan.jar"))) {
                    throw new IllegalStateException(
                            "cli/target/sampan.jar is missing: SAMPAN_BUILD=only ./sampan");
                }
                return new Program(folder.resolve("sampan"), jvmOptions);
            }
        }
        throw new IllegalStateException("no launcher `sampan` above " + start);
    }

    /// A file of the source tree.
    Path file(String relative) {
        return launcher.resolveSibling(relative);
    }

    /// Starts a process.
    ///
    /// @param place where it runs, if not in the namespace of everybody
    /// @param arguments of the command line
    /// @param folder where it runs
    /// @param environment in addition to the inherited one
    /// @param out where standard output is appended
    /// @param err where standard error is appended
    Process start(
            Optional<Namespace> place,
            List<String> arguments,
            Map<String, String> environment,
            Path folder,
            Path out,
            Path err) {
        var command = new ArrayList<String>();
        place.ifPresent(namespace -> command.addAll(namespace.prefix()));
        command.add(launcher.toString());
        command.addAll(arguments);
        return start(command, environment, folder, out, err);
    }

    /// Starts a bash script, in which `$0` is the launcher; otherwise as [#start].
    Process startScript(
            String script, Map<String, String> environment, Path folder, Path out, Path err) {
        var command = List.of("bash", "-c", script, launcher.toString());
        return start(command, environment, folder, out, err);
    }

    private Process start(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path out,
            Path err) {
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        var variables = builder.environment();
        variables.put("SAMPAN_BUILD", "never");
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.putAll(environment);
        // The last one counts.
        variables.put(JVM_OPTIONS, jvmOptions + " " + environment.getOrDefault(JVM_OPTIONS, ""));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
