package io.sampan.client.people;

import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import java.time.Instant;

/// A device of a person.
///
/// @param label what its person calls it; empty for devices of others
/// @param seen when it was last on the server, to within minutes
/// @param isThis whether it is the one that asks
public record Device(
        DeviceId id,
        IdentityKey key,
        DeviceLabel label,
        Instant added,
        Instant seen,
        boolean online,
        boolean isThis) {}
