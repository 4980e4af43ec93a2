package io.sampan.client.fake;

import io.sampan.model.Refusal;
import java.util.concurrent.Semaphore;

/// What the fake server does with a frame.
public sealed interface Reaction {

    /// As a server does.
    record Normal() implements Reaction {}

    /// It does what was asked, and never says so.
    record DoButSayNothing() implements Reaction {}

    /// As a server does, once it gets a permit; other frames are not held up.
    record Later(Semaphore permit) implements Reaction {}

    /// It does nothing, and says nothing.
    record Ignore() implements Reaction {}

    /// It ends the lane before it reads the body.
    record HangUp() implements Reaction {}

    /// It ends the lane when it has read so many bytes of the body.
    record HangUpAfter(long bytes) implements Reaction {}

    /// It refuses.
    record Refuse(Refusal refusal) implements Reaction {}

    /// It damages the first byte of the body, coming or going.
    record Damage() implements Reaction {}
}
