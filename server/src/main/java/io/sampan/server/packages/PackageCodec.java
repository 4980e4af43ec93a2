package io.sampan.server.packages;

import io.sampan.model.Md5;
import io.sampan.model.MediaName;
import io.sampan.model.Space;
import io.sampan.server.packages.Request.AskMd5;
import io.sampan.server.packages.Request.Block;
import io.sampan.server.packages.Request.EndReading;
import io.sampan.server.packages.Request.EndWriting;
import io.sampan.server.packages.Request.FindFile;
import io.sampan.server.packages.Request.OfferFile;
import io.sampan.server.packages.Request.ReadBlock;
import io.sampan.server.packages.Request.WhereWasI;
import io.sampan.server.packages.Request.WriteBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Structs to requests, and replies to structs. Any thread.
public final class PackageCodec {

    private static final int BIG_FILE = 1;
    private static final int SMALL_FILE = 2;
    private static final int MD5_DIGITS = 2 * Md5.BYTES;

    private final PackageLayout layout;

    /// Reads and writes this layout of the struct.
    public PackageCodec(PackageLayout layout) {
        this.layout = layout;
    }

    /// Bytes of every struct.
    public int structBytes() {
        return layout.bytes();
    }

    /// What a struct asks for; empty if that can never be done: a message type that is no request,
    /// a name that is no plain label or does not end, a size or a block that no file has, an offset
    /// beyond its block, a file that is called big and is small.
    public Optional<Request> decode(ByteBuffer struct) {
        var in = struct.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return name(in).flatMap(name -> request(in, name));
    }

    /// Whether a struct has the message type of a request.
    boolean isRequest(ByteBuffer struct) {
        return struct.get(0) >= 1 && struct.get(0) <= layout.lastRequest();
    }

    /// Whether bytes could be the beginning of a request about the same file as another struct.
    ///
    /// @param head as much of it as there is
    boolean beginsLikeRequest(ByteBuffer head, ByteBuffer same) {
        if (!isRequest(head) || !hasFileType(head)) {
            return false;
        }
        var nameEnd = PackageLayout.NAME_AT + PackageLayout.NAME_BYTES;
        for (var at = PackageLayout.NAME_AT; at < Math.min(head.remaining(), nameEnd); at++) {
            if (head.get(at) != same.get(at)) {
                return false;
            }
            if (head.get(at) == 0) {
                return true;
            }
        }
        return true;
    }

    private static boolean hasFileType(ByteBuffer head) {
        if (head.remaining() <= PackageLayout.FILE_TYPE_AT) {
            return true;
        }
        var type = head.get(PackageLayout.FILE_TYPE_AT);
        return type >= 0 && type <= SMALL_FILE;
    }

    private Optional<Request> request(ByteBuffer in, MediaName name) {
        return switch (in.get(0)) {
            case 1 -> Optional.of(new FindFile(name));
            case 2 -> block(in).map(block -> new ReadBlock(name, block));
            case 3 -> Optional.of(new EndReading(name));
            case 4 -> offer(in, name);
            case 5 -> block(in).map(block -> new WriteBlock(name, block));
            case 6 -> block(in, 0).map(block -> new WhereWasI(name, block));
            case 7 ->
                    Optional.of(in.getLong(layout.sizeAt()))
                            .filter(PackageBlocks::isSize)
                            .map(size -> new EndWriting(name, size));
            case 8 ->
                    layout == PackageLayout.MD5 ? Optional.of(new AskMd5(name)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Request> offer(ByteBuffer in, MediaName name) {
        var size = in.getLong(layout.sizeAt());
        var type = in.get(PackageLayout.FILE_TYPE_AT);
        return PackageBlocks.isSize(size) && type == fileType(size)
                ? Optional.of(new OfferFile(name, size))
                : Optional.empty();
    }

    private static byte fileType(long size) {
        return (byte) (PackageBlocks.isSmall(size) ? SMALL_FILE : BIG_FILE);
    }

    private Optional<Block> block(ByteBuffer in) {
        return block(in, in.getLong(layout.offsetAt()));
    }

    private Optional<Block> block(ByteBuffer in, long offset) {
        var size = in.getLong(layout.sizeAt());
        return PackageBlocks.range(size, in.getInt(layout.blockAt()))
                .filter(range -> offset >= 0 && offset <= range.length())
                .map(range -> new Block(size, range, range.from() + offset));
    }

    private static Optional<MediaName> name(ByteBuffer in) {
        var end = PackageLayout.NAME_AT;
        while (in.get(end) != 0) {
            end++;
            if (end == PackageLayout.NAME_AT + PackageLayout.NAME_BYTES) {
                return Optional.empty();
            }
        }
        try {
            var label =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(in.slice(PackageLayout.NAME_AT, end - PackageLayout.NAME_AT));
            return Space.name(label.toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /// Yes.
    public ByteBuffer ok(ByteBuffer request) {
        return answer(request, layout.ok());
    }

    /// Yes, and this is the file.
    public ByteBuffer file(ByteBuffer request, long size) {
        return ok(request)
                .put(PackageLayout.FILE_TYPE_AT, fileType(size))
                .putLong(layout.sizeAt(), size);
    }

    /// Yes, and this is its MD5.
    public ByteBuffer md5(ByteBuffer request, long size, Md5 md5) {
        var hex = md5.toString().getBytes(StandardCharsets.US_ASCII);
        return file(request, size).put(PackageLayout.MD5_AT, hex);
    }

    /// So many bytes of the block are held: the same struct with another offset.
    public ByteBuffer held(ByteBuffer request, long bytes) {
        return answer(request, request.get(0)).putLong(layout.offsetAt(), bytes);
    }

    /// No.
    public ByteBuffer failed(ByteBuffer request) {
        return answer(request, layout.failed());
    }

    /// No, to a program that seems to speak another layout, in the words of that layout: what says
    /// no in one of them says yes in the other.
    ///
    /// @param start of its struct, at least the name
    ByteBuffer failed(ByteBuffer start, PackageLayout spoken) {
        var request = ByteBuffer.allocate(spoken.bytes());
        var known = Math.min(start.limit(), PackageLayout.MD5_AT);
        request.put(0, start, 0, known);
        return new PackageCodec(spoken).failed(request);
    }

    /// The MD5 that the program sent along; empty if it sent none, or the layout has none.
    public Optional<Md5> md5Of(ByteBuffer struct) {
        if (layout != PackageLayout.MD5 || struct.get(PackageLayout.MD5_AT + MD5_DIGITS) != 0) {
            return Optional.empty();
        }
        var digits = new byte[MD5_DIGITS];
        struct.get(PackageLayout.MD5_AT, digits);
        try {
            var hex = new String(digits, StandardCharsets.ISO_8859_1);
            return Optional.of(Md5.of(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    /// The fields of the request, up to the name's NUL and without its padding.
    private ByteBuffer answer(ByteBuffer request, int type) {
        var in = request.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var out = ByteBuffer.allocate(layout.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) type).put(PackageLayout.FILE_TYPE_AT, in.get(PackageLayout.FILE_TYPE_AT));
        for (var i = 0;
                i < PackageLayout.NAME_BYTES && in.get(PackageLayout.NAME_AT + i) != 0;
                i++) {
            out.put(PackageLayout.NAME_AT + i, in.get(PackageLayout.NAME_AT + i));
        }
        return out.putLong(layout.sizeAt(), in.getLong(layout.sizeAt()))
                .putInt(layout.blockAt(), in.getInt(layout.blockAt()))
                .putLong(layout.offsetAt(), in.getLong(layout.offsetAt()));
    }
}
