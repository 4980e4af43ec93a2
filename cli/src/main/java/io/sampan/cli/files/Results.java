package io.sampan.cli.files;

import io.sampan.cli.Advice;
import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Media;
import io.sampan.model.Refusal;
import java.nio.file.Path;

/// Tells what transfers came to, and remembers the worst for the exit code.
///
/// All methods are called by the command's own thread.
public final class Results {

    private final CommandOutput voice;
    private int exitCode = ExitCode.DONE;
    private int bad;

    /// Prints results of transfers through `voice`.
    public Results(CommandOutput voice) {
        this.voice = voice;
    }

    /// @param what the file, as the person knows it
    public void tell(String what, TransferResult result) {
        switch (result) {
            case TransferResult.Done(var media, var file) ->
                    voice.fact(
                            file.map(path -> fetched(media, path)).orElseGet(() -> stored(media)));
            case TransferResult.Refused(var refusal) -> onRefused(what, refusal);
            case TransferResult.Failed(var reason) -> onBad(ExitCode.FAILED, what + ": " + reason);
            case TransferResult.Unanswered(var reason) ->
                    onBad(
                            ExitCode.NOBODY_ANSWERED,
                            what
                                    + ": nobody answers: "
                                    + reason
                                    + "\nNothing is lost; `sampan resume` goes on.");
            case TransferResult.Paused() -> voice.say(what + ": paused; `sampan continue` goes on");
            case TransferResult.Cancelled() -> onBad(ExitCode.FAILED, what + ": cancelled");
            case TransferResult.Left() ->
                    voice.say(what + ": stopped here; `sampan resume` goes on");
        }
    }

    /// Tells where a file that went into a folder is not called there as on the server.
    public void tellOtherName(TransferResult result) {
        if (result instanceof TransferResult.Done(var media, var place)) {
            place.filter(file -> !hasNameOf(file, media))
                    .ifPresent(file ->
                            voice.say(
                                    "sampan: "
                                            + TerminalText.text(media.name().value())
                                            + " is called "
                                            + TerminalText.text(String.valueOf(file.getFileName()))
                                            + " here: its own name is taken, or this system cannot"
                                            + " hold it"));
        }
    }

    private static boolean hasNameOf(Path file, Media media) {
        var segments = media.name().segments();
        var at = file.getNameCount() - segments.size();
        for (var i = 0; i < segments.size(); i++) {
            if (at < 0 || !file.getName(at + i).toString().equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// A request that is no transfer was refused.
    public void onRefused(String what, Refusal refusal) {
        var advice = Advice.on(refusal);
        onBad(
                ExitCode.REFUSED,
                what + ": refused: " + refusal.reason() + (advice.isEmpty() ? "" : "\n" + advice));
    }

    /// Something that is no transfer failed here.
    public void onFailed(String message) {
        onBad(ExitCode.FAILED, message);
    }

    private void onBad(int code, String message) {
        bad++;
        if (exitCode == ExitCode.DONE) {
            exitCode = code;
        }
        voice.say("sampan: " + TerminalText.lines(message));
    }

    /// That of the first thing that went wrong.
    public int exitCode() {
        return exitCode;
    }

    /// How many went wrong.
    public int bad() {
        return bad;
    }

    static Fact stored(Media media) {
        return Fact.of(
                media.id()
                        + "  "
                        + TerminalText.text(media.name().value())
                        + (media.shared()
                                ? "  (public: everybody on the server may read it)"
                                : "  (private: only you may read it)"),
                "event",
                "stored",
                "id",
                media.id().toString(),
                "name",
                media.name().value(),
                "size",
                media.size(),
                "digest",
                media.digest().toString(),
                "shared",
                media.shared());
    }

    static Fact fetched(Media media, Path file) {
        return Fact.of(
                TerminalText.text(file.toString()),
                "event",
                "fetched",
                "id",
                media.id().toString(),
                "name",
                media.name().value(),
                "size",
                media.size(),
                "digest",
                media.digest().toString(),
                "file",
                file.toString());
    }
}
