package io.sampan.store;

import io.sampan.core.storage.StorageException;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.DiskException;
import java.util.function.Supplier;

/// Turns the disk's exceptions into those of the storage contract, at its border.
final class StorageFaults {

    private StorageFaults() {}

    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (DiskException e) {
            throw storage(e);
        }
    }

    static void translate(Runnable work) {
        try {
            work.run();
        } catch (DiskException e) {
            throw storage(e);
        }
    }

    private static StorageException storage(DiskException fault) {
        var message = String.valueOf(fault.getMessage());
        if (fault instanceof DamagedFileException) {
            return StorageException.damaged(message, fault);
        }
        return fault.isFull()
                ? StorageException.full(message, fault)
                : new StorageException(message, fault);
    }
}
