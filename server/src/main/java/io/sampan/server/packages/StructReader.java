package io.sampan.server.packages;

import io.sampan.wire.link.ByteLink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Reads the structs of one connection, and notices a program that speaks the other layout.
///
/// Nothing in a struct names its layout; but a program waits for the answer to its first struct
/// before it sends anything more. So a connection on which nothing was answered yet is checked:
///
/// ```
///   listener   the program's struct   what is seen                      the program speaks
///   seed 288   md5 336                48 bytes more before any answer   md5
///   md5 336    seed 288               288 bytes, and then silence       seed
/// ```
///
/// Once a request was answered with yes, the layout is right and nothing is checked any more. All
/// methods are called by the conversation's own virtual thread.
final class StructReader {

    /// A program writes a struct at once: so long may pass between its first 288 bytes and its end.
    private static final Duration WITHIN_A_STRUCT = Duration.ofSeconds(2);

    /// How long the rest of a longer struct is waited for where the first part of it makes no sense
    /// or asks for an empty file: what a wrong layout looks like.
    private static final Duration REST_OF_A_LONGER_ONE = Duration.ofMillis(250);

    private final ByteLink link;
    private final PackageCodec codec;
    private boolean established;

    /// What was read.
    sealed interface Reading {

        /// A struct, and what it asks for; empty if that can never be done.
        record Struct(ByteBuffer bytes, Optional<Request> request) implements Reading {}

        /// The program speaks the other layout.
        ///
        /// @param start of the struct, as far as it was read
        /// @param why it is thought so
        /// @param answerIn the layout in which it understands a no
        record OtherLayout(ByteBuffer start, String why, PackageLayout answerIn)
                implements Reading {}
    }

    StructReader(ByteLink link, PackageCodec codec) {
        this.link = link;
        this.codec = codec;
    }

    /// The next struct.
    ///
    /// @param patience how long it is waited for
    /// @throws io.sampan.wire.link.LinkException when the peer is gone
    Reading next(Duration patience) {
        var shortest = PackageLayout.SEED.bytes();
        var struct = link.receive(shortest, patience);
        if (codec.structBytes() > shortest) {
            if (!established && !link.hasMore(WITHIN_A_STRUCT)) {
                return new Reading.OtherLayout(
                        struct, "288 bytes came, and nothing after them", PackageLayout.SEED);
            }
            var rest = link.receive(codec.structBytes() - shortest, patience);
            struct = ByteBuffer.allocate(codec.structBytes()).put(struct).put(rest).flip();
        }
        var request = codec.decode(struct);
        return !established && mustBeAnsweredFirst(request) && link.hasMore(wait(request))
                ? new Reading.OtherLayout(
                        struct,
                        "more than a struct came before the first answer",
                        PackageLayout.MD5)
                : new Reading.Struct(struct, request);
    }

    private static boolean mustBeAnsweredFirst(Optional<Request> request) {
        return !(request.orElse(null) instanceof Request.EndReading);
    }

    private static Duration wait(Optional<Request> request) {
        return request.isEmpty() || isOfAnEmptyFile(request.get())
                ? REST_OF_A_LONGER_ONE
                : Duration.ZERO;
    }

    private static boolean isOfAnEmptyFile(Request request) {
        return request instanceof Request.OfferFile(var _, var size) && size == 0;
    }

    /// A request was answered with yes: the program speaks this layout.
    void established() {
        established = true;
    }
}
