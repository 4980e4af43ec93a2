package io.sampan.core.storage;

import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Set;

/// A key that asks to be let in for a name.
///
/// @param looks what the name looks like: two names that share one of these can be confused
/// @param code digest of the code that came with it
/// @param forbidden whether the name is one that no new person may have
public record Joining(
        UserName name,
        Set<String> looks,
        IdentityKey key,
        DeviceLabel label,
        Sha256 code,
        boolean forbidden,
        Instant now) {}
