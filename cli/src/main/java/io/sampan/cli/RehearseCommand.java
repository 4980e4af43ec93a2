package io.sampan.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// What the launcher runs once after each build: it does a little of everything in one process, so
/// that the JVM can write down which classes are needed, and start fast from then on.
@Command(name = "rehearse", hidden = true, description = "Fills the JVM's cache; for the launcher.")
final class RehearseCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        quietly("--help");
        return ExitCode.DONE;
    }

    private static void quietly(String... args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        SampanCommand.commandLine().setOut(nowhere).setErr(nowhere).execute(args);
    }
}
