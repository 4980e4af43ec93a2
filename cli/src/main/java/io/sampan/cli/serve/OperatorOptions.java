package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.Home;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.store.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command for whoever runs a server has. Who can read and write the server's home may
/// do all of it; the server may be running.
final class OperatorOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server's home (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    Path home() {
        return home == null ? Home.ofServer() : home;
    }

    CommandOutput output() {
        return CommandOutput.ofProcess(json);
    }

    /// Does something with the server's ledger.
    <T> T with(Function<Ledger, T> work) {
        var file = home().resolve("ledger.db");
        if (!Files.exists(file)) {
            throw CommandException.wrongUsage(
                    "there is no server in " + home(), "--home DIR says where it lives.");
        }
        try (var ledger = SqliteLedger.open(file)) {
            return work.apply(ledger);
        } catch (StorageException e) {
            throw CommandException.failed(
                    "the server's home cannot be used: " + e.getMessage(), "Nothing was changed.");
        }
    }

    /// What an outcome came to; a refusal ends the command.
    static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) ->
                    throw CommandException.failed(refusal.reason(), "Nothing was changed.");
        };
    }

    static UserName name(String text) {
        try {
            return new UserName(text);
        } catch (InvalidValueException e) {
            throw CommandException.wrongUsage(String.valueOf(e.getMessage()), "");
        }
    }

    /// Writes down what the operator did, and tells a running server that something has changed.
    void audit(String event, Map<String, String> facts) {
        new AuditFile(home(), InstantSource.system()).note(event, facts);
        // A server that runs without the socket finds out within a second.
        var _ = ControlClient.ask(home(), "changed");
    }
}
