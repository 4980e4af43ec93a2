package io.sampan.cli;

import io.sampan.cli.terminal.StandardOutput;

/// Where the process begins.
public final class Main {

    private Main() {}

    /// Runs one command, and ends the process with its [ExitCode].
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(ExceptionMapper::uncaught);
        System.setOut(StandardOutput.printStream());
        var code = SampanCommand.run(args);
        System.err.flush();
        System.exit(code);
    }
}
