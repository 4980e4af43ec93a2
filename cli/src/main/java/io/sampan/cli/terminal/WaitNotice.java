package io.sampan.cli.terminal;

import java.time.Duration;
import java.util.function.Consumer;

/// Says a line once, if something takes longer than a moment: a person who waits should know what
/// for, and what is safe meanwhile. Closed when it is over; the line may be said on a thread of its
/// own.
public final class WaitNotice implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Thread thread;

    private WaitNotice(Thread thread) {
        this.thread = thread;
    }

    /// @param voice where a line for people goes
    /// @param line what is said after two seconds
    public static WaitNotice start(Consumer<String> voice, String line) {
        return start(MOMENT, voice, line);
    }

    static WaitNotice start(Duration moment, Consumer<String> voice, String line) {
        return new WaitNotice(
                Thread.ofVirtual()
                        .name("wait-notice")
                        .start(() -> {
                            try {
                                Thread.sleep(moment);
                                voice.accept(line);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
