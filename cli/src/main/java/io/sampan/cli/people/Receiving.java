package io.sampan.cli.people;

import io.sampan.cli.files.Results;
import io.sampan.cli.session.TransferTotals;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Progress;
import io.sampan.client.Sampan;
import io.sampan.client.people.FileOutcome;
import io.sampan.client.people.Inbox;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.task.Transfer;
import io.sampan.model.Message;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Takes messages from the inbox, fetches their files side by side, and shows each message when all
/// of its files have come to something. Messages of one sender are shown in their order; nobody's
/// message waits for the files of somebody else, and none waits for a file that is gone.
///
/// All methods are called by the command's own thread.
final class Receiving implements AutoCloseable {

    /// Messages whose files are fetched at once; more of them wait in the inbox.
    private static final int MOST = 64;

    private record Entry(InboxMessage message, List<FileFetch> files) {

        Optional<List<FileOutcome>> outcomes() {
            var outcomes = files.stream().map(FileFetch::outcome).toList();
            return outcomes.stream().allMatch(Optional::isPresent)
                    ? Optional.of(outcomes.stream().map(Optional::orElseThrow).toList())
                    : Optional.empty();
        }
    }

    private final Sampan session;
    private final Fetching fetching;
    private final Progress progress;
    private final CommandOutput voice;
    private final Results results;
    private final Optional<MessageHandler> handler;
    private final Function<Message, Decision> decide;
    private final Map<UserName, Deque<Entry>> waiting = new LinkedHashMap<>();
    private final Thread onCtrlC = Thread.ofPlatform().name("ctrl-c").unstarted(this::stop);
    private volatile boolean fetches;
    private int shown;

    /// What becomes of a message's files.
    enum Decision {
        /// They are fetched now.
        FETCH,
        /// They are never fetched.
        DECLINE,
        /// The message stays until somebody has decided.
        LEAVE
    }

    /// @param handler has to take a message before it counts as received
    /// @param decide asked for each message with files
    Receiving(
            Sampan session,
            Fetching fetching,
            Progress progress,
            CommandOutput voice,
            Optional<MessageHandler> handler,
            Function<Message, Decision> decide) {
        this.handler = handler;
        this.decide = decide;
        this.session = session;
        this.fetching = fetching;
        this.progress = progress;
        this.voice = voice;
        this.results = new Results(voice);
        Runtime.getRuntime().addShutdownHook(onCtrlC);
    }

    /// Takes the next message and begins with its files; waits for one for `patience` at most.
    Optional<InboxMessage> nextFrom(Inbox inbox, Duration patience) throws InterruptedException {
        if (waiting.values().stream().mapToInt(Deque::size).sum() >= MOST) {
            Thread.sleep(patience);
            return Optional.empty();
        }
        var next = inbox.next(patience);
        next.ifPresent(this::take);
        return next;
    }

    private void take(InboxMessage message) {
        var attachments = message.message().attachments();
        var decision = attachments.isEmpty() ? Decision.FETCH : decide.apply(message.message());
        if (decision == Decision.LEAVE) {
            voice.fact(MessageEvents.left(message.message(), session.user()));
            shown++;
            return;
        }
        var files =
                decision == Decision.FETCH
                        ? fetching.begin(attachments)
                        : attachments.stream().map(FileFetch::declined).toList();
        waiting.computeIfAbsent(message.message().sender(), _ -> new ArrayDeque<>())
                .add(new Entry(message, files));
        if (!files.isEmpty()) {
            showProgress();
        }
    }

    /// Whether no message waits for its files.
    boolean isIdle() {
        return waiting.isEmpty();
    }

    /// Shows what can be shown now, and says whether that was anything.
    boolean settle() {
        var ready = new ArrayList<Runnable>();
        var withFiles = false;
        for (var queue : waiting.values()) {
            while (!queue.isEmpty()) {
                var entry = queue.getFirst();
                var outcomes = entry.outcomes();
                if (outcomes.isEmpty()) {
                    break;
                }
                queue.removeFirst();
                withFiles |= !entry.files().isEmpty();
                ready.add(() -> show(entry, outcomes.get()));
            }
        }
        waiting.values().removeIf(Deque::isEmpty);
        if (withFiles) {
            showProgress();
        }
        ready.forEach(Runnable::run);
        return !ready.isEmpty();
    }

    private void show(Entry entry, List<FileOutcome> outcomes) {
        var message = entry.message().message();
        if (outcomes.stream().allMatch(FileOutcome::isFinal)) {
            var fact = MessageEvents.received(message, session.user(), outcomes);
            if (!isTaken(fact)) {
                results.onFailed(
                        "the handler did not take a message from "
                                + message.sender()
                                + "; it comes again with the next `sampan receive`");
                return;
            }
            voice.fact(fact);
            session.people().inbox().done(entry.message());
            shown++;
            forgetGone(entry.files(), outcomes);
            return;
        }
        voice.say(String.join("\n", MessageEvents.lines(message, session.user())));
        for (var i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof FileOutcome.Pending(var result)) {
                results.tell(entry.files().get(i).name(), result);
            }
        }
        voice.say("The message stays. Make room, or choose another folder with --into.");
    }

    private boolean isTaken(Fact fact) {
        try {
            return handler.isEmpty() || handler.get().takes(fact);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void forgetGone(List<FileFetch> files, List<FileOutcome> outcomes) {
        for (var i = 0; i < files.size(); i++) {
            if (outcomes.get(i) instanceof FileOutcome.Gone) {
                files.get(i).forget();
            }
        }
    }

    private void showProgress() {
        var shownNow = new ArrayList<Progress.Shown>();
        var transfers = new ArrayList<Transfer>();
        waiting.values().stream()
                .flatMap(Deque::stream)
                .flatMap(entry -> entry.files().stream())
                .forEach(file ->
                        file.transfer()
                                .ifPresent(one -> {
                                    shownNow.add(new Progress.Shown(one.id(), file.name()));
                                    transfers.add(one);
                                }));
        fetches = !transfers.isEmpty();
        if (fetches) {
            progress.show(shownNow, () -> TransferTotals.of(transfers));
        } else {
            progress.rest();
        }
    }

    /// @return one of [io.sampan.cli.ExitCode]
    int end() {
        if (shown == 0 && results.bad() == 0) {
            voice.note("There is nothing new.");
        }
        return results.exitCode();
    }

    private void stop() {
        if (fetches) {
            progress.close();
            session.close();
            voice.say("\nsampan: stopped. What has arrived is kept; `sampan receive` goes on.");
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException stopping) {
            // It runs, and does what closing would do.
        }
    }
}
