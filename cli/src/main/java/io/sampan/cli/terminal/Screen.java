package io.sampan.cli.terminal;

import java.util.Map;

/// What the process writes to, and how: found out by the launcher before the JVM started (asking
/// from here would need native code), and by the environment.
///
/// - `TERM=dumb` is a terminal that obeys no escapes: nothing is drawn on it.
/// - `NO_COLOR` (not empty) and `CLICOLOR=0` turn colours off; `CLICOLOR_FORCE` (not 0) turns them
///   on where there is no terminal. See https://no-color.org and https://bixense.com/clicolors.
///
/// @param messages whether standard error is a terminal on which progress can be drawn
/// @param facts whether standard output is one, so that a person reads the facts
/// @param colours whether text may have colours
/// @param columns how wide the terminal was when the process started
public record Screen(boolean messages, boolean facts, boolean colours, int columns) {

    private static final int USUAL = 80;

    /// Less than that is drawn as if it were so much, and cut by the terminal.
    private static final int LEAST = 20;

    /// As the launcher says; without a launcher there is no terminal.
    public static Screen ofProcess() {
        return of(
                System.getProperty("sampan.terminal", ""),
                Integer.getInteger("sampan.columns", USUAL),
                System.getenv());
    }

    /// @param streams the numbers of those standard streams that are terminals
    static Screen of(String streams, int columns, Map<String, String> environment) {
        var dumb = environment.getOrDefault("TERM", "").equals("dumb");
        var messages = streams.contains("2") && !dumb;
        var facts = streams.contains("1") && !dumb;
        return new Screen(
                messages, facts, colours(messages || facts, environment), Math.max(LEAST, columns));
    }

    private static boolean colours(boolean terminal, Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
            return true;
        }
        return terminal && !environment.getOrDefault("CLICOLOR", "1").equals("0");
    }
}
