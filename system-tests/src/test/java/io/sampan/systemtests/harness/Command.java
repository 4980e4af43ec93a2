package io.sampan.systemtests.harness;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A program of the operating system.
final class Command {

    private static final int PATIENCE_SECONDS = 30;

    private Command() {}

    /// Runs it to its end; false where it is not installed, too.
    static boolean succeeds(String... words) {
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
