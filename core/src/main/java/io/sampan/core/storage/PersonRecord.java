package io.sampan.core.storage;

import io.sampan.model.UserName;
import java.time.Instant;

/// A person whom the server knows.
///
/// @param claimed whether the name belongs to keys, those of the person's devices; on an open
///   server a name is enough, and belongs to nobody
public record PersonRecord(UserName name, Instant joined, boolean claimed) {}
