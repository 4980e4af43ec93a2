package io.sampan.client.lane;

import io.sampan.wire.link.IncomingBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/// The body of an answer, as it arrives. Used by the lane's reading thread, during the call that
/// hands it out.
public final class AnswerBody {

    /// The watch ends the lane long before.
    static final Duration NEVER = Duration.ofHours(12);

    private final IncomingBody body;
    private final Runnable heard;

    AnswerBody(IncomingBody body, Runnable heard) {
        this.body = body;
        this.heard = heard;
    }

    /// Bytes of the whole body.
    public long length() {
        return body.length();
    }

    /// Hands over the next piece, at most 256 KiB, valid only during the call.
    ///
    /// @return whether there was one; `false` at the end
    public boolean next(Consumer<ByteBuffer> reader) {
        var more = body.next(NEVER, reader);
        heard.run();
        return more;
    }
}
