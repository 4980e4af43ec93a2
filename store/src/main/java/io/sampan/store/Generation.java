package io.sampan.store;

import io.sampan.disk.AtomicFile;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which state of the home one of the two stores belongs to. Both keep it; the ledger's moves on
/// first, so that a kill in between leaves the ledger one ahead, and nothing else does:
///
/// ```
///   ledger.db        n      n+1     n+1
///   blobs/generation n      n       n+1      ── all three are as they should be
///
///   ledger.db  <  blobs/generation           an older ledger.db was put back
///   ledger.db  >  blobs/generation + 1       an older folder blobs was put back
///   another store                            one of them is another server's
/// ```
///
/// It moves on at each start and once an hour, so that what was copied an hour ago is seen to be
/// older.
///
/// @param store a random number that both stores of a home share
/// @param number how often it has moved on
record Generation(long store, long number) {

    /// How the two stores of a home are to each other.
    enum Match {
        /// As they should be.
        SAME,
        /// The ledger is older than the blobs, or another server's.
        OLDER_LEDGER,
        /// The blobs are older than the ledger.
        OLDER_BLOBS
    }

    private static final int MAX_BYTES = 1_000;
    private static final Pattern FORMAT =
            Pattern.compile("sampan-generation 1\n([0-9a-f]{16}) ([0-9]{1,18})\n");

    /// The first of a new home.
    static Generation first() {
        return new Generation(new SecureRandom().nextLong(), 1);
    }

    Generation next() {
        return new Generation(store, number + 1);
    }

    static Match match(Optional<Generation> ledger, Optional<Generation> blobs) {
        if (blobs.isEmpty()) {
            // Also a home of a version without generations, or one killed in its first start.
            return ledger.isEmpty() || ledger.get().number <= 1 ? Match.SAME : Match.OLDER_BLOBS;
        }
        if (ledger.isEmpty() || ledger.get().store != blobs.get().store) {
            return Match.OLDER_LEDGER;
        }
        var ahead = ledger.get().number - blobs.get().number;
        return ahead < 0 ? Match.OLDER_LEDGER : ahead > 1 ? Match.OLDER_BLOBS : Match.SAME;
    }

    /// What stands beside the blobs; empty if nothing does.
    static Optional<Generation> read(Disk disk, Path file) {
        return new AtomicFile(disk, file).read(MAX_BYTES).map(bytes -> parse(file, bytes));
    }

    private static Generation parse(Path file, byte[] bytes) {
        var found = FORMAT.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!found.matches()) {
            throw new DamagedFileException(file, "is no generation of a store");
        }
        return new Generation(
                Long.parseUnsignedLong(found.group(1), 16), Long.parseLong(found.group(2)));
    }

    /// *Synced.*
    void write(Disk disk, Path file) {
        var text = "sampan-generation 1\n%016x %d\n".formatted(store, number);
        new AtomicFile(disk, file).replace(text.getBytes(StandardCharsets.US_ASCII));
    }
}
