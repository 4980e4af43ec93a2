package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan recall`
@Command(
        name = "recall",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Take a message of yours back",
            "",
            "Its text is gone from the server and, once they are online, from the homes of",
            "those who have it; its files go with it, but what somebody has fetched stays",
            "theirs. They are told that you took it back. One that waits to be sent is not",
            "sent. ID is what `sampan history --ids` shows, or the beginning of it.",
            ""
        })
public final class RecallCommand implements Callable<Integer> {

    /// Messages of the home among which a beginning of an id is looked for.
    private static final int LATEST = 10_000;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Which message.")
    private @Nullable String message;

    @Option(names = "--last", description = "The last one that was sent from here.")
    private boolean last;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        if (last == (message != null)) {
            throw CommandException.wrongUsage("name a message, or say --last", "");
        }
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            var id = chosen(session);
            var waits =
                    session.people().outbox().waiting().stream()
                            .filter(draft -> draft.id().equals(id))
                            .findFirst();
            if (waits.isPresent()) {
                session.people().outbox().drop(waits.get(), "it was taken back");
            } else if (session.people().log().recall(id)
                    instanceof Outcome.Refused<MessageId>(var refusal)) {
                throw CommandException.refused("the message was not taken back", refusal);
            }
            voice.fact(Fact.of("taken back", "event", "recalled", "id", id.toString()));
        }
        return ExitCode.DONE;
    }

    private MessageId chosen(Sampan session) {
        if (last) {
            var sent = session.people().history().latestSent(1);
            if (sent.isEmpty()) {
                throw CommandException.failed("nothing was sent from here", "");
            }
            return sent.getFirst().id();
        }
        var text = String.valueOf(message);
        var found = found(session, text);
        if (found.size() == 1) {
            return found.getFirst();
        }
        try {
            return MessageId.parse(text);
        } catch (InvalidValueException e) {
            throw CommandException.failed(
                    found.isEmpty()
                            ? "you have sent no message " + text
                            : found.size() + " messages begin with " + text,
                    "`sampan history --ids` shows them; nothing was changed.");
        }
    }

    private static List<MessageId> found(Sampan session, String text) {
        return session.people().history().latestSent(LATEST).stream()
                .map(Draft::id)
                .flatMap(id -> id.toString().startsWith(text) ? Stream.of(id) : Stream.empty())
                .toList();
    }
}
