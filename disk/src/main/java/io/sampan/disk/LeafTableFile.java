package io.sampan.disk;

import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of a file is there: for each leaf nothing, a *head* (bytes from its start, not verified; in
/// rare cases *received ranges* behind it) or the digest of its *verified* bytes. The bytes lie in
/// a file of their own, written before it is said here. ([LeafTableLayout] draws the table.)
///
/// ```
///             head(n)                verified(digest)
///   absent ────────────▶ head ────────────────────────▶ verified
///      ▲                  │                                 │
///      └────── forget ────┴───────────── forget ────────────┘
/// ```
///
/// A change is *written* when its call returns: one system call. [#sync] makes all changes before
/// it *synced*: first the file's bytes, then the entries with a mark that says so. When the table
/// is opened in another run of the machine, leaves without the mark are verified again and heads
/// are forgotten. Memory is one byte for each leaf and a little for each head. Threads may work on
/// different leaves at once; on one leaf, one thread at a time.
public final class LeafTableFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeafTableFile.class);

    // What memory keeps of a leaf: its kind, and how far it is synced.
    private static final byte KIND = 3;
    private static final byte ABSENT = 0;
    private static final byte HEAD = 1;
    private static final byte VERIFIED = 2;
    private static final byte SYNCED = 4;
    // Was there when the sync that runs now began, and has not changed since.
    private static final byte SYNCING = 8;

    private final DiskFile table;
    private final MediaId id;
    private final long size;
    private final byte[] leaves;
    private final Map<Integer, RangeSet> partial = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock syncing = new ReentrantLock();
    private int verifiedLeaves;
    private boolean syncFailed;

    private LeafTableFile(DiskFile table, MediaId id, long size) {
        this.table = table;
        this.id = id;
        this.size = size;
        this.leaves = new byte[Leaf.count(size)];
    }

    /// Makes the table of a file of `size` bytes, of which nothing is there. *Written.*
    ///
    /// @param id of the media that the file is, or will be
    /// @throws DiskException if there is a file at `path`
    public static LeafTableFile create(Disk disk, Path path, MediaId id, long size, BootId boot) {
        var file = disk.open(path, Disk.Access.CREATE_NEW);
        var made = new LeafTableFile(file, id, size);
        file.write(0, LeafTableLayout.encode(new LeafTableLayout.Header(id, size, boot)));
        return made;
    }

    /// Opens the table and, in another run of the machine than it was last opened in, checks
    /// against `bytes` what was not synced.
    ///
    /// @param id of the media that the file is, or will be
    /// @param bytes the file that the table tells of
    /// @throws DamagedFileException if it is no leaf table of a known version, is another media's,
    ///   or its size is wrong; nothing of it is changed then
    public static LeafTableFile open(
            Disk disk, Path path, MediaId id, BootId boot, DiskFile bytes) {
        var file = disk.open(path, Disk.Access.WRITE);
        try {
            var header = LeafTableLayout.decode(readHeader(file), path);
            if (!header.id().equals(id)) {
                throw new DamagedFileException(path, "is the table of another media");
            }
            if (header.size() < 0 || header.size() > Leaf.MAX_FILE_SIZE) {
                throw new DamagedFileException(path, "tells of a file of impossible size");
            }
            var opened = new LeafTableFile(file, id, header.size());
            if (file.size() > LeafTableLayout.entryAt(opened.leaves.length)) {
                throw new DamagedFileException(path, "is longer than its file has leaves");
            }
            var failed = header.boot().equals(BootId.SYNC_FAILED);
            opened.load(
                    new LeafCheck(bytes, header.size(), header.boot().equals(boot), failed),
                    failed);
            if (!header.boot().equals(boot)) {
                file.write(
                        0,
                        LeafTableLayout.encode(
                                new LeafTableLayout.Header(opened.id, opened.size, boot)));
            }
            return opened;
        } catch (DiskException e) {
            file.close();
            throw e;
        }
    }

    private static ByteBuffer readHeader(DiskFile file) {
        var header = ByteBuffer.allocate(LeafTableLayout.ENTRY);
        file.read(0, header);
        return header.flip();
    }

    /// @param anew whether every entry is written again: the system may have dropped some
    private void load(LeafCheck check, boolean anew) {
        var entries = ByteBuffer.allocate(1024 * LeafTableLayout.ENTRY);
        for (var leaf = 0; leaf < leaves.length; ) {
            var got = table.read(LeafTableLayout.entryAt(leaf), entries.clear());
            if (got < LeafTableLayout.ENTRY) {
                return;
            }
            entries.flip();
            for (; entries.remaining() >= LeafTableLayout.ENTRY && leaf < leaves.length; leaf++) {
                var number = leaf;
                var state =
                        LeafTableLayout.decode(leaf, entries)
                                .filter(entry -> check.believes(number, entry));
                state.ifPresentOrElse(entry -> remember(number, entry), () -> distrust(number));
                if (anew && state.isPresent()) {
                    write(number, state.get());
                }
            }
        }
    }

    private void distrust(int leaf) {
        LOG.atWarn()
                .addKeyValue("table", table.path())
                .addKeyValue("leaf", leaf)
                .log("A leaf did not survive, and will be asked for again");
        write(leaf, new LeafState.Absent());
    }

    /// The id of the media that the file is, or will be.
    public MediaId id() {
        return id;
    }

    /// Bytes of the whole file.
    public long size() {
        return size;
    }

    /// The digest of a verified leaf; empty for any other.
    public Optional<Sha256> digest(int leaf) {
        return stored(leaf) instanceof LeafState.Verified(var digest, var _)
                ? Optional.of(digest)
                : Optional.empty();
    }

    /// How many bytes from the start of a leaf that is not verified are held; 0 for none.
    public int head(int leaf) {
        return parts(leaf).ranges().stream()
                .findFirst()
                .filter(first -> first.from() == 0)
                .map(first -> (int) first.to())
                .orElse(0);
    }

    /// Which bytes of a leaf that is not verified are held, counted from its start.
    public RangeSet parts(int leaf) {
        lock.lock();
        try {
            return partial.getOrDefault(leaf, RangeSet.EMPTY);
        } finally {
            lock.unlock();
        }
    }

    /// Every byte that is held: verified leaves, heads, and received ranges.
    public RangeSet held() {
        var held = new ArrayList<ByteRange>();
        lock.lock();
        try {
            for (var leaf = 0; leaf < leaves.length; leaf++) {
                var from = leaf;
                while (leaf < leaves.length && kind(leaf) == VERIFIED) {
                    leaf++;
                }
                if (leaf > from) {
                    held.add(new ByteRange(Leaf.start(from), Leaf.range(leaf - 1, size).to()));
                }
                if (leaf < leaves.length && kind(leaf) == HEAD) {
                    var start = Leaf.start(leaf);
                    partial.getOrDefault(leaf, RangeSet.EMPTY)
                            .ranges()
                            .forEach(part -> held.add(part.shifted(start)));
                }
            }
        } finally {
            lock.unlock();
        }
        return RangeSet.of(held);
    }

    /// Whether every leaf is verified.
    public boolean isWhole() {
        lock.lock();
        try {
            return verifiedLeaves == leaves.length;
        } finally {
            lock.unlock();
        }
    }

    /// The digests of all leaves in order, 32 bytes each.
    ///
    /// @throws IllegalStateException unless [#isWhole()]
    public void forEachDigest(Consumer<Sha256> use) {
        for (var leaf = 0; leaf < leaves.length; leaf++) {
            use.accept(
                    digest(leaf)
                            .orElseThrow(() ->
                                    new IllegalStateException(table.path() + " is not whole")));
        }
    }

    /// The tree digest of the whole file.
    ///
    /// @throws IllegalStateException unless [#isWhole()]
    public Sha256 treeDigest() {
        var tree = new TreeHasher();
        forEachDigest(tree::add);
        return tree.digest();
    }

    /// Records that the bytes of the leaf are written and match `digest`.
    public void verified(int leaf, Sha256 digest) {
        change(leaf, new LeafState.Verified(digest, false));
    }

    /// Records that the first `bytes` bytes of the leaf are written, not verified.
    public void head(int leaf, int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a leaf has no head of " + bytes + " bytes");
        }
        parts(leaf, RangeSet.of(new ByteRange(0, bytes)));
    }

    /// Records that these bytes of the leaf are written, not verified, and no others.
    ///
    /// @param held counted from the start of the leaf: a head, and up to four received ranges
    public void parts(int leaf, RangeSet held) {
        var ranges = held.ranges();
        if (!held.isEmpty() && ranges.getLast().to() > Leaf.length(leaf, size)) {
            throw new IllegalArgumentException("a leaf has no bytes " + ranges.getLast());
        }
        if (ranges.stream().filter(part -> part.from() > 0).count()
                > LeafTableLayout.MAX_RECEIVED_RANGES) {
            throw new IllegalArgumentException("too many received ranges in a leaf: " + held);
        }
        change(leaf, held.isEmpty() ? new LeafState.Absent() : new LeafState.Partial(held, false));
    }

    /// Records that nothing of the leaf is held.
    public void forget(int leaf) {
        change(leaf, new LeafState.Absent());
    }

    /// Syncs `bytes`, the file that the table tells of, then the table: what is held now survives a
    /// power cut without being read again.
    ///
    /// A sync that failed may have lost anything that was not synced before; the system says so
    /// only once, may go on to show the lost bytes to readers, and does not write them again
    /// ("fsyncgate", Linux). So after one, this fails until the table is opened again, and whoever
    /// opens it, in whichever process, finds only what is marked as synced: the rest is asked for
    /// again, and written again.
    public void sync(DiskFile bytes) {
        syncing.lock();
        try {
            if (syncFailed) {
                throw new DiskException(table.path() + " could not be synced before");
            }
            syncFailed = true;
            markSyncing();
            bytes.sync();
            markSynced();
            table.sync();
            syncFailed = false;
        } catch (DiskException e) {
            distrustWhatIsNotSynced(e);
            throw e;
        } finally {
            syncing.unlock();
        }
    }

    private void distrustWhatIsNotSynced(DiskException why) {
        try {
            var header = new LeafTableLayout.Header(id, size, BootId.SYNC_FAILED);
            table.write(0, LeafTableLayout.encode(header));
        } catch (DiskException e) {
            // The disk takes nothing any more; the table still refuses in this process.
            why.addSuppressed(e);
        }
    }

    private void markSyncing() {
        lock.lock();
        try {
            for (var leaf = 0; leaf < leaves.length; leaf++) {
                if (leaves[leaf] != ABSENT && (leaves[leaf] & SYNCED) == 0) {
                    leaves[leaf] |= SYNCING;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void markSynced() {
        for (var leaf = 0; leaf < leaves.length; leaf++) {
            lock.lock();
            try {
                if ((leaves[leaf] & SYNCING) != 0) {
                    var synced = stored(leaf).toSynced();
                    write(leaf, synced);
                    remember(leaf, synced);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void change(int leaf, LeafState state) {
        lock.lock();
        try {
            var takesBack = (leaves[leaf] & (VERIFIED | SYNCED)) == (VERIFIED | SYNCED);
            write(leaf, state);
            if (takesBack) {
                // Other bytes may be written there next; a power cut must not bring the old entry
                // back to vouch for them.
                table.sync();
            }
            remember(leaf, state);
        } finally {
            lock.unlock();
        }
    }

    private void write(int leaf, LeafState state) {
        table.write(LeafTableLayout.entryAt(leaf), LeafTableLayout.encode(leaf, state));
    }

    private LeafState stored(int leaf) {
        Objects.checkIndex(leaf, leaves.length);
        var entry = ByteBuffer.allocate(LeafTableLayout.ENTRY);
        table.read(LeafTableLayout.entryAt(leaf), entry);
        return LeafTableLayout.decode(leaf, entry.clear())
                .orElseThrow(() ->
                        new DamagedFileException(
                                table.path(), "the entry of leaf " + leaf + " is damaged"));
    }

    private void remember(int leaf, LeafState state) {
        var synced = state.synced() ? SYNCED : 0;
        verifiedLeaves -= kind(leaf) == VERIFIED ? 1 : 0;
        partial.remove(leaf);
        switch (state) {
            case LeafState.Absent() -> leaves[leaf] = ABSENT;
            case LeafState.Partial(var held, var _) -> {
                leaves[leaf] = (byte) (HEAD | synced);
                partial.put(leaf, held);
            }
            case LeafState.Verified _ -> {
                leaves[leaf] = (byte) (VERIFIED | synced);
                verifiedLeaves++;
            }
        }
    }

    private int kind(int leaf) {
        return leaves[leaf] & KIND;
    }

    @Override
    public void close() {
        table.close();
    }
}
