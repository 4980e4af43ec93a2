package io.sampan.model;

import java.time.Instant;

/// What a sender is told back: a message has reached one of its recipients.
///
/// @param delivered when the recipient acknowledged it
public record Receipt(MessageId message, UserName recipient, Instant delivered) {}
