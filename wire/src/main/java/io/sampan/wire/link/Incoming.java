package io.sampan.wire.link;

import io.sampan.wire.frame.Frame;

/// A frame that was received. Its body must be read (or skipped) before the next frame is received.
///
/// @param exchange which request it is, or answers
public record Incoming(int exchange, Frame frame, IncomingBody body) {}
