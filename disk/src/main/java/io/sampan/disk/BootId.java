package io.sampan.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Which run of the machine this is. What was written but not synced is still there as long as the
/// machine runs, whatever process was killed; after another boot it may not be.
public record BootId(long high, long low) {

    /// No run: stands where a sync has failed.
    static final BootId SYNC_FAILED = new BootId(0, 0);

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    /// This run of the machine. Where the system does not tell (only Linux does), a new id for each
    /// process: then what was not synced is read again after each restart, which is slower but
    /// never wrong.
    public static BootId current() {
        if (!Files.isReadable(LINUX)) {
            return random();
        }
        try {
            return of(UUID.fromString(Files.readString(LINUX).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An id that no other run has.
    public static BootId random() {
        return of(UUID.randomUUID());
    }

    private static BootId of(UUID id) {
        return new BootId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
