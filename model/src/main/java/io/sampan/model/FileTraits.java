package io.sampan.model;

import java.time.Instant;
import java.util.Optional;

/// What a file was like on the disk that it came from, beside its name and bytes: who fetches it
/// gets it like that again. All of it is optional, and nobody relies on it.
///
/// @param modified when its content was changed last; empty where that is not known
/// @param executable whether its owner may run it as a program
public record FileTraits(Optional<Instant> modified, boolean executable) {

    /// Nothing is known.
    public static final FileTraits NONE = new FileTraits(Optional.empty(), false);
}
