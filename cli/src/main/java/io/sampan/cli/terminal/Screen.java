package io.sampan.cli.terminal;

/// What the launcher found out about the terminal, before the JVM started: asking from here would
/// need native code.
///
/// @param messages whether standard error is a terminal, so that progress can be drawn
/// @param facts whether standard output is one, so that a person reads the facts
/// @param columns how wide it is
public record Screen(boolean messages, boolean facts, int columns) {

    private static final int USUAL = 80;

    /// As the launcher says; without a launcher there is no terminal.
    public static Screen ofProcess() {
        var streams = System.getProperty("sampan.terminal", "");
        return new Screen(
                streams.contains("2"),
                streams.contains("1"),
                Math.max(40, Integer.getInteger("sampan.columns", USUAL)));
    }
}
