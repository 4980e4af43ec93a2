package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.people.Draft;
import io.sampan.client.people.Said;
import io.sampan.model.UserName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan history`
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show what was said, oldest first",
            "",
            "What this home has received and sent; nobody is asked. What has not been",
            "received yet comes with `sampan receive`.",
            ""
        })
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "WITH", description = "Only with this person.")
    private @Nullable UserName with;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "Only before: 2026-11-25, or 2026-11-25T16:00:00Z.")
    private @Nullable String before;

    @Option(names = "--limit", paramLabel = "N", description = "So many at most (50).")
    private int limit = 50;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandException.wrongUsage("--limit is 1 or more", "");
        }
        var voice = CommandOutput.ofProcess(json);
        var until = Optional.ofNullable(before).map(HistoryCommand::time);
        try (var session = options.open()) {
            var said = session.people().history().said(Optional.ofNullable(with), until, limit);
            said.forEach(one -> voice.fact(fact(one, session.user())));
            if (said.isEmpty()) {
                voice.note("Nothing was said.");
            }
        }
        return ExitCode.DONE;
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandException.wrongUsage(
                    "--before is a day or a time, not " + text,
                    "For example 2026-11-25, or 2026-11-25T16:00:00Z.");
        }
    }

    private static Fact fact(Said said, UserName me) {
        return switch (said) {
            case Said.Received(var message) ->
                    Fact.of(
                            String.join("\n", MessageEvents.lines(message, me)),
                            "event",
                            "received",
                            "id",
                            message.id().toString(),
                            "from",
                            message.sender().value(),
                            "to",
                            message.to().stream().map(UserName::value).toList(),
                            "text",
                            message.text(),
                            "when",
                            message.posted().toString(),
                            "files",
                            message.attachments().stream()
                                    .map(file -> file.media().name().value())
                                    .toList());
            case Said.Sent(var draft, var isPosted, var when) ->
                    Fact.of(
                            String.join("\n", MessageEvents.lines(draft, isPosted)),
                            "event",
                            "sent",
                            "id",
                            draft.id().toString(),
                            "from",
                            me.value(),
                            "to",
                            draft.to().stream().map(UserName::value).toList(),
                            "text",
                            draft.text(),
                            "when",
                            when.toString(),
                            "posted",
                            isPosted,
                            "files",
                            draft.enclosures().stream().map(Draft.Enclosure::name).toList());
        };
    }
}
