package io.sampan.core.storage;

import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;

/// A code that lets one key in, once.
///
/// @param code digest of the code; the code itself is known only to those who were given it
/// @param person the only name that it is good for; empty for any that is free
/// @param usedBy who has come in with it
public record Invite(
        Sha256 code,
        Kind kind,
        Optional<UserName> person,
        Instant made,
        Instant expires,
        Optional<UserName> usedBy) {

    /// What a code is for.
    public enum Kind {
        /// A new person.
        PERSON,
        /// A new person, made by a start of a server that nobody has joined; each start voids those
        /// of the starts before.
        FIRST,
        /// One more device of a person, made by one of their devices.
        DEVICE,
        /// The only device of a person who has lost all others, made by the operator.
        REKEY;

        /// Whether it makes a new person.
        public boolean makesPerson() {
            return this == PERSON || this == FIRST;
        }
    }

    /// A new one.
    public Invite(
            Sha256 code, Kind kind, Optional<UserName> person, Instant made, Instant expires) {
        this(code, kind, person, made, expires, Optional.empty());
        if (person.isPresent() == kind.makesPerson()) {
            throw new IllegalArgumentException("a " + kind + " invitation with " + person);
        }
    }
}
