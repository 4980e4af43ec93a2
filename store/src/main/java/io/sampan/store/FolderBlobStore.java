package io.sampan.store;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.StoredBlob;
import io.sampan.disk.BootId;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.PartFile;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Blobs in a folder: one folder for each blob, and one database for the small ones.
public final class FolderBlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(FolderBlobStore.class);

    private final Disk disk;
    private final BootId boot;
    private final BlobFolders folders;
    private final SmallBlobs small;
    // The same small file may come twice at once, over two lanes.
    private final IdLocks putting = new IdLocks();

    private FolderBlobStore(Disk disk, BootId boot, BlobFolders folders, SmallBlobs small) {
        this.disk = disk;
        this.boot = boot;
        this.folders = folders;
        this.small = small;
    }

    /// Opens the store, or makes one, and deletes what was being removed.
    ///
    /// @param root its folder; nobody else works in it
    /// @throws StorageException if it cannot be opened
    public static FolderBlobStore open(Path root, Disk disk, BootId boot) {
        return StorageFaults.translate(() -> {
            var folders = new BlobFolders(disk, root);
            folders.make();
            disk.list(folders.removed()).forEach(folders::delete);
            var small = SmallBlobs.open(root.resolve("small.db"));
            return new FolderBlobStore(disk, boot, folders, small);
        });
    }

    @Override
    public long usableBytes() {
        return StorageFaults.translate(() -> disk.usableBytes(folders.root()));
    }

    @Override
    public ArrivingBlob create(UploadId id, long size) {
        var blob = open(id).orElseGet(() -> StorageFaults.translate(() -> make(id, size)));
        if (blob.size() != size) {
            blob.close();
            throw new IllegalArgumentException(
                    "upload %s has %d bytes, not %d".formatted(id, blob.size(), size));
        }
        return blob;
    }

    private ArrivingBlob make(UploadId id, long size) {
        var bytes = folders.make(id).resolve(BlobFolders.BYTES);
        var part = PartFile.open(disk, bytes, id.toMediaId(), size, boot);
        return new FolderArrivingBlob(id, part, folders);
    }

    @Override
    public Optional<ArrivingBlob> open(UploadId id) {
        return StorageFaults.translate(() -> {
            Optional<ArrivingBlob> stored =
                    openStored(id.toMediaId()).map(blob -> new CompletedBlob(id, blob, folders));
            return stored.or(() -> openArriving(id));
        });
    }

    private Optional<ArrivingBlob> openArriving(UploadId id) {
        var folder = folders.arriving(id);
        try {
            return PartFile.find(disk, folder.resolve(BlobFolders.BYTES), id.toMediaId(), boot)
                    .map(part -> new FolderArrivingBlob(id, part, folders));
        } catch (DamagedFileException e) {
            var aside = folders.moveTo(folders.damaged(), folder);
            LOG.atError()
                    .addKeyValue("uploadId", id)
                    .addKeyValue("aside", aside)
                    .setCause(e)
                    .log("An upload cannot be trusted; it is kept aside and starts over");
            return Optional.empty();
        }
    }

    @Override
    public List<UploadId> arriving() {
        return StorageFaults.translate(folders::allArriving);
    }

    @Override
    public List<MediaId> stored(int firstByte) {
        return StorageFaults.translate(() -> {
            var inFolders = folders.allStored(firstByte).stream().map(UploadId::toMediaId);
            return Stream.concat(inFolders, small.all(firstByte).stream()).toList();
        });
    }

    @Override
    public void putSmall(Media facts, ByteBuffer bytes) {
        if (bytes.remaining() <= SmallBlobs.MAX_BYTES) {
            StorageFaults.translate(() -> small.put(facts, bytes));
            return;
        }
        var lock = putting.lockFor(facts.id());
        lock.lock();
        try (var blob = create(facts.id().toUploadId(), bytes.remaining())) {
            if (blob.digest(0).isEmpty()) {
                blob.write(0, bytes);
                blob.verified(0, facts.digest());
            }
            blob.complete(facts);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Media> facts(MediaId id) {
        return StorageFaults.translate(() -> {
            var folder = folders.media(id);
            return disk.isFolder(folder) ? folders.facts(folder, id) : small.facts(id);
        });
    }

    @Override
    public void describe(Media facts) {
        StorageFaults.translate(() -> {
            var folder = folders.media(facts.id());
            if (!disk.isFolder(folder)) {
                small.describe(facts);
                return;
            }
            try {
                folders.describe(folder, facts);
            } catch (DiskException e) {
                if (disk.isFolder(folder)) {
                    throw e;
                } // else it was removed meanwhile
            }
        });
    }

    @Override
    public List<Media> aside() {
        return StorageFaults.translate(() -> {
            var inFolders =
                    disk.list(folders.unknown()).stream()
                            .flatMap(folder ->
                                    AsideName.idOf(folder)
                                            .flatMap(id -> folders.facts(folder, id))
                                            .stream());
            var byId = new LinkedHashMap<MediaId, Media>();
            Stream.concat(inFolders, small.aside().stream())
                    .forEach(media -> byId.put(media.id(), media));
            return List.copyOf(byId.values());
        });
    }

    @Override
    public boolean bringBack(MediaId id) {
        return StorageFaults.translate(() -> {
            if (!disk.isFolder(folders.media(id))) {
                disk.list(folders.unknown()).stream()
                        .filter(folder -> AsideName.idOf(folder).equals(Optional.of(id)))
                        .filter(folder -> folders.facts(folder, id).isPresent())
                        .max(Comparator.naturalOrder())
                        .ifPresent(folder -> folders.putBack(folder, id));
            }
            return disk.isFolder(folders.media(id)) || small.bringBack(id);
        });
    }

    @Override
    public Optional<StoredBlob> read(MediaId id) {
        return StorageFaults.translate(() -> {
            Optional<StoredBlob> inFolder = openStored(id).map(blob -> blob);
            return inFolder.or(() -> small.find(id));
        });
    }

    private Optional<FolderStoredBlob> openStored(MediaId id) {
        var folder = folders.media(id);
        if (!disk.isFolder(folder)) {
            return Optional.empty();
        }
        try {
            return Optional.of(FolderStoredBlob.open(disk, folder.resolve(BlobFolders.BYTES)));
        } catch (DiskException e) {
            if (!disk.isFolder(folder)) {
                return Optional.empty(); // removed between the two steps
            }
            requireFilesIn(folder);
            throw e;
        }
    }

    private void requireFilesIn(Path folder) {
        var bytes = folder.resolve(BlobFolders.BYTES);
        for (var file : List.of(bytes, PartFile.tableOf(bytes))) {
            if (!disk.isFile(file)) {
                throw new DamagedFileException(file, "is gone");
            }
        }
    }

    @Override
    public void setDamagedAside(MediaId id, Instant when) {
        StorageFaults.translate(() -> {
            if (disk.isFolder(folders.media(id))) {
                folders.moveTo(folders.damaged(), folders.media(id));
            }
            small.setAside(id, when);
        });
    }

    @Override
    public void discard(UploadId id) {
        StorageFaults.translate(() -> remove(folders.arriving(id)));
    }

    @Override
    public void remove(MediaId id) {
        StorageFaults.translate(() -> {
            remove(folders.media(id));
            small.remove(id);
        });
    }

    private void remove(Path folder) {
        if (!disk.isFolder(folder)) {
            return;
        }
        try {
            folders.delete(folders.moveTo(folders.removed(), folder));
        } catch (DiskException e) {
            if (!e.isFull() || !disk.isFolder(folder)) {
                throw e;
            }
            // A full disk may have no room for another name.
            folders.delete(folder);
            folders.syncAbove(folder);
        }
    }

    @Override
    public void setAside(UploadId id, Instant when) {
        StorageFaults.translate(() -> {
            for (var folder : List.of(folders.arriving(id), folders.media(id.toMediaId()))) {
                if (disk.isFolder(folder)) {
                    folders.moveTo(folders.unknown(), folder, AsideName.of(id, when));
                }
            }
            small.setAside(id.toMediaId(), when);
        });
    }

    @Override
    public int removeAside(Instant before) {
        return StorageFaults.translate(() -> {
            var old =
                    disk.list(folders.unknown()).stream()
                            .filter(folder -> AsideName.isOlder(folder, before))
                            .toList();
            old.forEach(folder -> folders.delete(folders.moveTo(folders.removed(), folder)));
            return old.size() + small.removeAside(before);
        });
    }

    BlobFolders folders() {
        return folders;
    }

    SmallBlobs small() {
        return small;
    }

    Disk disk() {
        return disk;
    }

    /// Which state of the home the blobs belong to; empty if they are of before there were any.
    Optional<Generation> generation() {
        return Generation.read(disk, folders.generation());
    }

    void record(Generation generation) {
        generation.write(disk, folders.generation());
    }

    @Override
    public void close() {
        StorageFaults.translate(small::close);
    }
}
