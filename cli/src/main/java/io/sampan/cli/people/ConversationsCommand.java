package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.people.MessageLog.ConversationState;
import io.sampan.model.Message;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan conversations`
@Command(
        name = "conversations",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show with whom you write, and what is unread",
            "",
            "Newest first. What was read on one of your devices is read on all of them.",
            ""
        })
public final class ConversationsCommand implements Callable<Integer> {

    @Option(names = "--unread", description = "Only those with something unread.")
    private boolean unread;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openToRead()) {
            var all =
                    switch (session.people().log().conversations()) {
                        case Outcome.Done<List<ConversationState>>(var states) -> states;
                        case Outcome.Refused<List<ConversationState>>(var refusal) ->
                                throw CommandException.refused(
                                        "your conversations are not shown", refusal);
                    };
            var shown = all.stream().filter(one -> !unread || one.unread() > 0).toList();
            shown.forEach(one -> voice.fact(fact(one)));
            if (shown.isEmpty()) {
                voice.note(unread ? "Nothing is unread." : "Nothing was said.");
            }
        }
        return ExitCode.DONE;
    }

    private static Fact fact(ConversationState state) {
        var group =
                Optional.of(state.group())
                        .filter(name -> !name.isEmpty())
                        .map(name -> new Message.GroupName(state.id(), name));
        return Fact.of(
                Recipients.label(state.people(), group)
                        + "  "
                        + MessageEvents.when(state.lastPosted())
                        + (state.unread() == 0 ? "" : "  (" + state.unread() + " unread)"),
                "event",
                "conversation",
                "id",
                state.id().toString(),
                "people",
                state.people().stream().map(UserName::value).toList(),
                "group",
                state.group(),
                "unread",
                state.unread(),
                "last",
                state.lastPosted().toString());
    }
}
