package io.sampan.core.storage;

import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where bytes live, by id and never by name. Methods may be called from any thread; they block.
public interface BlobStore extends AutoCloseable {

    /// Bytes that could be written now, before any reservation.
    long usableBytes();

    /// Makes room for an upload of `size` bytes, or opens it if it is there already. *Written.*
    ///
    /// An upload is open at most once at a time; the caller sees to that.
    ///
    /// @throws IllegalArgumentException if it is there with another size
    ArrivingBlob create(UploadId id, long size);

    /// The upload as far as it came, also after a kill or a power cut: leaves that might not have
    /// reached the disk are verified again before they count. An upload whose table is damaged is
    /// set aside for a person to look at, and is then as one that never was.
    ///
    /// An upload that was completed, but whose caller may not have heard of it, opens as well:
    /// every leaf is verified, nothing can be changed ([IllegalStateException]), and completing it
    /// again only makes sure that it is synced.
    Optional<ArrivingBlob> open(UploadId id);

    /// Every upload that has bytes here, whether the ledger knows of it or not.
    List<UploadId> arriving();

    /// The stored blobs whose ids have this first byte (0–255), whether the ledger knows of them or
    /// not: one 256th of all, so that a list of them fits into memory.
    List<MediaId> stored(int firstByte);

    /// Stores a whole small file: one leaf at most, whose digest the caller has verified. *Synced*;
    /// calls that come together share one sync. Storing the same id again is the same as once.
    ///
    /// @param facts what the ledger is going to know of it, kept beside it ([#facts])
    void putSmall(Media facts, ByteBuffer bytes);

    /// What is kept beside a stored blob: enough to list it again in a ledger that does not know
    /// it. Empty if there is no such blob, or nothing legible beside it, as with blobs that a
    /// version before facts has stored.
    Optional<Media> facts(MediaId id);

    /// Keeps these facts beside a stored blob in place of what is there. *Synced.* Nothing happens
    /// if there is no such blob.
    void describe(Media facts);

    /// The stored blob, opened for reading; the caller closes it. A blob that is removed meanwhile
    /// stays readable until then.
    Optional<StoredBlob> read(MediaId id);

    /// Removes the bytes of an upload that is not open. *Synced.* Nothing happens if there are
    /// none; a blob that the upload has become already stays ([#remove] removes it).
    void discard(UploadId id);

    /// Puts what lies under an id out of the way, arriving or stored, for a person to look at: it
    /// is as if it were not there. *Synced.* Nothing happens if there is none.
    ///
    /// @param when by the time by which things grow old
    void setAside(UploadId id, Instant when);

    /// Puts a stored blob that is damaged out of the way, for a person to look at. *Synced.*
    /// Nothing happens if there is none.
    ///
    /// @param when by the time by which things grow old
    void setDamagedAside(MediaId id, Instant when);

    /// The facts of all stored blobs that were set aside and have facts; once for each id.
    List<Media> aside();

    /// Puts a stored blob that was set aside back in its place, where that is free. *Synced.*
    ///
    /// @return whether there is a stored blob of that id now
    boolean bringBack(MediaId id);

    /// Removes what was set aside before then.
    ///
    /// @return how many blobs
    int removeAside(Instant before);

    /// Removes a stored blob. *Synced.* Nothing happens if there is none.
    void remove(MediaId id);

    @Override
    void close();
}
