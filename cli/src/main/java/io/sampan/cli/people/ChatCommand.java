package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.session.SessionOptions;
import io.sampan.model.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan chat`
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Write to people, with their answers and files, on one screen",
            "",
            "You are online meanwhile. Files that arrive are fetched at once, large ones and",
            "those of strangers once you say so. /help shows what can be typed; Ctrl-D",
            "leaves, and loses nothing.",
            ""
        })
public final class ChatCommand implements Callable<Integer> {

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "NAME",
            description = "To whom you write: people, or #GROUP.")
    private List<String> partners = List.of();

    @Option(names = "--into", paramLabel = "DIR", description = "Where files go (this folder).")
    private Path folder = Path.of("");

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        Recipients.requireWritten(partners);
        var terminal = terminal();
        var settings = options.settings();
        try (var session = options.open(event -> {})) {
            session.people().tellWhatIsRead(settings.tellsWhatIsRead());
            try (var chat =
                    new Chat(
                            session,
                            terminal,
                            Home.ofPerson().resolve("chat-history"),
                            folder.toAbsolutePath().normalize(),
                            Acceptance.of(settings, true))) {
                chat.run(partners);
            } catch (InvalidValueException e) {
                throw CommandException.wrongUsage(String.valueOf(e.getMessage()), "");
            }
        }
        return ExitCode.DONE;
    }

    private static Terminal terminal() {
        try {
            var terminal = TerminalBuilder.builder().system(true).dumb(true).build();
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                terminal.close();
                throw CommandException.wrongUsage(
                        "chat needs a terminal", "Scripts use `sampan send` and `sampan receive`.");
            }
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
