package io.sampan.core.storage;

import io.sampan.model.LinkId;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// A link with which a stranger gets a file, or sends some.
///
/// @param code the digest of its code
/// @param salt of its password
/// @param password what is kept of it; empty where it has none
/// @param key with which its tickets are signed
/// @param uses how many tickets were given out, or files begun
/// @param mostUses how many may be
public record ShareLink(
        LinkId id,
        Sha256 code,
        UserName owner,
        Target target,
        Instant created,
        Instant expires,
        Optional<Sha256> salt,
        Optional<Sha256> password,
        Sha256 key,
        long uses,
        OptionalLong mostUses) {

    /// What it leads to.
    public sealed interface Target {

        /// A file, to be had.
        record File(MediaId media) implements Target {}

        /// Its owner's inbox, to be filled.
        ///
        /// @param label what the owner calls it
        /// @param bytes of all files that were begun
        /// @param mostBytes how many may be
        record Drop(String label, long bytes, long mostBytes) implements Target {}
    }

    /// Whether it leads anywhere still.
    public boolean isGood(Instant now) {
        return now.isBefore(expires) && (mostUses.isEmpty() || uses < mostUses.getAsLong());
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "ShareLink[" + id + ", " + owner + ", " + target + "]";
    }
}
