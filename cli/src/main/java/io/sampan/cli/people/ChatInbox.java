package io.sampan.cli.people;

import io.sampan.client.Sampan;
import io.sampan.client.people.FileOutcome;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Shows what arrives, and fetches its files; on virtual threads of its own.
final class ChatInbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sampan session;
    private final Fetching fetching;
    private final ChatTransfers transfers;
    private final ChatLines lines;
    private final Consumer<String> say;
    private final Consumer<Message> onMessage;
    private final Acceptance acceptance;
    private final Queue<InboxMessage> undecided = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private ChatInbox(
            Sampan session,
            Path folder,
            Acceptance acceptance,
            ChatTransfers transfers,
            ChatLines lines,
            Consumer<String> say,
            Consumer<Message> onMessage) {
        this.session = session;
        this.fetching = new Fetching(session, folder);
        this.acceptance = acceptance;
        this.transfers = transfers;
        this.lines = lines;
        this.say = say;
        this.onMessage = onMessage;
        this.thread = Thread.ofVirtual().name("chat-inbox").unstarted(this::run);
    }

    /// @param folder where files go
    /// @param acceptance which of them are fetched at once
    /// @param onMessage told what has arrived
    static ChatInbox start(
            Sampan session,
            Path folder,
            Acceptance acceptance,
            ChatTransfers transfers,
            ChatLines lines,
            Consumer<String> say,
            Consumer<Message> onMessage) {
        var inbox = new ChatInbox(session, folder, acceptance, transfers, lines, say, onMessage);
        inbox.thread.start();
        return inbox;
    }

    private void run() {
        try {
            while (true) {
                session.people().inbox().next(PATIENCE).ifPresent(this::show);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(InboxMessage entry) {
        say.accept(lines.of(entry.message()));
        onMessage.accept(entry.message());
        if (entry.message().attachments().isEmpty()) {
            session.people().inbox().done(entry);
            return;
        }
        acceptance
                .question(entry.message(), session)
                .ifPresentOrElse(why -> leave(entry, why), () -> begin(entry));
    }

    private void leave(InboxMessage entry, String why) {
        undecided.add(entry);
        say.accept(lines.aside("not fetched yet (" + why + "): /accept or /decline"));
    }

    private void begin(InboxMessage entry) {
        Thread.ofVirtual().name("fetch-files").start(() -> fetch(entry));
    }

    /// Fetches all files that wait for a yes.
    ///
    /// @return whether there were any
    boolean accept() {
        var entry = undecided.poll();
        var any = entry != null;
        for (; entry != null; entry = undecided.poll()) {
            begin(entry);
        }
        return any;
    }

    /// The same, and they are not fetched.
    boolean decline() {
        var entry = undecided.poll();
        var any = entry != null;
        for (; entry != null; entry = undecided.poll()) {
            session.people().inbox().done(entry);
        }
        return any;
    }

    private void fetch(InboxMessage entry) {
        var begun = fetching.begin(entry.message().attachments());
        begun.forEach(file -> file.transfer().ifPresent(one -> transfers.add(one, file.name())));
        var whole = true;
        for (var file : begun) {
            var outcome = file.await();
            tell(file, outcome);
            whole &= outcome.isFinal();
        }
        if (whole) {
            session.people().inbox().done(entry);
        }
    }

    private void tell(FileFetch file, FileOutcome outcome) {
        switch (outcome) {
            case FileOutcome.Fetched(var path) -> say.accept(lines.aside("✓ " + path));
            case FileOutcome.Gone(var reason) -> {
                file.forget();
                say.accept(lines.trouble(reason));
            }
            case FileOutcome.Pending(var result) -> notYet(file.name(), result);
        }
    }

    private void notYet(String name, TransferResult result) {
        var why =
                switch (result) {
                    case TransferResult.Refused(var refusal) -> refusal.reason();
                    case TransferResult.Failed(var reason) -> reason;
                    case TransferResult.Unanswered(var reason) -> "nobody answers: " + reason;
                    case TransferResult.Paused() -> "paused";
                    case TransferResult.Cancelled(), TransferResult.Left(), TransferResult.Done _ ->
                            "";
                };
        if (!why.isEmpty()) {
            say.accept(
                    lines.trouble(name + " is not here: " + why + "; `sampan receive` fetches it"));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
