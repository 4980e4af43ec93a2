package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import java.nio.ByteBuffer;

/// Takes a byte range into an upload that is known by its name, which is complete with its last
/// byte. Used by the lane's thread.
///
/// @param range which the writer has the rest of
record NamedBlock(NamedUpload named, NamedUploads book, ByteRange range, BlockWriter writer)
        implements BlockIntake {

    @Override
    public void accept(ByteBuffer piece) {
        writer.accept(piece);
    }

    /// Done, if all of the range is held; and where that was the last that was missing of the file,
    /// the file is complete.
    @Override
    public Outcome<ByteRange> finish() {
        var written = writer.finish();
        named.end(range, writer);
        if (written instanceof Outcome.Refused) {
            discardUnlessKept();
            return written;
        }
        return named.isWhole()
                        && book.complete(named) instanceof Outcome.Refused<Media>(var refusal)
                ? Outcome.refused(refusal)
                : written;
    }

    @Override
    public void abandon() {
        try {
            writer.abandon();
        } finally {
            named.end(range, writer);
            discardUnlessKept();
        }
    }

    private void discardUnlessKept() {
        if (!named.kept) {
            book.discard(named);
        }
    }
}
