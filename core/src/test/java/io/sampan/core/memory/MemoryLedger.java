package io.sampan.core.memory;

import io.sampan.core.storage.AgeClock;
import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.DeviceRepository;
import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LedgerMarks;
import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.ShareLinkRepository;
import io.sampan.core.storage.UploadRecord;
import io.sampan.core.storage.UploadRepository;
import io.sampan.model.Availability;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ledger in memory.
public final class MemoryLedger implements Ledger {

    private final Faults faults;
    private final Map<UploadId, UploadRecord> uploads = new LinkedHashMap<>();
    private final Map<MediaId, Media> media = new LinkedHashMap<>();

    private final MemoryPeople people = new MemoryPeople();
    private final MemoryShareLinks shareLinks = new MemoryShareLinks();
    private volatile AgeClock.@Nullable Mark age;
    private final MemoryMessages messages = new MemoryMessages(this);
    private final Map<MediaId, Set<UserName>> readers = new HashMap<>();
    private final Map<MediaId, Availability> gone = new HashMap<>();
    private final Set<MediaId> retired = new LinkedHashSet<>();
    private final Map<MediaId, Sending> sendings = new HashMap<>();

    /// @param waits whether somebody does not have it yet
    private record Sending(Instant when, boolean waits) {}

    public MemoryLedger() {
        this(new Faults());
    }

    public MemoryLedger(Faults faults) {
        this.faults = faults;
    }

    @Override
    public ShareLinkRepository shareLinks() {
        return shareLinks;
    }

    @Override
    public UploadRepository uploads() {
        return new Uploads();
    }

    @Override
    public MediaRepository media() {
        return new MediaTable();
    }

    @Override
    public PeopleRepository people() {
        return people;
    }

    @Override
    public DeviceRepository devices() {
        return people;
    }

    @Override
    public MemoryMessages messages() {
        return messages;
    }

    @Override
    public ConversationRepository conversations() {
        return messages;
    }

    /// Whether a media can still be fetched.
    synchronized Availability availability(Media one) {
        return media.containsKey(one.id())
                ? Availability.HERE
                : gone.getOrDefault(one.id(), Availability.REMOVED);
    }

    synchronized void letRead(UserName reader, MediaId id) {
        if (media.containsKey(id)) {
            readers.computeIfAbsent(id, _ -> new HashSet<>()).add(reader);
        }
    }

    @Override
    public LedgerMarks marks() {
        return new LedgerMarks() {
            @Override
            public Optional<AgeClock.Mark> age() {
                return Optional.ofNullable(age);
            }

            @Override
            public void keep(AgeClock.Mark mark) {
                age = mark;
            }
        };
    }

    @Override
    public List<String> contradictions(boolean mend) {
        return List.of();
    }

    @Override
    public void close() {}

    /// A message with this media was posted, and waits.
    public synchronized void sent(MediaId id, Instant when) {
        sendings.put(id, new Sending(when, true));
    }

    /// Everybody has it whom it was sent to.
    public synchronized void received(MediaId id) {
        sendings.computeIfPresent(id, (_, sending) -> new Sending(sending.when(), false));
    }

    private final class Uploads implements UploadRepository {

        @Override
        public void record(UploadRecord upload) {
            synchronized (MemoryLedger.this) {
                faults.at("record upload");
                uploads.put(upload.offer().id(), upload);
            }
        }

        @Override
        public Optional<UploadRecord> find(UploadId id) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(uploads.get(id));
            }
        }

        @Override
        public List<UploadRecord> all() {
            synchronized (MemoryLedger.this) {
                return uploads.values().stream()
                        .sorted(Comparator.comparing(UploadRecord::offered))
                        .toList();
            }
        }

        @Override
        public void touch(UploadId id, Instant when) {
            synchronized (MemoryLedger.this) {
                uploads.computeIfPresent(id, (_, upload) -> upload.with(upload.state(), when));
            }
        }

        @Override
        public void remove(UploadId id) {
            synchronized (MemoryLedger.this) {
                faults.at("remove upload");
                uploads.remove(id);
            }
        }
    }

    private final class MediaTable implements MediaRepository {

        @Override
        public void record(Media one) {
            synchronized (MemoryLedger.this) {
                faults.at("record media");
                uploads.remove(one.id().toUploadId());
                media.putIfAbsent(one.id(), one);
            }
        }

        @Override
        public Optional<Media> find(MediaId id) {
            synchronized (MemoryLedger.this) {
                return Optional.ofNullable(media.get(id));
            }
        }

        @Override
        public Optional<Media> newest(MediaName name, UserName reader) {
            return newestFirst(reader).stream().filter(m -> m.name().equals(name)).findFirst();
        }

        @Override
        public List<Media> list(UserName reader, Optional<MediaId> after, int limit) {
            return newestFirst(reader).stream()
                    .dropWhile(m -> after.isPresent() && !m.id().equals(after.get()))
                    .skip(after.isPresent() ? 1 : 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Media> all(int firstByte) {
            synchronized (MemoryLedger.this) {
                return media.values().stream()
                        .filter(m -> m.id().high() >>> 56 == firstByte)
                        .toList();
            }
        }

        private List<Media> newestFirst(UserName reader) {
            synchronized (MemoryLedger.this) {
                return List.copyOf(media.values()).reversed().stream()
                        .filter(m -> readable(m, reader))
                        .sorted(Comparator.comparing(Media::completed).reversed())
                        .toList();
            }
        }

        @Override
        public boolean mayRead(MediaId id, UserName reader) {
            return find(id).filter(m -> readable(m, reader)).isPresent();
        }

        private boolean readable(Media one, UserName reader) {
            return one.shared()
                    || one.owner().equals(reader)
                    || readers.getOrDefault(one.id(), Set.of()).contains(reader);
        }

        @Override
        public long totalBytes() {
            synchronized (MemoryLedger.this) {
                return media.values().stream().mapToLong(Media::size).sum();
            }
        }

        @Override
        public long bytesOf(UserName owner) {
            synchronized (MemoryLedger.this) {
                return media.values().stream()
                        .filter(m -> m.owner().equals(owner))
                        .mapToLong(Media::size)
                        .sum();
            }
        }

        @Override
        public void handOver(UserName owner, UserName to) {
            synchronized (MemoryLedger.this) {
                media.replaceAll((_, m) -> m.owner().equals(owner) ? ownedBy(m, to) : m);
            }
        }

        private static Media ownedBy(Media m, UserName owner) {
            return new Media(
                    m.id(),
                    owner,
                    m.name(),
                    m.size(),
                    m.type(),
                    m.digest(),
                    m.shared(),
                    m.completed(),
                    m.traits());
        }

        @Override
        public void retireAllOf(UserName owner) {
            synchronized (MemoryLedger.this) {
                var all = media.values().stream().filter(m -> m.owner().equals(owner)).toList();
                for (var one : all) {
                    media.remove(one.id());
                    retired.add(one.id());
                    gone.putIfAbsent(one.id(), Availability.REMOVED);
                }
            }
        }

        @Override
        public List<Media> retire(Instant sentBefore, int limit) {
            synchronized (MemoryLedger.this) {
                var served =
                        media.values().stream()
                                .filter(m -> !m.shared() && m.completed().isBefore(sentBefore))
                                .filter(m -> hasServed(m.id(), sentBefore))
                                .limit(limit)
                                .toList();
                served.forEach(m -> media.remove(m.id()));
                served.forEach(m -> retired.add(m.id()));
                served.forEach(m -> gone.putIfAbsent(m.id(), Availability.EXPIRED));
                return served;
            }
        }

        private boolean hasServed(MediaId id, Instant sentBefore) {
            if (readers.containsKey(id)) {
                return !messages.isNeeded(id, sentBefore);
            }
            var sending = sendings.get(id);
            return sending != null && !sending.waits() && sending.when().isBefore(sentBefore);
        }

        @Override
        public List<MediaId> retired() {
            synchronized (MemoryLedger.this) {
                return List.copyOf(retired);
            }
        }

        @Override
        public void bury(MediaId id) {
            synchronized (MemoryLedger.this) {
                faults.at("bury media");
                retired.remove(id);
            }
        }

        @Override
        public void remove(MediaId id) {
            synchronized (MemoryLedger.this) {
                faults.at("remove media");
                if (media.containsKey(id)) {
                    gone.putIfAbsent(id, Availability.REMOVED);
                }
                media.remove(id);
            }
        }
    }
}
