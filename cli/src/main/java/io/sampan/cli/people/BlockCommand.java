package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.Sampan;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan block`
@Command(
        name = "block",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Want no messages of somebody; or show whom you block",
            "",
            "What they send from now on reaches none of your devices, also in groups. They are",
            "not told. `sampan unblock` ends it; what they sent meanwhile does not come.",
            ""
        })
public final class BlockCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Whom; nobody shows the list.")
    private List<UserName> names = List.of();

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            if (names.isEmpty()) {
                list(session, voice);
            } else {
                requireKnown(session);
                names.forEach(
                        name -> tell(session.people().blocked().block(name), "blocked", voice));
            }
        }
        return ExitCode.DONE;
    }

    private static void list(Sampan session, CommandOutput voice) {
        switch (session.people().blocked().list()) {
            case Outcome.Done<List<UserName>>(var blocked) -> {
                blocked.forEach(name -> voice.fact(fact(name, "blocked")));
                if (blocked.isEmpty()) {
                    voice.note("You block nobody.");
                }
            }
            case Outcome.Refused<List<UserName>>(var refusal) ->
                    throw CommandException.refused("the list is not shown", refusal);
        }
    }

    /// A name with a slip in it would block nobody, and look as if it did.
    private void requireKnown(Sampan session) {
        if (session.people().outbox().reachable(names)
                instanceof Outcome.Refused<List<UserName>>(var refusal)) {
            throw CommandException.refused(
                    "nobody was blocked", refusal, NameSuggestions.on(refusal, names, session));
        }
    }

    static void tell(Outcome<UserName> outcome, String event, CommandOutput voice) {
        switch (outcome) {
            case Outcome.Done<UserName>(var name) -> voice.fact(fact(name, event));
            case Outcome.Refused<UserName>(var refusal) ->
                    throw CommandException.refused("nothing was changed", refusal);
        }
    }

    private static Fact fact(UserName name, String event) {
        return Fact.of(name + " is " + event, "event", event, "name", name.value());
    }
}
