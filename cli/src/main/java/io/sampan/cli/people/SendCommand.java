package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.files.Results;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.Sampan;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
            description = "To whom; several with commas.")
    private List<UserName> to = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to say; `-` reads it from standard input.")
    private String message = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        var text = message.equals(STANDARD_INPUT) ? standardInput() : message;
        if (text.isEmpty() && files.isEmpty()) {
            throw CommandException.wrongUsage(
                    "there is nothing to send", "Name a file, or say something with -m TEXT.");
        }
        var recipients = to.stream().distinct().toList();
        var parcel = Parcel.of(files, recipients, text, InstantSource.system().instant());
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            return parcel.uploads().isEmpty()
                    ? sendText(session, parcel, voice)
                    : sendFiles(session, parcel, progress, voice);
        }
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int sendText(Sampan session, Parcel parcel, CommandOutput voice) {
        session.people().outbox().write(parcel.draft());
        // Those that waited before go first.
        return new WaitingDrafts(session, voice).postAll();
    }

    private static int sendFiles(
            Sampan session, Parcel parcel, Progress progress, CommandOutput voice) {
        var outbox = session.people().outbox();
        if (outbox.reachable(parcel.draft().to())
                instanceof Outcome.Refused<List<UserName>>(var refusal)) {
            throw CommandException.refused("nothing was sent", refusal);
        }
        outbox.write(parcel.draft());
        var carriage = new TransferWait(session, progress, voice, InstantSource.system());
        var outcome = carriage.carry(session.put(parcel.uploads()), parcel.labels());
        if (!voice.isJson()) {
            carriage.conclude();
        }
        var results = new Results(voice);
        for (var i = 0; i < outcome.size(); i++) {
            if (!(outcome.get(i) instanceof TransferResult.Done)) {
                results.tell(parcel.labels().get(i), outcome.get(i));
            }
        }
        if (outcome.stream().anyMatch(SendCommand::isFinal)) {
            outbox.drop(parcel.draft(), "a file of it could not be uploaded");
            voice.say("sampan: the message was not sent.");
            return results.exitCode();
        }
        if (!outcome.stream().allMatch(TransferResult.Done.class::isInstance)) {
            voice.say("The message goes when its files are there: `sampan resume`.");
            return results.exitCode();
        }
        return new WaitingDrafts(session, voice).post(parcel.draft());
    }

    /// Whether an upload will never be complete by itself.
    private static boolean isFinal(TransferResult result) {
        return switch (result) {
            case TransferResult.Refused _, TransferResult.Failed _, TransferResult.Cancelled _ ->
                    true;
            case TransferResult.Done _,
                    TransferResult.Paused _,
                    TransferResult.Unanswered _,
                    TransferResult.Left _ ->
                    false;
        };
    }
}
