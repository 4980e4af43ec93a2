package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.Sampan;
import io.sampan.model.InvalidValueException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
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
            "What the server keeps for you, whichever of your devices sent or received it,",
            "and what waits here to be sent. Where nobody answers: what this home has.",
            ""
        })
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "WITH",
            description = "Only with this person, or in this group.")
    private @Nullable String with;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "Only before: 2026-11-25, or 2026-11-25T16:00:00Z.")
    private @Nullable String before;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "So many at most (50).")
    private int count = 50;

    @Option(names = "--ids", description = "Show the ids, for `sampan recall`.")
    private boolean ids;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        Recipients.requireWritten(Optional.ofNullable(with).stream().toList());
        if (count < 1) {
            throw CommandException.wrongUsage("--count is 1 or more", "");
        }
        var voice = CommandOutput.ofProcess(json);
        var until = Optional.ofNullable(before).map(HistoryCommand::time);
        try (var session = options.openToRead()) {
            session.people().history().expire(InstantSource.system().instant());
            var said = said(session, until, voice);
            said.forEach(line -> voice.fact(line.fact(session.user(), ids)));
            if (said.isEmpty()) {
                voice.note("Nothing was said.");
            }
        }
        return ExitCode.DONE;
    }

    private List<HistoryLine> said(Sampan session, Optional<Instant> until, CommandOutput voice) {
        try {
            var whom = with == null ? Recipients.NOBODY : Recipients.find(session, List.of(with));
            return new History(session, whom, until, count).everywhere();
        } catch (NobodyAnswersException e) {
            voice.say(
                    "sampan: nobody answers ("
                            + TerminalText.text(String.valueOf(e.getMessage()))
                            + "). This is what this home has:");
            var whom = with == null ? Recipients.NOBODY : known(session, with);
            return new History(session, whom, until, count).here();
        }
    }

    private static Recipients known(Sampan session, String name) {
        try {
            return Recipients.known(session, List.of(name));
        } catch (InvalidValueException e) {
            throw CommandException.wrongUsage(String.valueOf(e.getMessage()), "");
        }
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
}
