package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.Sampan;
import io.sampan.client.people.Draft;
import io.sampan.client.task.TransferResult;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// What a conversation sends. Texts are posted one after the other on a thread of their own, so the
/// person types on; files are uploaded beside that. What cannot be posted waits in the home.
final class ChatPost implements AutoCloseable {

    private final Sampan session;
    private final ChatTransfers transfers;
    private final ChatLines lines;
    private final Consumer<String> say;
    private final InstantSource clock;
    private final ExecutorService poster =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("poster").factory());

    ChatPost(
            Sampan session,
            ChatTransfers transfers,
            ChatLines lines,
            Consumer<String> say,
            InstantSource clock) {
        this.session = session;
        this.transfers = transfers;
        this.lines = lines;
        this.say = say;
        this.clock = clock;
    }

    void text(Recipients to, String text) {
        var draft =
                new Draft(
                        MessageId.random(),
                        to.people(),
                        text,
                        List.of(),
                        clock.instant(),
                        to.group(),
                        Optional.empty());
        session.people().outbox().write(draft);
        say.accept(lines.of(draft));
        poster.execute(() -> post(draft));
    }

    /// Goes on with uploads of earlier commands, and posts the messages that wait for them.
    void resume() {
        var batch = session.resume();
        batch.transfers().forEach(one -> transfers.add(one, "goes on"));
        Thread.ofVirtual()
                .name("goes-on")
                .start(() -> {
                    var _ = batch.await();
                    postWaiting();
                });
    }

    /// Posts what waits in the home: at the start, and whenever the server is back.
    void postWaiting() {
        try {
            poster.execute(() -> session.people().outbox().waiting().forEach(this::post));
        } catch (RejectedExecutionException closed) {
            // What waits stays in the home.
        }
    }

    private void post(Draft draft) {
        try {
            switch (session.people().outbox().post(draft)) {
                case Outcome.Done<List<Standing>> _ -> {
                    // The line stands on the screen already.
                }
                case Outcome.Refused<List<Standing>>(var refusal)
                        when refusal.code() == RefusalCode.NOT_FOUND -> {
                    // Its files are on their way.
                }
                case Outcome.Refused<List<Standing>>(var refusal) -> notSent(refusal, draft.to());
            }
        } catch (NobodyAnswersException e) {
            say.accept(lines.trouble("nobody answers; it is sent when the server is back"));
        }
    }

    private void notSent(Refusal refusal, List<UserName> to) {
        var hint = NameSuggestions.on(refusal, to, session);
        say.accept(lines.trouble(("not sent: " + refusal.reason() + ". " + hint).strip()));
    }

    /// Takes the last message that was sent from here back.
    void recallLast() {
        poster.execute(() -> {
            var sent = session.people().history().latestSent(1);
            if (sent.isEmpty()) {
                say.accept(lines.trouble("you have sent nothing"));
                return;
            }
            try {
                say.accept(
                        switch (session.people().log().recall(sent.getFirst().id())) {
                            case Outcome.Done<MessageId> _ -> lines.aside("taken back");
                            case Outcome.Refused<MessageId>(var refusal) ->
                                    lines.trouble("not taken back: " + refusal.reason());
                        });
            } catch (NobodyAnswersException e) {
                say.accept(lines.trouble("nobody answers; it was not taken back"));
            }
        });
    }

    /// Uploads files, then sends them.
    ///
    /// @param caption what is said with them; may be empty
    void files(Recipients to, List<Path> files, String caption) {
        Thread.ofVirtual().name("send-files").start(() -> sendFiles(to, files, caption));
    }

    private void sendFiles(Recipients to, List<Path> files, String caption) {
        try {
            var parcel = Parcel.contents(files).to(to, caption, clock.instant(), Optional.empty());
            var outbox = session.people().outbox();
            parcel.sources().lines().forEach(line -> say.accept(lines.trouble(line)));
            if (parcel.uploads().isEmpty()) {
                say.accept(lines.trouble("there is no file in it"));
                return;
            }
            outbox.write(parcel.draft());
            var batch = session.enqueue(parcel.uploads());
            if (reachable(to.people()) instanceof Outcome.Refused<List<UserName>>(var refusal)) {
                outbox.drop(parcel.draft(), refusal.reason());
                session.cancel(batch);
                notSent(refusal, to.people());
                return;
            }
            session.start();
            for (var i = 0; i < parcel.uploads().size(); i++) {
                transfers.add(batch.transfers().get(i), parcel.labels().get(i));
            }
            finish(parcel, batch.await());
        } catch (CommandException | InvalidValueException | UncheckedIOException e) {
            say.accept(lines.trouble(String.valueOf(e.getMessage())));
        } catch (NobodyAnswersException e) {
            say.accept(lines.trouble("nobody answers; it is sent when the server is back"));
        }
    }

    /// Asks until there is an answer: the message and its files wait in the home meanwhile.
    private Outcome<List<UserName>> reachable(List<UserName> to) {
        var said = false;
        while (true) {
            try {
                return session.people().outbox().reachable(to);
            } catch (NobodyAnswersException e) {
                if (poster.isShutdown()) {
                    throw e;
                }
                if (!said) {
                    said = true;
                    say.accept(
                            lines.trouble(
                                    "nobody answers; the files are sent when the server is back"));
                }
            }
        }
    }

    private void finish(Parcel parcel, List<TransferResult> results) {
        for (var i = 0; i < results.size(); i++) {
            var label = parcel.labels().get(i);
            switch (results.get(i)) {
                case TransferResult.Refused(var refusal) -> fail(parcel, label, refusal.reason());
                case TransferResult.Failed(var reason) -> fail(parcel, label, reason);
                case TransferResult.Cancelled() -> fail(parcel, label, "cancelled");
                case TransferResult.Done _,
                        TransferResult.Paused _,
                        TransferResult.Unanswered _,
                        TransferResult.Left _ -> {
                    // It is there, or goes on later.
                }
            }
        }
        if (results.stream().allMatch(TransferResult.Done.class::isInstance)) {
            say.accept(lines.of(parcel.draft()));
            poster.execute(() -> post(parcel.draft()));
        }
    }

    private void fail(Parcel parcel, String label, String why) {
        session.people().outbox().drop(parcel.draft(), why);
        say.accept(lines.trouble(label + " was not sent: " + why));
    }

    /// What waits to be posted stays in the home.
    @Override
    public void close() {
        poster.shutdownNow();
    }
}
