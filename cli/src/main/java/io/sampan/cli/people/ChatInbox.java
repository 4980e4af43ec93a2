package io.sampan.cli.people;

import io.sampan.client.Sampan;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.task.TransferResult;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// Shows what arrives, and fetches its files; on virtual threads of its own.
final class ChatInbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sampan session;
    private final Fetching fetching;
    private final ChatTransfers transfers;
    private final ChatLines lines;
    private final Consumer<String> say;
    private final Consumer<UserName> onSender;
    private final Thread thread;

    private ChatInbox(
            Sampan session,
            Path folder,
            ChatTransfers transfers,
            ChatLines lines,
            Consumer<String> say,
            Consumer<UserName> onSender) {
        this.session = session;
        this.fetching = new Fetching(session, folder);
        this.transfers = transfers;
        this.lines = lines;
        this.say = say;
        this.onSender = onSender;
        this.thread = Thread.ofVirtual().name("chat-inbox").unstarted(this::run);
    }

    /// @param folder where files go
    /// @param onSender told who has written
    static ChatInbox start(
            Sampan session,
            Path folder,
            ChatTransfers transfers,
            ChatLines lines,
            Consumer<String> say,
            Consumer<UserName> onSender) {
        var inbox = new ChatInbox(session, folder, transfers, lines, say, onSender);
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
        onSender.accept(entry.message().sender());
        if (entry.message().attachments().isEmpty()) {
            session.people().inbox().done(entry);
        } else {
            Thread.ofVirtual().name("fetch-files").start(() -> fetch(entry));
        }
    }

    private void fetch(InboxMessage entry) {
        var files = entry.message().attachments();
        var begun = fetching.begin(files);
        for (var i = 0; i < files.size(); i++) {
            transfers.add(begun.get(i), files.get(i).media().name().value());
        }
        var whole = true;
        for (var i = 0; i < files.size(); i++) {
            whole &= tell(files.get(i).media().name().value(), begun.get(i).await());
        }
        if (whole) {
            session.people().inbox().done(entry);
        }
    }

    /// @return whether the file is on disk
    private boolean tell(String name, TransferResult result) {
        var failure =
                switch (result) {
                    case TransferResult.Done(var _, var file) -> {
                        file.ifPresent(path -> say.accept(ChatLines.aside("✓ " + path)));
                        yield "";
                    }
                    case TransferResult.Refused(var refusal) -> refusal.reason();
                    case TransferResult.Failed(var reason) -> reason;
                    case TransferResult.Unanswered(var reason) -> "nobody answers: " + reason;
                    case TransferResult.Cancelled() -> "cancelled";
                    case TransferResult.Paused() -> "paused";
                    case TransferResult.Left() -> "stopped";
                };
        if (!failure.isEmpty() && !(result instanceof TransferResult.Left)) {
            say.accept(ChatLines.trouble(name + " is not here: " + failure + "; it comes again"));
        }
        return failure.isEmpty();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
