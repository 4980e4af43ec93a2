package io.sampan.client.lane;

import io.sampan.client.identity.Identity;
import io.sampan.model.UserName;

/// What one logs in with.
public sealed interface Credentials {

    UserName name();

    /// A name alone, which an open server on loopback believes.
    record NameOnly(UserName name) implements Credentials {}

    /// A name that is proved.
    ///
    /// @param invite the code of an invitation the first time, otherwise empty
    record Proved(Identity identity, String invite) implements Credentials {

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
