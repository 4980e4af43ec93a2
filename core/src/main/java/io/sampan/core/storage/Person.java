package io.sampan.core.storage;

import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;

/// Somebody whom the server knows.
///
/// @param key what proves that it is them; empty on an open server, where a name is enough
public record Person(UserName name, Optional<IdentityKey> key, Instant joined) {}
