package io.sampan.store;

import io.sampan.core.storage.StoredBlob;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.DiskFile;
import io.sampan.disk.LeafDigests;
import io.sampan.disk.PartFile;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A blob in a folder of its own, open for reading: the bytes, and the table with their digests.
record FolderStoredBlob(DiskFile bytes, LeafDigests digests) implements StoredBlob {

    static FolderStoredBlob open(Disk disk, Path path) {
        var bytes = disk.open(path, Disk.Access.READ);
        try {
            var digests = LeafDigests.open(disk, PartFile.tableOf(path));
            if (bytes.size() != digests.size()) {
                digests.close();
                throw new DamagedFileException(path, "is not " + digests.size() + " bytes long");
            }
            return new FolderStoredBlob(bytes, digests);
        } catch (DiskException e) {
            bytes.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return digests.size();
    }

    @Override
    public Sha256 digest(int leaf) {
        return StorageFaults.translate(() -> digests.digest(leaf));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        StorageFaults.translate(() -> bytes.readFully(offset, into));
    }

    @Override
    public Optional<FileChannel> file() {
        return bytes.channel();
    }

    @Override
    public void close() {
        StorageFaults.translate(() -> {
            try (bytes) {
                digests.close();
            }
        });
    }
}
