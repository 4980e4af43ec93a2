package io.sampan.core.identity;

import io.sampan.model.DeviceId;
import io.sampan.model.UserName;

/// A person who has logged in, on one of their devices.
public record Member(UserName name, DeviceId device) {

    /// Somebody who was believed, on an open server.
    public static Member believed(UserName name) {
        return new Member(name, DeviceId.NONE);
    }
}
