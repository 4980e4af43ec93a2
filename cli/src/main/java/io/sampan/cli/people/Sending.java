package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.files.Results;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.cli.terminal.WaitNotice;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.task.Batch;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends one message. It is safe in the home before the server is asked anything:
///
/// ```
///   draft and uploads written ─▶ are the recipients known? ─▶ upload ─▶ post
///                                 │ no: both are taken back    │ nobody answers: all of it waits
/// ```
///
/// All methods are called by the command's own thread.
final class Sending {

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private static final String WAITS_HERE =
            "Nobody has answered yet. The message waits here: Ctrl-C leaves it, and `sampan resume`"
                    + " sends it.";

    private final Sampan session;
    private final Progress progress;
    private final CommandOutput voice;

    Sending(Sampan session, Progress progress, CommandOutput voice) {
        this.session = session;
        this.progress = progress;
        this.voice = voice;
    }

    /// @return one of [ExitCode]
    /// @throws CommandException if the server refuses its recipients
    int send(Parcel parcel) {
        session.people().outbox().write(parcel.draft());
        var batch = session.enqueue(parcel.uploads());
        try {
            return parcel.uploads().isEmpty() ? postAll() : sendFiles(parcel, batch);
        } catch (NobodyAnswersException e) {
            progress.rest();
            voice.say(
                    "sampan: nobody answers: " + TerminalText.text(String.valueOf(e.getMessage())));
            var whom = Recipients.label(parcel.draft().to(), parcel.draft().group());
            voice.say(
                    (parcel.uploads().isEmpty()
                                    ? "The message to " + whom + " waits here"
                                    : "The message and its files to " + whom + " wait here")
                            + "; `sampan resume`, or the next `sampan send`, sends it.");
            return ExitCode.NOBODY_ANSWERED;
        }
    }

    /// Those that waited before go first.
    private int postAll() {
        try (var _ = WaitNotice.start(progress::say, WAITS_HERE)) {
            return new WaitingDrafts(session, voice).postAll();
        }
    }

    private int sendFiles(Parcel parcel, Batch batch) {
        requireKnown(parcel.draft(), batch);
        session.start();
        var carriage = new TransferWait(session, progress, voice, InstantSource.system());
        var outcome = carry(parcel, batch, carriage);
        if (!voice.isJson()) {
            carriage.conclude();
        }
        var results = new Results(voice);
        for (var i = 0; i < outcome.size(); i++) {
            if (!(outcome.get(i) instanceof TransferResult.Done)) {
                results.tell(parcel.labels().get(i), outcome.get(i));
            }
        }
        if (outcome.stream().anyMatch(Sending::isFinal)) {
            session.people().outbox().drop(parcel.draft(), "a file of it could not be uploaded");
            voice.say("sampan: the message was not sent.");
            return results.exitCode();
        }
        if (!outcome.stream().allMatch(TransferResult.Done.class::isInstance)) {
            voice.say("The message goes when its files are there: `sampan resume`.");
            return results.exitCode();
        }
        return postAll();
    }

    /// Uploads the message's files, and those of messages that wait since nobody answered.
    ///
    /// @return what came of the message's own files
    private List<TransferResult> carry(Parcel parcel, Batch batch, TransferWait carriage) {
        var transfers = new ArrayList<>(batch.transfers());
        var labels = new ArrayList<>(parcel.labels());
        new WaitingDrafts(session, voice)
                .uploads(Optional.of(parcel.draft().id()))
                .forEach((transfer, name) -> {
                    transfers.add(transfer);
                    labels.add(name);
                });
        return carriage.carry(transfers, labels).subList(0, parcel.uploads().size());
    }

    /// Asks before the first byte of a file is sent. A refusal takes the message and its uploads
    /// back.
    private void requireKnown(Draft draft, Batch batch) {
        var outbox = session.people().outbox();
        try (var _ = WaitNotice.start(progress::say, WAITS_HERE)) {
            if (outbox.reachable(draft.to())
                    instanceof Outcome.Refused<List<UserName>>(var refusal)) {
                outbox.drop(draft, refusal.reason());
                session.cancel(batch);
                // Journaled already; the server forgets them sooner if there is a moment.
                var _ = batch.await(A_MOMENT);
                throw CommandException.refused(
                        "nothing was sent",
                        refusal,
                        NameSuggestions.on(refusal, draft.to(), session));
            }
        }
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
