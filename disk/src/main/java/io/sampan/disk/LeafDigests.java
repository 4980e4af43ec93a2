package io.sampan.disk;

import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/// The leaf table of a file that is whole, for reading the digests only. Nothing of it is kept in
/// memory. Any number of threads may read.
public final class LeafDigests implements AutoCloseable {

    private final DiskFile table;
    private final LeafTableLayout.Header header;

    private LeafDigests(DiskFile table, LeafTableLayout.Header header) {
        this.table = table;
        this.header = header;
    }

    /// @throws DamagedFileException if it is no leaf table of a known version
    public static LeafDigests open(Disk disk, Path path) {
        var table = disk.open(path, Disk.Access.READ);
        try {
            var header = ByteBuffer.allocate(LeafTableLayout.ENTRY);
            table.read(0, header);
            return new LeafDigests(table, LeafTableLayout.decode(header.flip(), path));
        } catch (DiskException e) {
            table.close();
            throw e;
        }
    }

    /// The id of the media that the file is.
    public MediaId id() {
        return header.id();
    }

    /// Bytes of the whole file.
    public long size() {
        return header.size();
    }

    /// The digest of one leaf.
    ///
    /// @throws DamagedFileException if it is not there
    public Sha256 digest(int leaf) {
        Objects.checkIndex(leaf, Leaf.count(header.size()));
        var entry = ByteBuffer.allocate(LeafTableLayout.ENTRY);
        table.read(LeafTableLayout.entryAt(leaf), entry);
        if (LeafTableLayout.decode(leaf, entry.clear()).orElse(new LeafState.Absent())
                instanceof LeafState.Verified(var digest, var _)) {
            return digest;
        }
        throw new DamagedFileException(table.path(), "has no digest of leaf " + leaf);
    }

    @Override
    public void close() {
        table.close();
    }
}
