package io.sampan.cli.people;

import io.sampan.cli.Advice;
import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Posts messages that were written down, and tells what came of it.
public final class WaitingDrafts {

    private final Sampan session;
    private final CommandOutput voice;

    /// Sends what `session` still has as drafts.
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

    /// The uploads that messages wait for, as far as they go on by themselves, and their names.
    ///
    /// @param except a message whose uploads are not wanted
    Map<Transfer, String> uploads(Optional<MessageId> except) {
        var uploads = new LinkedHashMap<Transfer, String>();
        for (var draft : session.people().outbox().waiting()) {
            if (except.filter(draft.id()::equals).isEmpty()) {
                openTasks(draft)
                        .filter(task -> task.state() != TaskState.PAUSED)
                        .forEach(task ->
                                session.transfer(task.id())
                                        .ifPresent(one -> uploads.put(one, name(draft, task))));
            }
        }
        return uploads;
    }

    private static String name(Draft draft, TaskRecord task) {
        return draft.enclosures().stream()
                .filter(file -> isUploadOf(task, file))
                .map(Draft.Enclosure::name)
                .findFirst()
                .orElse("?");
    }

    private static boolean isUploadOf(TaskRecord task, Draft.Enclosure file) {
        return task.upload().filter(file.media().toUploadId()::equals).isPresent();
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
                voice.say(
                        "A message to "
                                + names(draft)
                                + " waits for its files; `sampan resume` sends it.");
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
        var hint = NameSuggestions.on(refusal, draft.to(), session);
        if (!hint.isEmpty()) {
            voice.say(hint);
        }
        if (!Advice.on(refusal).isEmpty()) {
            voice.say(Advice.on(refusal));
        }
        return ExitCode.REFUSED;
    }

    /// Whether one of its files is an upload that is not over.
    private boolean isUploading(Draft draft) {
        return openTasks(draft).findAny().isPresent();
    }

    private Stream<TaskRecord> openTasks(Draft draft) {
        return session.tasks(false).stream()
                .filter(task -> task.state() != TaskState.FAILED)
                .filter(task ->
                        draft.enclosures().stream().anyMatch(file -> isUploadOf(task, file)));
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
                "group",
                draft.group().map(Message.GroupName::name).orElse(""),
                "files",
                draft.enclosures().stream().map(Draft.Enclosure::name).toList());
    }

    private static String names(Draft draft) {
        return Recipients.label(draft.to(), draft.group());
    }
}
