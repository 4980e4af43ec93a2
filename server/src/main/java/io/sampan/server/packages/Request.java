package io.sampan.server.packages;

import io.sampan.model.ByteRange;
import io.sampan.model.MediaName;

/// What a program asks for. All that can be told from the struct alone has been checked.
public sealed interface Request {

    /// The file's name.
    MediaName name();

    /// 1: what is known of a file, and if it is small all of it.
    record FindFile(MediaName name) implements Request {}

    /// 2: a block of a big file, from some byte of it on.
    record ReadBlock(MediaName name, Block block) implements Request {}

    /// 3: everything has been read. Not answered.
    record EndReading(MediaName name) implements Request {}

    /// 4: a file is going to be sent.
    record OfferFile(MediaName name, long size) implements Request {}

    /// 5: a block of a big file follows, from some byte of it on.
    record WriteBlock(MediaName name, Block block) implements Request {}

    /// 6: how much of a block is held?
    record WhereWasI(MediaName name, Block block) implements Request {}

    /// 7: everything has been sent.
    record EndWriting(MediaName name, long size) implements Request {}

    /// 8, in the MD5 layout only: the MD5 of a file.
    record AskMd5(MediaName name) implements Request {}

    /// A block of a big file.
    ///
    /// @param fileSize of the whole file
    /// @param range where the block lies in the file
    /// @param from where in the file the bytes begin that are asked for, or follow
    record Block(long fileSize, ByteRange range, long from) {

        /// The bytes that are asked for, or follow.
        ByteRange rest() {
            return new ByteRange(from, range.to());
        }
    }
}
