package io.sampan.disk;

import io.sampan.model.ByteRange;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How a leaf table lies on disk, version 1. Numbers are big-endian.
///
/// ```
///  byte   header                            byte   entry of leaf n, at 64 × (n + 1)
///     0   magic "SMPNLEAF"        8            0   SHA-256 of a verified leaf,
///                                                  received ranges of another             32
///     8   version, 1              4           32   bytes of a head                 4
///    12   size of an entry, 64    4           36   state: 0 absent, 1 head,
///    16   id of the media        16                2 verified                      1
///    32   size of the file        8           37   1 if synced                     1
///    40   boot id                16           38   zero                           22
///    56   zero                    4           60   CRC-32C of the leaf's number
///    60   CRC-32C of 0–59         4                (4 bytes) and bytes 0–59        4
/// ```
///
/// A *received range* is some bytes of a leaf that is not verified, before which others are
/// missing: where it begins and where it ends in the leaf, 4 bytes each; up to four, and zeros
/// behind them. (Tables that were written before there were received ranges have zeros there.)
///
/// A boot id of zeros says that a sync failed: only entries that are marked as synced count.
///
/// An entry of zeros is absent, and so is one past the end of the table. No entry crosses a sector
/// of 512 bytes, so a power cut leaves either the old entry or the new one; the CRC finds whatever
/// else may happen to it.
final class LeafTableLayout {

    /// Bytes of the header, and of each entry.
    static final int ENTRY = 64;

    /// Received ranges in one leaf at most.
    static final int MAX_RECEIVED_RANGES = Sha256.BYTES / (2 * Integer.BYTES);

    private static final long MAGIC = 0x534D504E_4C454146L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 60;
    private static final byte[] ZEROS = new byte[ENTRY];

    private static final byte ABSENT = 0;
    private static final byte HEAD = 1;
    private static final byte VERIFIED = 2;

    record Header(MediaId id, long size, BootId boot) {}

    private LeafTableLayout() {}

    static long entryAt(int leaf) {
        return ENTRY * (leaf + 1L);
    }

    static ByteBuffer encode(Header header) {
        var bytes =
                ByteBuffer.allocate(ENTRY)
                        .putLong(MAGIC)
                        .putInt(VERSION)
                        .putInt(ENTRY)
                        .putLong(header.id().high())
                        .putLong(header.id().low())
                        .putLong(header.size())
                        .putLong(header.boot().high())
                        .putLong(header.boot().low());
        return bytes.putInt(CRC_AT, crc(bytes, 0, new CRC32C())).clear();
    }

    /// @throws DamagedFileException unless this is a whole header of version 1
    static Header decode(ByteBuffer bytes, Path path) {
        if (bytes.remaining() < ENTRY || bytes.getLong() != MAGIC) {
            throw new DamagedFileException(path, "this is not a leaf table");
        }
        var version = bytes.getInt();
        if (version != VERSION) {
            throw new DamagedFileException(
                    path, "a leaf table of version " + version + "; only 1 is known");
        }
        if (bytes.getInt(CRC_AT) != crc(bytes, 0, new CRC32C()) || bytes.getInt() != ENTRY) {
            throw new DamagedFileException(path, "the header of the leaf table is damaged");
        }
        return new Header(
                new MediaId(bytes.getLong(), bytes.getLong()),
                bytes.getLong(),
                new BootId(bytes.getLong(), bytes.getLong()));
    }

    static ByteBuffer encode(int leaf, LeafState state) {
        var bytes = ByteBuffer.allocate(ENTRY);
        switch (state) {
            case LeafState.Absent() -> {
                return bytes;
            }
            case LeafState.Partial(var held, var _) -> putParts(held, bytes);
            case LeafState.Verified(var digest, var _) ->
                    bytes.put(digest.bytes()).putInt(0).put(VERIFIED);
        }
        bytes.put((byte) (state.synced() ? 1 : 0));
        return bytes.putInt(CRC_AT, crc(bytes, 0, leafCrc(leaf))).clear();
    }

    /// The entry of leaf `leaf` that begins at the position of `bytes`, which is moved behind it;
    /// empty if it is damaged.
    static Optional<LeafState> decode(int leaf, ByteBuffer bytes) {
        var at = bytes.position();
        bytes.position(at + ENTRY);
        if (bytes.slice(at, ENTRY).equals(ByteBuffer.wrap(ZEROS))) {
            return Optional.of(new LeafState.Absent());
        }
        if (bytes.getInt(at + CRC_AT) != crc(bytes, at, leafCrc(leaf))) {
            return Optional.empty();
        }
        var synced = bytes.get(at + Sha256.BYTES + 5) == 1;
        return switch (bytes.get(at + Sha256.BYTES + 4)) {
            case ABSENT -> Optional.of(new LeafState.Absent());
            case HEAD -> parts(bytes.slice(at, ENTRY)).map(p -> new LeafState.Partial(p, synced));
            case VERIFIED -> {
                var digest = new byte[Sha256.BYTES];
                bytes.get(at, digest);
                yield Optional.of(new LeafState.Verified(Sha256.of(digest), synced));
            }
            default -> Optional.empty();
        };
    }

    private static void putParts(RangeSet held, ByteBuffer bytes) {
        var head = 0;
        for (var part : held.ranges()) {
            if (part.from() == 0) {
                head = (int) part.to();
            } else {
                bytes.putInt((int) part.from()).putInt((int) part.to());
            }
        }
        bytes.position(Sha256.BYTES).putInt(head).put(HEAD);
    }

    private static Optional<RangeSet> parts(ByteBuffer entry) {
        try {
            var parts = new ArrayList<ByteRange>();
            for (var range = 0; range < MAX_RECEIVED_RANGES; range++) {
                parts.add(new ByteRange(entry.getInt(), entry.getInt()));
            }
            parts.add(new ByteRange(0, entry.getInt()));
            return Optional.of(RangeSet.of(parts));
        } catch (InvalidValueException damaged) {
            return Optional.empty();
        }
    }

    private static CRC32C leafCrc(int leaf) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(leaf).flip());
        return crc;
    }

    private static int crc(ByteBuffer bytes, int at, CRC32C crc) {
        crc.update(bytes.duplicate().clear().slice(at, CRC_AT));
        return (int) crc.getValue();
    }
}
