package io.sampan.cli.people;

import io.sampan.cli.Advice;
import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.task.TaskState;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.util.List;
import java.util.stream.Collectors;

/// Posts messages that were written down, and tells what came of it.
public final class WaitingDrafts {

    private final Sampan session;
    private final CommandOutput voice;

    public WaitingDrafts(Sampan session, CommandOutput voice) {
        this.session = session;
        this.voice = voice;
    }

    /// Posts all that wait in the home, in the order in which they were written. One whose files
    /// are still being uploaded goes on waiting.
    ///
    /// @return one of [ExitCode]
    /// @throws io.sampan.client.NobodyAnswersException if nobody answers; they go on waiting
    public int postAll() {
        return session.people().outbox().waiting().stream()
                .mapToInt(this::post)
                .max()
                .orElse(ExitCode.DONE);
    }

    /// Posts one.
    int post(Draft draft) {
        return switch (session.people().outbox().post(draft)) {
            case Outcome.Done<List<Standing>>(var standings) -> {
                voice.fact(sent(draft, standings));
                yield ExitCode.DONE;
            }
            case Outcome.Refused<List<Standing>>(var refusal) -> refused(draft, refusal);
        };
    }

    private int refused(Draft draft, Refusal refusal) {
        if (refusal.code() == RefusalCode.NOT_FOUND) {
            if (isUploading(draft)) {
                voice.say("A message to " + names(draft) + " waits for its files.");
                return ExitCode.DONE;
            }
            session.people().outbox().drop(draft, refusal.reason());
        }
        if (refusal.code().remedy() == RefusalCode.Remedy.WAIT) {
            voice.say("The message stays in your outbox; `sampan resume` sends it.");
        }
        voice.say(
                "sampan: the message to "
                        + names(draft)
                        + " was not sent: "
                        + TerminalText.text(refusal.reason()));
        if (!Advice.on(refusal).isEmpty()) {
            voice.say(Advice.on(refusal));
        }
        return ExitCode.REFUSED;
    }

    /// Whether one of its files is an upload that is not over.
    private boolean isUploading(Draft draft) {
        var files = draft.enclosures().stream().map(file -> file.media().toUploadId()).toList();
        return session.tasks(false).stream()
                .filter(task -> task.state() != TaskState.FAILED)
                .anyMatch(task -> task.upload().filter(files::contains).isPresent());
    }

    private static Fact sent(Draft draft, List<Standing> standings) {
        return Fact.of(
                "sent to " + names(draft),
                "event",
                "sent",
                "id",
                draft.id().toString(),
                "to",
                standings.stream().map(standing -> standing.recipient().value()).toList(),
                "files",
                draft.enclosures().stream().map(Draft.Enclosure::name).toList());
    }

    private static String names(Draft draft) {
        return draft.to().stream().map(UserName::value).collect(Collectors.joining(", "));
    }
}
