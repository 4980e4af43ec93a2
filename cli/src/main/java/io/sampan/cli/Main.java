package io.sampan.cli;

/// Where the process begins.
public final class Main {

    private Main() {}

    /// Runs one command, and ends the process with its [ExitCode].
    public static void main(String[] args) {
        var code = SampanCommand.run(args);
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }
}
