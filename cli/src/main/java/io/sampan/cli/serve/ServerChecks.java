package io.sampan.cli.serve;

import io.sampan.core.storage.Ledger;
import io.sampan.core.transfer.Transfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What has to be well for a server to take files and messages: the ledger and the disk can be
/// written now, there is space for uploads, and the clock makes sense.
final class ServerChecks {

    /// Sampan did not exist before; a clock that says so was never set.
    private static final Instant BEGINNING = Instant.parse("2025-01-01T00:00:00Z");

    private static final Duration LARGEST_STEP = Duration.ofMinutes(1);
    private static final int PROBE_BYTES = 4096;

    private final Path home;
    private final InstantSource clock;
    private long offsetNanos;

    private ServerChecks(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
        this.offsetNanos = offset();
    }

    static Readiness of(Path home, Ledger ledger, Transfers transfers, InstantSource clock) {
        var checks = new ServerChecks(home, clock);
        return new Readiness()
                .check("ledger", () -> ledger(ledger))
                .check("disk", checks::disk)
                .check("space", () -> space(transfers))
                .check("clock", checks::clock);
    }

    /// Runs a write that changes nothing through the ledger's queue.
    private static Optional<String> ledger(Ledger ledger) {
        ledger.devices().forgetSessions(Instant.EPOCH);
        return Optional.empty();
    }

    private static Optional<String> space(Transfers transfers) {
        return transfers.gauges().freeBytes() > 0
                ? Optional.empty()
                : Optional.of("no space is left for uploads");
    }

    /// Writes and syncs a small file beside the ledger.
    private Optional<String> disk() {
        var probe = home.resolve("ready.probe");
        try (var file =
                FileChannel.open(
                        probe,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.allocate(PROBE_BYTES));
            file.force(true);
        } catch (IOException e) {
            return Optional.of("the home cannot be written: " + e);
        }
        try {
            Files.deleteIfExists(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the home cannot be written: " + e);
        }
    }

    /// Compares the wall clock with the monotonic one since the last check.
    private Optional<String> clock() {
        if (clock.instant().isBefore(BEGINNING)) {
            return Optional.of("the clock says " + clock.instant());
        }
        var now = offset();
        var step = Duration.ofNanos(Math.abs(now - offsetNanos));
        offsetNanos = now;
        return step.compareTo(LARGEST_STEP) > 0
                ? Optional.of("the clock was set by " + step)
                : Optional.empty();
    }

    private long offset() {
        return Duration.between(BEGINNING, clock.instant()).toNanos() - System.nanoTime();
    }
}
