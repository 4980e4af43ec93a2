package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.StandardInput;
import io.sampan.model.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan send`
///
/// The message is written to the home's outbox before its files are uploaded, and posted when the
/// server has all of them; whatever ends the process in between, `sampan resume` goes on.
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Send files, a text, or both, to people",
            "",
            "They need not be online. The files are uploaded once, whoever many get them,",
            "and only they may read them. Ctrl-C keeps what has arrived; `sampan resume`",
            "goes on, and sends the message when its files are there.",
            ""
        })
public final class SendCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files and folders.")
    private List<Path> files = List.of();

    @Option(
            names = "--to",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "To whom; several with commas, or a group: GROUP or #GROUP.")
    private List<String> to = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to say; `-` reads it from standard input.")
    private String message = "";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "The message is gone everywhere so long after it was sent.")
    private @Nullable Duration expires;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        Recipients.requireWritten(to);
        var voice = CommandOutput.ofProcess(json);
        var text = message.equals(STANDARD_INPUT) ? StandardInput.text(Message.MAX_TEXT) : message;
        if (text.isEmpty() && files.isEmpty()) {
            throw CommandException.wrongUsage(
                    "there is nothing to send", "Name a file, or say something with -m TEXT.");
        }
        var contents = Parcel.contents(files);
        contents.sources().tell(voice);
        if (text.isEmpty() && contents.uploads().isEmpty()) {
            throw CommandException.failed("there is no file in it", "Nothing was sent.");
        }
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            var parcel =
                    contents.to(
                            Recipients.find(session, to),
                            text,
                            InstantSource.system().instant(),
                            Optional.ofNullable(expires));
            var sent = new Sending(session, progress, voice).send(parcel);
            return parcel.sources().exitCode(sent, voice);
        }
    }
}
