package io.sampan.store;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.disk.PartFile;
import io.sampan.model.Media;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An upload in a folder of its own: a [PartFile].
///
/// It is completed in this order, so that a power cut at any point leaves an upload that can be
/// completed, or a stored blob:
///
/// ```
///   sync bytes, leaf table, facts ─▶ sync their names ─▶ rename the folder ─▶ sync both names
///   ───────────── an arriving blob, all of it verified ───────────────────│─── a stored blob
/// ```
final class FolderArrivingBlob implements ArrivingBlob {

    private final UploadId id;
    private final PartFile part;
    private final BlobFolders folders;

    FolderArrivingBlob(UploadId id, PartFile part, BlobFolders folders) {
        this.id = id;
        this.part = part;
        this.folders = folders;
    }

    @Override
    public UploadId id() {
        return id;
    }

    @Override
    public long size() {
        return part.size();
    }

    @Override
    public Optional<Sha256> digest(int leaf) {
        return StorageFaults.translate(() -> part.leaves().digest(leaf));
    }

    @Override
    public int head(int leaf) {
        return part.leaves().head(leaf);
    }

    @Override
    public RangeSet parts(int leaf) {
        return part.leaves().parts(leaf);
    }

    @Override
    public RangeSet held() {
        return part.leaves().held();
    }

    @Override
    public void write(long offset, ByteBuffer piece) {
        StorageFaults.translate(() -> part.write(offset, piece));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        StorageFaults.translate(() -> part.read(offset, into));
    }

    @Override
    public void verified(int leaf, Sha256 digest) {
        StorageFaults.translate(() -> part.leaves().verified(leaf, digest));
    }

    @Override
    public void head(int leaf, int bytes) {
        StorageFaults.translate(() -> part.leaves().head(leaf, bytes));
    }

    @Override
    public void parts(int leaf, RangeSet held) {
        StorageFaults.translate(() -> part.leaves().parts(leaf, held));
    }

    @Override
    public void forget(int leaf) {
        StorageFaults.translate(() -> part.leaves().forget(leaf));
    }

    @Override
    public void sync() {
        StorageFaults.translate(() -> {
            part.sync();
            folders.syncAbove(folders.arriving(id));
        });
    }

    @Override
    public void complete(Media facts) {
        if (!part.leaves().isWhole()) {
            throw new IllegalStateException("upload " + id + " is not whole");
        }
        StorageFaults.translate(() -> {
            part.sync();
            folders.describe(folders.arriving(id), facts);
            part.close();
            folders.store(id);
        });
    }

    @Override
    public void close() {
        StorageFaults.translate(part::close);
    }
}
