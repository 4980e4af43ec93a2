package io.sampan.client.lane;

import io.sampan.client.identity.Identity;
import io.sampan.model.DeviceLabel;
import io.sampan.model.UserName;

/// What one logs in with.
public sealed interface Credentials {

    /// The name that is logged in with.
    UserName name();

    /// A name alone, which an open server on loopback believes.
    record NameOnly(UserName name) implements Credentials {}

    /// A name that is proved.
    ///
    /// @param invite the code of an invitation or of a device's link the first time, otherwise
    ///   empty
    /// @param label what a device that is new is called
    record Proved(Identity identity, String invite, DeviceLabel label) implements Credentials {

        /// Of a device that has no label, or is known already.
        public Proved(Identity identity, String invite) {
            this(identity, invite, DeviceLabel.NONE);
        }

        @Override
        public UserName name() {
            return identity.name();
        }

        /// Without the code.
        @Override
        public String toString() {
            return "Proved[" + identity + "]";
        }
    }
}
