package io.sampan.wire.frame;

import io.sampan.model.Refusal;

/// What belongs to no conversation, or to all of them.
public sealed interface ControlFrame extends Frame {

    /// A request was understood and not done.
    record Refused(Refusal refusal) implements ControlFrame {}

    /// Acknowledges a request that has no other answer.
    record Done() implements ControlFrame {}

    /// Is anybody there?
    record Ping() implements ControlFrame {}

    /// Yes.
    record Pong() implements ControlFrame {}

    /// A body is still arriving, so a slow line is not taken for a dead one.
    ///
    /// @param exchange of the request whose body it is
    /// @param received bytes of it so far
    record Arriving(int exchange, long received) implements ControlFrame {}
}
