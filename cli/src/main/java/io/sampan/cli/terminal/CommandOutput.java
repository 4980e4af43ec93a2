package io.sampan.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Writes facts to standard output and messages to standard error. With `--json` each fact is one
/// JSON object on a line of its own.
///
/// A fact that cannot be written ends the command ([OutputException]); so whoever acknowledges
/// something writes the fact first. Messages are for people: one that cannot be written is lost.
///
/// Thread-safe.
public final class CommandOutput {

    private final StandardOutput facts;
    private final PrintStream messages;
    private final boolean json;

    /// @param facts written to unbuffered, one write for each fact
    public CommandOutput(OutputStream facts, PrintStream messages, boolean json) {
        this.facts = new StandardOutput(facts);
        this.messages = messages;
        this.json = json;
    }

    /// Over the process's own streams; `Main` has made of `System.out` one that tells of failures.
    public static CommandOutput ofProcess(boolean json) {
        return new CommandOutput(System.out, System.err, json);
    }

    /// Whether facts are JSON.
    public boolean isJson() {
        return json;
    }

    /// Prints a fact, and flushes: the reader of a pipe gets it now.
    ///
    /// @throws OutputException if it cannot be written; what it tells counts as not told
    public void fact(Fact fact) {
        var line = json ? json(fact) : fact.text();
        facts.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        facts.flush();
    }

    /// Tells people something that scripts need not know.
    ///
    /// @param message names in it may be anybody's: they are made safe
    public void say(String message) {
        messages.println(TerminalText.lines(message));
    }

    /// Shows people a picture of ours, with its colours.
    public void draw(String picture) {
        messages.print(picture);
        messages.flush();
    }

    /// Text that belongs to facts but only people read: headings, empty lists. Nothing with
    /// `--json`.
    public void note(String text) {
        if (!json) {
            messages.println(TerminalText.lines(text));
        }
    }

    /// A fact as `--json` prints it.
    public static String json(Fact fact) {
        return Holder.JSON.writeValueAsString(fact.values());
    }

    /// Loaded only where somebody asks for JSON.
    private static final class Holder {
        static final JsonMapper JSON = JsonMapper.shared();
    }
}
