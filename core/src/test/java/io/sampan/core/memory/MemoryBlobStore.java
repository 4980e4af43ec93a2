package io.sampan.core.memory;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A blob store in memory.
public final class MemoryBlobStore implements BlobStore {

    final Faults faults;
    private final long capacity;
    private final Map<UploadId, MemoryUpload> arriving = new ConcurrentHashMap<>();
    private final Map<MediaId, MemoryStored> stored = new ConcurrentHashMap<>();
    private final Set<MediaId> damaged = ConcurrentHashMap.newKeySet();
    private final Map<MediaId, Media> facts = new ConcurrentHashMap<>();
    private final Map<MediaId, MemoryStored> storedAside = new ConcurrentHashMap<>();
    private final Map<UploadId, Instant> aside = new ConcurrentHashMap<>();

    public MemoryBlobStore() {
        this(Long.MAX_VALUE / 4, new Faults());
    }

    /// @param capacity how many bytes the disk would take
    public MemoryBlobStore(long capacity, Faults faults) {
        this.capacity = capacity;
        this.faults = faults;
    }

    @Override
    public long usableBytes() {
        var used =
                arriving.values().stream().mapToLong(upload -> upload.pages().allocated()).sum()
                        + stored.values().stream().mapToLong(MemoryStored::size).sum();
        return capacity - used;
    }

    @Override
    public ArrivingBlob create(UploadId id, long size) {
        faults.at("create");
        var blob =
                open(id).orElseGet(() ->
                        arriving.computeIfAbsent(id, _ -> new MemoryUpload(id, size)).open(this));
        if (blob.size() != size) {
            blob.close();
            throw new IllegalArgumentException("the upload has another size");
        }
        return blob;
    }

    @Override
    public Optional<ArrivingBlob> open(UploadId id) {
        var whole = stored.get(id.toMediaId());
        return whole != null
                ? Optional.of(new MemoryWhole(id, whole))
                : Optional.ofNullable(arriving.get(id)).map(upload -> upload.open(this));
    }

    @Override
    public List<UploadId> arriving() {
        return List.copyOf(arriving.keySet());
    }

    @Override
    public List<MediaId> stored(int firstByte) {
        return stored.keySet().stream().filter(id -> id.high() >>> 56 == firstByte).toList();
    }

    @Override
    public void putSmall(Media media, ByteBuffer bytes) {
        faults.at("putSmall");
        facts.put(media.id(), media);
        stored.put(media.id(), new MemoryStored(Pages.of(bytes), List.of(media.digest())));
    }

    @Override
    public Optional<Media> facts(MediaId id) {
        return stored.containsKey(id) ? Optional.ofNullable(facts.get(id)) : Optional.empty();
    }

    @Override
    public void describe(Media media) {
        faults.at("describe");
        if (stored.containsKey(media.id())) {
            facts.put(media.id(), media);
        }
    }

    /// As if a version without facts had stored it.
    public void forgetFacts(MediaId id) {
        facts.remove(id);
    }

    @Override
    public Optional<StoredBlob> read(MediaId id) {
        return Optional.ofNullable(stored.get(id)).map(MemoryStored::open);
    }

    @Override
    public void discard(UploadId id) {
        faults.at("discard");
        var upload = arriving.get(id);
        if (upload != null && upload.isOpen()) {
            throw new AssertionError("an upload is discarded while it is open");
        }
        arriving.remove(id);
    }

    @Override
    public void remove(MediaId id) {
        faults.at("remove");
        stored.remove(id);
    }

    @Override
    public void setAside(UploadId id, Instant when) {
        if (arriving.containsKey(id) || stored.containsKey(id.toMediaId())) {
            aside.put(id, when);
        }
        Optional.ofNullable(stored.get(id.toMediaId()))
                .ifPresent(blob -> storedAside.put(id.toMediaId(), blob));
        discard(id);
        remove(id.toMediaId());
    }

    @Override
    public void setDamagedAside(MediaId id, Instant when) {
        if (stored.remove(id) != null) {
            damaged.add(id);
        }
    }

    /// What was found damaged and set aside.
    public Set<MediaId> damaged() {
        return Set.copyOf(damaged);
    }

    /// A stray write changes a stored blob: from now on it holds other bytes under the same
    /// digests.
    public void damage(MediaId id, byte[] bytes) {
        stored.computeIfPresent(
                id,
                (_, blob) -> new MemoryStored(Pages.of(ByteBuffer.wrap(bytes)), blob.digests()));
    }

    @Override
    public List<Media> aside() {
        return storedAside.keySet().stream().filter(facts::containsKey).map(facts::get).toList();
    }

    @Override
    public boolean bringBack(MediaId id) {
        var blob = storedAside.remove(id);
        if (blob != null) {
            aside.remove(id.toUploadId());
            stored.putIfAbsent(id, blob);
        }
        return stored.containsKey(id);
    }

    @Override
    public int removeAside(Instant before) {
        var all = aside.size();
        aside.values().removeIf(when -> when.isBefore(before));
        return all - aside.size();
    }

    /// What was set aside.
    public Set<UploadId> idsAside() {
        return Set.copyOf(aside.keySet());
    }

    @Override
    public void close() {}

    /// As if the process had been killed: what was open is closed, what was written stays.
    public void kill() {
        arriving.values().forEach(MemoryUpload::kill);
    }

    /// The content of a stored blob.
    public Optional<byte[]> content(MediaId id) {
        return Optional.ofNullable(stored.get(id)).map(blob -> blob.pages().content());
    }

    /// How many uploads are open now.
    public long openUploads() {
        return arriving.values().stream().filter(MemoryUpload::isOpen).count();
    }

    /// How many times an upload was synced.
    public int syncs(UploadId id) {
        var upload = arriving.get(id);
        return upload == null ? 0 : upload.syncs();
    }

    void complete(MemoryUpload upload, Media media) {
        faults.at("complete");
        var digests = List.copyOf(upload.digests());
        if (digests.size() != Leaf.count(upload.size())) {
            throw new IllegalStateException("not every leaf is verified");
        }
        facts.put(upload.id().toMediaId(), media);
        stored.put(upload.id().toMediaId(), new MemoryStored(upload.pages(), digests));
        arriving.remove(upload.id());
    }
}
