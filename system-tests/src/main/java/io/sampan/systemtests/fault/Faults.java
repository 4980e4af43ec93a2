package io.sampan.systemtests.fault;

import java.time.Duration;

/// What a [FaultyRelay] does to the bytes. Positions count the bytes of one connection and
/// direction from 0; `Long.MAX_VALUE` and zero durations mean "never" and "not at all".
///
/// @param cutAfterUp a connection is cut when it has carried so many bytes from client to server
/// @param cut how it is cut
/// @param bytesPerSecond what all connections together may carry in each direction
/// @param delayUp how much later a byte from client to server arrives
/// @param delayDown how much later a byte from server to client arrives
/// @param flipUp the first connection that carries this byte up has one bit of it flipped, once
/// @param flipDown the same for a byte down
/// @param recording whether all bytes are kept, for [FaultyRelay#recordedUp]
record Faults(
        long cutAfterUp,
        Cut cut,
        long bytesPerSecond,
        Duration delayUp,
        Duration delayDown,
        long flipUp,
        long flipDown,
        boolean recording) {

    static final Faults NONE =
            new Faults(
                    Long.MAX_VALUE,
                    Cut.ABRUPTLY,
                    Long.MAX_VALUE,
                    Duration.ZERO,
                    Duration.ZERO,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    false);
}
