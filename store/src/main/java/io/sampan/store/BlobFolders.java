package io.sampan.store;

import static java.util.Objects.requireNonNull;

import io.sampan.disk.AtomicFile;
import io.sampan.disk.Disk;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Where each blob lies: in one of 256 folders by the first byte of its id, so that no folder grows
/// out of hand. (`package-info` draws the whole.)
final class BlobFolders {

    /// The name of the file with the bytes, in a blob's folder.
    static final String BYTES = "bytes";

    /// The name of the file with what is known of a stored blob, in its folder.
    static final String FACTS = "facts";

    private final Disk disk;
    private final Path root;
    // Those of the 256 that are there for sure, also after a power cut.
    private final Set<Path> synced = ConcurrentHashMap.newKeySet();

    BlobFolders(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    Path root() {
        return root;
    }

    /// Makes the folders that are not there yet. *Synced.*
    void make() {
        disk.makeSyncedFolder(root);
        List.of(arriving(), media(), removed(), damaged(), unknown()).forEach(disk::makeFolder);
        disk.syncFolder(root);
    }

    /// Makes the folder of an upload, if it is not there yet. *Written*; [#syncAbove] syncs it.
    Path make(UploadId id) {
        var folder = arriving(id);
        makeAbove(folder);
        disk.makeFolder(folder);
        return folder;
    }

    /// Makes the folder that holds `place`, if it is not there yet. *Synced.*
    private void makeAbove(Path place) {
        var above = requireNonNull(place.getParent());
        if (!synced.contains(above)) {
            disk.makeFolder(above);
            syncAbove(above);
            synced.add(above);
        }
    }

    Path arriving(UploadId id) {
        return place(arriving(), id.toString());
    }

    Path media(MediaId id) {
        return place(media(), id.toString());
    }

    private static Path place(Path kind, String id) {
        return kind.resolve(id.substring(0, 2)).resolve(id);
    }

    private Path arriving() {
        return root.resolve("arriving");
    }

    private Path media() {
        return root.resolve("media");
    }

    Path removed() {
        return root.resolve("removed");
    }

    Path damaged() {
        return root.resolve("damaged");
    }

    Path unknown() {
        return root.resolve("unknown");
    }

    /// Where the generation of the blobs stands ([Generation]).
    Path generation() {
        return root.resolve("generation");
    }

    /// Every upload that has a folder.
    List<UploadId> allArriving() {
        return disk.list(arriving()).stream()
                .flatMap(fan -> disk.list(fan).stream())
                .flatMap(BlobFolders::id)
                .toList();
    }

    /// Every stored blob that has a folder and whose id has this first byte.
    List<UploadId> allStored(int firstByte) {
        return disk.list(media().resolve("%02x".formatted(firstByte))).stream()
                .flatMap(BlobFolders::id)
                .toList();
    }

    private static Stream<UploadId> id(Path folder) {
        try {
            return Stream.of(UploadId.parse(String.valueOf(folder.getFileName())));
        } catch (InvalidValueException notOurs) {
            return Stream.empty();
        }
    }

    /// What is known of the blob in a folder; empty if nothing legible stands there.
    Optional<Media> facts(Path folder, MediaId id) {
        return new AtomicFile(disk, folder.resolve(FACTS))
                .read(FactsFile.MAX_BYTES)
                .flatMap(bytes -> FactsFile.decode(id, bytes));
    }

    /// Keeps what is known of the blob in a folder. *Synced.*
    void describe(Path folder, Media facts) {
        new AtomicFile(disk, folder.resolve(FACTS)).replace(FactsFile.encode(facts));
    }

    /// Turns the folder of an upload into that of a stored blob: one step. *Synced.*
    void store(UploadId id) {
        makeAbove(media(id.toMediaId()));
        disk.rename(arriving(id), media(id.toMediaId()));
        syncStored(id);
    }

    /// Turns a folder that was set aside into that of a stored blob again. *Synced.*
    void putBack(Path aside, MediaId id) {
        makeAbove(media(id));
        disk.rename(aside, media(id));
        syncAbove(media(id));
        syncAbove(aside);
    }

    /// Makes sure that a blob that was stored stays so.
    void syncStored(UploadId id) {
        syncAbove(media(id.toMediaId()));
        syncAbove(arriving(id));
    }

    /// Syncs the names in the folder that holds `place`.
    void syncAbove(Path place) {
        disk.syncFolder(requireNonNull(place.getParent()));
    }

    /// Gives a blob's folder another name among `kept`, free of others. *Synced.*
    Path moveTo(Path kept, Path place) {
        return moveTo(kept, place, String.valueOf(place.getFileName()));
    }

    /// The same under another name.
    Path moveTo(Path kept, Path place, String name) {
        var free = kept.resolve(name);
        for (var n = 2; disk.isFolder(free); n++) {
            free = kept.resolve(name + "-" + n);
        }
        disk.rename(place, free);
        syncAbove(place);
        disk.syncFolder(kept);
        return free;
    }

    /// Deletes a folder with files in it.
    void delete(Path folder) {
        disk.list(folder).forEach(disk::delete);
        disk.delete(folder);
    }
}
