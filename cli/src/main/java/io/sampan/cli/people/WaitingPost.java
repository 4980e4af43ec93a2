package io.sampan.cli.people;

import io.sampan.cli.terminal.CommandOutput;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Sends what waits in the home once the server is there, beside what a command is for. Told by the
/// attending thread, closed by the command's.
final class WaitingPost implements Consumer<PeopleEvent>, AutoCloseable {

    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final Sampan session;
    private final CommandOutput voice;
    private volatile Optional<Thread> posting = Optional.empty();

    WaitingPost(Sampan session, CommandOutput voice) {
        this.session = session;
        this.voice = voice;
    }

    @Override
    public void accept(PeopleEvent event) {
        if (event instanceof PeopleEvent.Online
                && posting.filter(Thread::isAlive).isEmpty()
                && !session.people().outbox().waiting().isEmpty()) {
            posting = Optional.of(Thread.ofVirtual().name("waiting-post").start(this::post));
        }
    }

    private void post() {
        session.start();
        try {
            var waiting = new WaitingDrafts(session, voice);
            var _ = waiting.postAll();
            var uploads = waiting.uploads(Optional.empty()).keySet();
            uploads.forEach(upload -> {
                var _ = upload.await();
            });
            if (!uploads.isEmpty()) {
                var _ = waiting.postAll();
            }
        } catch (NobodyAnswersException e) {
            // It goes on waiting, for the next time that somebody answers.
        }
    }

    @Override
    public void close() {
        posting.ifPresent(thread -> {
            try {
                if (!thread.join(LAST_MOMENT)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
