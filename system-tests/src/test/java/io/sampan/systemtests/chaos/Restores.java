package io.sampan.systemtests.chaos;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The times at which an older copy of a part of the server's home was put back. What the server
/// has said between the copy and that time may be undone; everything else holds.
///
/// ```
///   ──┬─────────────────────────┬──────────┬──────▶
///   copied   may be undone    killed     started with the copy
/// ```
///
/// Thread-safe.
final class Restores {

    private final List<Window> windows = new CopyOnWriteArrayList<>();

    /// What was put back.
    enum Part {
        /// Undoes media and messages.
        LEDGER,
        /// Undoes the bytes of media alone.
        BLOBS
    }

    /// One of them. Ended by the thread that began it.
    static final class Window {

        private final Part part;
        private final long copied;
        private volatile long ended = Long.MAX_VALUE;

        private Window(Part part, long copied) {
            this.part = part;
            this.copied = copied;
        }

        /// The server runs with the copy.
        void end() {
            ended = System.nanoTime();
        }

        private boolean concerns(Told told) {
            return told.heard() >= copied && told.begun() <= ended;
        }
    }

    /// The server was killed to put a copy back.
    ///
    /// @param copied when the copy was made
    Window begin(Part part, long copied) {
        var window = new Window(part, copied);
        windows.add(window);
        return window;
    }

    /// Whether bytes that were acknowledged then may be missing.
    boolean mayLack(Told told) {
        return windows.stream().anyMatch(window -> window.concerns(told));
    }

    /// Whether the ledger may not know what was acknowledged then.
    boolean mayHaveUndone(Told told) {
        return windows.stream()
                .anyMatch(window -> window.part == Part.LEDGER && window.concerns(told));
    }

    /// Whether an older ledger was put back after that time.
    boolean isLedgerPutBackSince(long time) {
        return windows.stream()
                .anyMatch(window -> window.part == Part.LEDGER && window.ended >= time);
    }

    /// Whether any was put back since then.
    boolean isAnySince(long time) {
        return windows.stream().anyMatch(window -> window.ended >= time);
    }

    int ledgers() {
        return (int) windows.stream().filter(window -> window.part == Part.LEDGER).count();
    }

    int all() {
        return windows.size();
    }
}
