package io.sampan.fuzz;

import io.sampan.model.Md5;
import io.sampan.server.packages.PackageCodec;
import io.sampan.server.packages.PackageLayout;
import io.sampan.server.packages.Request;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The struct of old programs, behind one byte that chooses its layout. What is asked for is
/// possible, and is the same after a program wrote it and it was read again; what is answered has
/// the fields that were asked with, nothing of the padding, and is never a request.
final class PackageHarness implements Harness {

    @Override
    public void feed(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        var layout = (bytes[0] & 1) == 0 ? PackageLayout.SEED : PackageLayout.MD5;
        var codec = new PackageCodec(layout);
        var struct = ByteBuffer.allocate(codec.structBytes());
        struct.put(0, bytes, 1, Math.min(bytes.length - 1, struct.capacity()));
        var before = struct.duplicate();

        var request = codec.decode(struct.asReadOnlyBuffer());

        request.ifPresent(asked -> {
            isPossible(asked, layout);
            staysTheSame(asked, codec, struct, layout);
        });
        answers(codec, struct, layout);
        Harness.require(struct.equals(before), "a struct is changed by reading it");
    }

    private static void isPossible(Request request, PackageLayout layout) {
        Harness.require(
                StructWriter.label(request.name()).indexOf('/') < 0, "a name leads somewhere");
        switch (request) {
            case ReadBlock(var _, var block) -> isPossible(block);
            case WriteBlock(var _, var block) -> isPossible(block);
            case WhereWasI(var _, var block) -> {
                isPossible(block);
                Harness.require(block.from() == block.range().from(), "an offset is asked with");
            }
            case OfferFile(var _, var size) -> Harness.require(size >= 0, "a size is negative");
            case EndWriting(var _, var size) -> Harness.require(size >= 0, "a size is negative");
            case AskMd5 _ ->
                    Harness.require(layout == PackageLayout.MD5, "there is no MD5 in this layout");
            case FindFile _, EndReading _ -> {}
        }
    }

    private static void isPossible(Block block) {
        var range = block.range();
        Harness.require(
                range.from() >= 0
                        && range.from() <= block.from()
                        && block.from() <= range.to()
                        && range.to() <= block.fileSize(),
                "a block lies beyond its file: " + block);
    }

    private static void staysTheSame(
            Request request, PackageCodec codec, ByteBuffer struct, PackageLayout layout) {
        var writer = new StructWriter(layout);
        var same = Optional.of(request);
        Harness.require(
                codec.decode(writer.write(request)).equals(same),
                "a request changes when it is written and read");
        Harness.require(
                codec.decode(codec.held(struct, writer.offsetOf(struct))).equals(same),
                "a request changes without its padding");
    }

    private static void answers(PackageCodec codec, ByteBuffer struct, PackageLayout layout) {
        var writer = new StructWriter(layout);
        writer.isAnswer(codec.ok(struct), struct, writer.ok());
        writer.isAnswer(codec.failed(struct), struct, writer.ok() + 1);
        Harness.require(codec.decode(codec.ok(struct)).isEmpty(), "a yes is a request");
        Harness.require(codec.decode(codec.failed(struct)).isEmpty(), "a no is a request");
        if (layout == PackageLayout.MD5) {
            var md5 = Md5.finish(Md5.hasher());
            var hex = new byte[32];
            codec.md5(struct, 7, md5).get(StructWriter.MD5_AT, hex);
            Harness.require(
                    Arrays.equals(hex, md5.toString().getBytes(StandardCharsets.US_ASCII)),
                    "an MD5 is not where it belongs");
        }
    }
}
