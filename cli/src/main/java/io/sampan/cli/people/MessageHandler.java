package io.sampan.cli.people;

import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/// A command of the person's that is given each message, as the JSON that `--json` prints, on its
/// standard input: `receive --wait --exec CMD`. Its own output goes where this command's goes.
///
/// @param command for the shell
record MessageHandler(String command) {

    /// Runs it, and says whether it took the message: whether it ended with 0.
    boolean takes(Fact message) throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT)
                            .start();
            try (var input = process.getOutputStream()) {
                input.write((CommandOutput.json(message) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It need not read all of it: how it ends is what counts.
            }
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
