package io.sampan.cli.terminal;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/// Says facts on standard output and messages on standard error. With `--json` each fact is one
/// JSON object on a line of its own. Any thread.
public final class CommandOutput {

    private final PrintStream facts;
    private final PrintStream messages;
    private final boolean json;

    public CommandOutput(PrintStream facts, PrintStream messages, boolean json) {
        this.facts = facts;
        this.messages = messages;
        this.json = json;
    }

    /// Over the process's own streams.
    public static CommandOutput ofProcess(boolean json) {
        return new CommandOutput(System.out, System.err, json);
    }

    public boolean isJson() {
        return json;
    }

    /// Prints a fact, and flushes: whoever reads a pipe gets it now.
    public void fact(Fact fact) {
        facts.println(json ? Holder.JSON.writeValueAsString(fact.values()) : fact.text());
        facts.flush();
    }

    /// Tells people something that scripts need not know.
    public void say(String message) {
        messages.println(message);
    }

    /// Text that belongs to facts but only people read: headings, empty lists. Nothing with
    /// `--json`.
    public void note(String text) {
        if (!json) {
            messages.println(text);
        }
    }

    /// Loaded only where somebody asks for JSON.
    private static final class Holder {
        static final JsonMapper JSON = JsonMapper.shared();
    }
}
