package io.sampan.fuzz;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.model.Leaf;
import io.sampan.model.RangeSet;
import io.sampan.store.FolderBlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The leaf table of an upload of three leaves that the server opens, behind one byte that says
/// whether its checksums are put right first: nothing that a machine makes up would get past them.
///
/// It is read, no more is held than there are bytes, and the same after it was synced and opened
/// again; or it is not used, and kept aside as it was.
final class LeafTableHarness implements Harness {

    private static final int LEAVES = 3;
    private static final long SIZE = (long) LEAVES << 20;

    // As LeafTableLayout draws it.
    private static final int ENTRY = 64;
    private static final int SUM_AT = 60;
    private static final int SIZE_AT = 32;

    private final Folder folder = Folder.inMemory();
    private final FolderBlobStore store =
            FolderBlobStore.open(folder.path(), Disk.real(), BootId.current());

    @Override
    public void feed(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        var table = Arrays.copyOfRange(bytes, 1, bytes.length);
        if ((bytes[0] & 1) == 1) {
            putRight(ByteBuffer.wrap(table));
        }
        folder.clear("arriving");
        folder.clear("damaged");
        offer();
        Files.write(tableOfUpload(), table);
        open(table);
    }

    private void open(byte[] table) throws IOException {
        var opened = store.open(Samples.UPLOAD);
        if (opened.isEmpty()) {
            Harness.require(folder.has(table), "a damaged table is not kept as it was");
            return;
        }
        var held = syncAndClose(opened.get());
        try (var again =
                store.open(Samples.UPLOAD)
                        .orElseThrow(() -> new AssertionError("a sound table is gone"))) {
            Harness.require(again.held().equals(held), "another time something else is held");
        }
    }

    private static RangeSet syncAndClose(ArrivingBlob opened) {
        try (opened) {
            var held = opened.held();
            Harness.require(
                    held.isEmpty() || held.ranges().getLast().to() <= SIZE,
                    "more is held than there is");
            opened.sync();
            return held;
        }
    }

    /// All bytes are there, zeros; only the table is to tell what they are worth.
    private void offer() {
        try (var blob = store.create(Samples.UPLOAD, SIZE)) {
            blob.write(SIZE - 1, ByteBuffer.allocate(1));
        }
    }

    private Path tableOfUpload() {
        var id = Samples.UPLOAD.toString();
        return folder.path()
                .resolve("arriving")
                .resolve(id.substring(0, 2))
                .resolve(id)
                .resolve("bytes.leaves");
    }

    private static void putRight(ByteBuffer table) {
        if (table.limit() >= ENTRY) {
            var size = table.getLong(SIZE_AT);
            if (size > 1 << 30 && size <= Leaf.MAX_FILE_SIZE) {
                // The table of a petabyte takes a gigabyte of memory, and rightly so.
                table.putLong(SIZE_AT, size % (1 << 30));
            }
        }
        for (var entry = 0; (entry + 1) * ENTRY <= table.limit(); entry++) {
            var sum = new CRC32C();
            if (entry > 0) {
                sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(entry - 1).flip());
            }
            sum.update(table.slice(entry * ENTRY, SUM_AT));
            table.putInt(entry * ENTRY + SUM_AT, (int) sum.getValue());
        }
    }
}
