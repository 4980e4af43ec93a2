package io.sampan.model;

import java.time.Instant;
import java.util.Optional;

/// How far a message is for one of its recipients.
///
/// @param delivered when they acknowledged it; empty while it waits in their inbox
public record Standing(UserName recipient, Optional<Instant> delivered) {}
